import { leastScorers } from '@cg/contract/appraisal'
import type { AppraisalInput, AppraisalList } from '@cg/contract/appraisal'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation } from '@tanstack/react-query'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { PeopleChoice } from './people-choice.tsx'
import { open } from './queries.ts'
import { readScale } from './scale-text.ts'

type OpenPanelProps = { data: AppraisalList; onList: (list: AppraisalList) => void }

/** Texts alone, so that the browser can keep them: the place as 2026Q3|Q_SYS, the scorers as 3,4,8. */
type Typed = Readonly<Record<'place' | 'scale' | 'scorers' | 'least' | 'reason', string>>
const readTyped = readTexts(['place', 'scale', 'scorers', 'least', 'reason'])
const empty: Typed = { place: '', scale: '', scorers: '', least: String(leastScorers), reason: '' }

/** What is to be scored, by which scale, by whom, on what ground. */
export function OpenPanel({ data, onList }: OpenPanelProps) {
  const draft = useDraft<Typed>('appraisal.new', empty, readTyped)
  const notify = useToast()
  const input = inputOf(draft.value)
  const act = useMutation({
    mutationFn: open,
    onSuccess: (list) => {
      draft.discard()
      onList(list)
      notify('评分已开始，评分人会收到消息')
    },
  })
  return (
    <Panel
      title="组织评分"
      subtitle="开始后，这个数据项只由评分得出，填报人不能再填写；评分标准不能再改，写错的取消后重新组织。"
    >
      <form
        className="appraisal-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (typeof input !== 'string') act.mutate(input)
        }}
      >
        <Fields data={data} typed={draft.value} onTyped={draft.put} />
        <DraftLine draft={draft} wordsOf={({ scale, reason }) => [scale, reason].filter(Boolean).join('；')} />
        <div className="appraisal-actions">
          <Button kind="primary" type="submit" isBusy={act.isPending} disabled={typeof input === 'string'}>
            开始评分
          </Button>
          {typeof input === 'string' && <span className="muted">{input}</span>}
        </div>
      </form>
      {act.error !== null && <ProblemPanel error={act.error} />}
    </Panel>
  )
}

type FieldsProps = { data: AppraisalList; typed: Typed; onTyped: (typed: Typed) => void }

function Fields({ data: { candidates, people }, typed, onTyped }: FieldsProps) {
  const read = readScale(typed.scale)
  const places = candidates.map(({ period, item, itemName, formName }) => ({
    value: `${period}|${item}`,
    label: `${formatPeriod(parsePeriod(period))} ${itemName}（《${formName}》）`,
  }))
  return (
    <>
      <Field label="季度和数据项" isRequired>
        {(control) => (
          <Select
            {...control}
            options={[{ value: '', label: '请选择' }, ...places]}
            value={typed.place}
            onChange={(place) => onTyped({ ...typed, place })}
          />
        )}
      </Field>
      <Field label="评分依据" hint="文号或会议决定" isRequired>
        {(control) => (
          <TextInput
            {...control}
            maxLength={300}
            value={typed.reason}
            onChange={(event) => onTyped({ ...typed, reason: event.target.value })}
          />
        )}
      </Field>
      <Field label="每个区县最少几名评分人" hint={`不少于${leastScorers}名；不足的不能写入`} isRequired>
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={typed.least}
            onChange={(event) => onTyped({ ...typed, least: event.target.value })}
          />
        )}
      </Field>
      <div className="appraisal-whole">
        <Field
          label="评分标准"
          hint="每行一档：分值、空格、达到什么情形给这个分值，如“90 制度健全并落实”"
          error={typed.scale.trim() !== '' && !read.ok ? read.reason : null}
          isRequired
        >
          {(control) => (
            <TextArea
              {...control}
              rows={4}
              value={typed.scale}
              onChange={(event) => onTyped({ ...typed, scale: event.target.value })}
            />
          )}
        </Field>
      </div>
      <PeopleChoice
        legend="评分人（自己单位的区县由别人评）"
        people={people}
        chosen={chosenOf(typed)}
        onChosen={(scorers) => onTyped({ ...typed, scorers: scorers.join(',') })}
      />
    </>
  )
}

function chosenOf({ scorers }: Typed): number[] {
  return scorers === '' ? [] : scorers.split(',').map(Number)
}

/** What is asked for, or what is still wanting. */
function inputOf(typed: Typed): AppraisalInput | string {
  const [period = '', item = ''] = typed.place.split('|')
  if (item === '') return '请选择季度和数据项'
  if (typed.reason.trim().length < 4) return '请写明评分依据，至少 4 个字'
  const least = Number(typed.least)
  if (!Number.isInteger(least) || least < leastScorers || least > 50)
    return `最少评分人数应为 ${leastScorers} 至 50 的整数`
  const read = readScale(typed.scale)
  if (!read.ok) return `评分标准：${read.reason}`
  const scorers = chosenOf(typed)
  if (scorers.length < least) return `请选至少 ${least} 名评分人，已选 ${scorers.length} 名`
  return { period, item, scale: read.scale, scorers, least, reason: typed.reason.trim() }
}
