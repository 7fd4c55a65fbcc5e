import { statementTextLimits } from '@cg/contract/statement'
import type { StatementBoard, StatementWords, WantedStatement } from '@cg/contract/statement'
import { formatPeriod, formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { mostQuartersAhead } from '@cg/domain/target/statement'
import { useMutation } from '@tanstack/react-query'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { figureWords } from './figure-words.ts'
import { placeKey, send } from './queries.ts'
import type { About } from './queries.ts'
import { SaidWords } from './said-words.tsx'

type WriteProps = {
  about: About
  period: Period
  onBoard: (board: StatementBoard) => void
  onClose: () => void
}

/** 原因, 措施, 预计 of one figure; a returned statement comes with what it said and why it came back. */
export function WriteDialog({ about, period, onBoard, onClose }: WriteProps) {
  const place = 'again' in about ? about.again : about.wanted
  const draft = useDraft<StatementWords>(`statement.${period}.${placeKey(about)}`, startOf(about, period), readWords)
  const { value: words, put } = draft
  const notify = useToast()
  const act = useMutation({
    mutationFn: () => send(about, words),
    onSuccess: (board) => {
      draft.drop()
      onBoard(board)
      notify('说明已报送，待审核')
      onClose()
    },
  })
  const isWhole =
    words.cause.trim().length >= statementTextLimits.least && words.measures.trim().length >= statementTextLimits.least
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${place.unitName}${place.indicatorName}`}
      description={figureWords(place, 'again' in about ? about.again.figure : about.wanted)}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={act.isPending} disabled={!isWhole} onClick={() => act.mutate()}>
            报送
          </Button>
        </>
      }
    >
      {'again' in about && (
        <p className="statement-before">
          退回意见：{about.again.steps.findLast(({ action }) => action === 'return')?.note}
        </p>
      )}
      {'wanted' in about && <Before wanted={about.wanted} onTake={(part) => put({ ...words, ...part })} />}
      <Fields words={words} period={period} isLate={place.kind === 'late'} unit={place.measured} onWords={put} />
      <DraftLine draft={draft} wordsOf={({ cause, measures }) => [cause, measures].filter(Boolean).join('；')} />
      {act.error !== null && <ProblemPanel error={act.error} />}
    </Dialog>
  )
}

const readWords = readTexts(['cause', 'measures', 'until', 'value'])

function startOf(about: About, period: Period): StatementWords {
  if (!('again' in about)) return { cause: '', measures: '', until: shiftPeriod(period, 1), value: '' }
  const { cause, measures, until, value, decimals } = about.again
  return { cause, measures, until, value: value === null ? '' : formatValue(value, { unit: '', decimals }) }
}

/** What was said a quarter ago, to hold the new words against. */
function Before(props: {
  wanted: WantedStatement
  onTake: (part: Pick<StatementWords, 'cause' | 'measures'>) => void
}) {
  const { before } = props.wanted
  if (before === null) return null
  return (
    <details className="statement-before">
      <summary>{formatPeriod(parsePeriod(before.period))}的说明</summary>
      <SaidWords item={{ ...props.wanted, ...before }} />
      <Button kind="quiet" onClick={() => props.onTake({ cause: before.cause, measures: before.measures })}>
        以此为底稿
      </Button>
    </details>
  )
}

type FieldsProps = {
  words: StatementWords
  period: Period
  isLate: boolean
  unit: string
  onWords: (words: StatementWords) => void
}

function Fields({ words, period, isLate, unit, onWords }: FieldsProps) {
  const quarters = Array.from({ length: mostQuartersAhead }, (_, at) => shiftPeriod(period, at + 1))
  const hint = `至少${statementTextLimits.least}个字`
  return (
    <div className="statement-fields">
      <Field label="原因" hint={`${hint}，说清楚具体情况`} isRequired>
        {(control) => (
          <TextArea
            {...control}
            maxLength={statementTextLimits.most}
            value={words.cause}
            onChange={(event) => onWords({ ...words, cause: event.target.value })}
          />
        )}
      </Field>
      <Field label="措施" hint={`${hint}，写明做什么、谁来做、何时做完`} isRequired>
        {(control) => (
          <TextArea
            {...control}
            maxLength={statementTextLimits.most}
            value={words.measures}
            onChange={(event) => onWords({ ...words, measures: event.target.value })}
          />
        )}
      </Field>
      <Field label={isLate ? '预计达到时间' : '预计补报时间'} isRequired>
        {(control) => (
          <Select
            {...control}
            options={quarters.map((quarter) => ({ value: quarter, label: formatPeriod(quarter) }))}
            value={words.until}
            onChange={(until) => onWords({ ...words, until })}
          />
        )}
      </Field>
      <Field label={`预计值（${spokenUnit(unit)}）`} isRequired={isLate} hint={isLate ? undefined : '可以不填'}>
        {(control) => (
          <TextInput
            {...control}
            inputMode="decimal"
            maxLength={40}
            value={words.value}
            onChange={(event) => onWords({ ...words, value: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
