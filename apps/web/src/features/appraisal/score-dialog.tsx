import type { Appraisal, AppraisalList, AppraisalUnit } from '@cg/contract/appraisal'
import { pointsOf } from '@cg/domain/claim/appraisal'
import { useMutation } from '@tanstack/react-query'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { score } from './queries.ts'

type ScoreDialogProps = {
  item: Appraisal
  unit: AppraisalUnit
  onList: (list: AppraisalList) => void
  onClose: () => void
}

type Typed = Readonly<Record<'points' | 'reason' | 'evidence', string>>
const readTyped = readTexts(['points', 'reason', 'evidence'])

/** A level of the scale, why, and what was seen. */
export function ScoreDialog({ item, unit, onList, onClose }: ScoreDialogProps) {
  const { mine } = unit
  const saved = {
    points: mine === null ? '' : String(mine.points),
    reason: mine?.reason ?? '',
    evidence: mine?.evidence ?? '',
  }
  const draft = useDraft<Typed>(`appraisal.${item.id}.${unit.code}`, saved, readTyped)
  const { value: typed, put } = draft
  const notify = useToast()
  const [reason, evidence] = [typed.reason.trim(), typed.evidence.trim()]
  const act = useMutation({
    mutationFn: () => score(item.id, { unit: unit.code, points: Number(typed.points), reason, evidence }),
    onSuccess: (list) => {
      draft.drop()
      onList(list)
      notify(`${unit.name}的评分已保存`)
      onClose()
    },
  })
  const isWhole = typed.points !== '' && reason.length > 3 && evidence.length > 3
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`评分：${unit.name}`}
      description={`${item.itemName}。截止前只有您自己看得到，可以改评。`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={act.isPending} disabled={!isWhole} onClick={() => act.mutate()}>
            保存评分
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field label="档次" isRequired>
          {(control) => (
            <Select
              {...control}
              options={[
                { value: '', label: '请对照标准选择' },
                ...item.scale.map(({ points, words }) => ({
                  value: String(points),
                  label: `${pointsOf(points)}　${words}`,
                })),
              ]}
              value={typed.points}
              onChange={(points) => put({ ...typed, points })}
            />
          )}
        </Field>
        <Words
          label="评分理由"
          hint="至少 4 个字"
          text={typed.reason}
          onText={(text) => put({ ...typed, reason: text })}
        />
        <Words
          label="依据"
          hint="查阅的材料、现场查看情况或网址，至少 4 个字"
          text={typed.evidence}
          onText={(text) => put({ ...typed, evidence: text })}
        />
        <DraftLine draft={draft} wordsOf={(one) => [one.reason, one.evidence].filter(Boolean).join('；')} />
        {act.error !== null && <ProblemPanel error={act.error} />}
      </div>
    </Dialog>
  )
}

type WordsProps = { label: string; hint: string; text: string; onText: (text: string) => void }

function Words({ label, hint, text, onText }: WordsProps) {
  return (
    <Field label={label} hint={hint} isRequired>
      {(control) => (
        <TextArea {...control} maxLength={300} value={text} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  )
}
