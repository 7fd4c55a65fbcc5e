import type { KeyMeasure, MeasureWords, TaskBoard } from '@cg/contract/task'
import { readDay } from '@cg/domain/number/date-text'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { add, change } from './queries.ts'

type EditDialogProps = {
  board: TaskBoard
  task: string
  /** Null: a new one. */
  measure: KeyMeasure | null
  onBoard: (board: TaskBoard) => void
  onClose: () => void
}

const texts = ['words', 'reason'] as const

type Milestone = MeasureWords['milestones'][number]

/** Changes a measure of the plan, adds one or takes one out; the reason is asked for and the old words are kept. */
export function EditDialog({ board, task, measure, onBoard, onClose }: EditDialogProps) {
  const begun = { words: JSON.stringify(wordsOf(measure, board)), reason: '' }
  const place = measure === null ? `task.add.${task}` : `task.edit.${measure.id}.${measure.version}`
  const draft = useDraft(place, begun, readTexts(texts))
  const { reason } = draft.value
  const words = JSON.parse(draft.value.words) as MeasureWords
  const [isDropped, setDropped] = useState(measure?.isDropped ?? false)
  const notify = useToast()
  const put = (more: Partial<MeasureWords>) =>
    draft.put({ ...draft.value, words: JSON.stringify({ ...words, ...more }) })
  const save = useMutation({
    mutationFn: () => {
      const read = { ...words, milestones: words.milestones.map((one) => ({ ...one, dueOn: dayOf(one.dueOn) })) }
      return measure === null ? add(task, read, reason) : change(measure, { measure: read, isDropped, reason })
    },
    onSuccess: (next) => {
      draft.discard()
      notify(measure === null ? '已增加措施' : '已修改措施')
      onBoard(next)
    },
  })
  const lacks = lacking(words, reason)
  return (
    <Dialog
      isOpen
      shape="wide"
      title={measure === null ? '增加措施' : `修改措施：${measure.name}`}
      description="改动前后的内容、原因、时间和经办人都保留备查。"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={save.isPending} disabled={lacks !== null} onClick={() => save.mutate()}>
            {lacks ?? '保存'}
          </Button>
        </>
      }
    >
      <WordsFields board={board} words={words} onPut={put} />
      <MilestoneFields
        milestones={words.milestones}
        used={usedCodes(measure)}
        onMilestones={(milestones) => put({ milestones })}
      />
      {measure !== null && (
        <Checkbox
          label="移出实施方案（以后不再报送，已报的进展保留）"
          checked={isDropped}
          onChange={(event) => setDropped(event.target.checked)}
        />
      )}
      <Field label={measure === null ? '增加的原因' : '改动的原因'} isRequired hint="如：会议议定、文号">
        {(control) => (
          <TextInput
            {...control}
            maxLength={300}
            value={reason}
            onChange={(event) => draft.put({ ...draft.value, reason: event.target.value })}
          />
        )}
      </Field>
      <DraftLine draft={draft} what="改动" wordsOf={(kept) => (JSON.parse(kept.words) as MeasureWords).name} />
      {save.error !== null && <ProblemPanel error={save.error} />}
    </Dialog>
  )
}

type WordsProps = { board: TaskBoard; words: MeasureWords; onPut: (more: Partial<MeasureWords>) => void }

/** What is to be done, who leads and assists, and what proves it. */
function WordsFields({ board, words, onPut }: WordsProps) {
  return (
    <>
      <Field label="措施" isRequired>
        {(control) => (
          <TextInput
            {...control}
            maxLength={100}
            value={words.name}
            onChange={(event) => onPut({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="task-pair">
        <Field label="牵头部门" isRequired>
          {(control) => (
            <Select
              {...control}
              value={words.lead}
              options={board.departments.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(lead) => onPut({ lead, assists: words.assists.filter((one) => one !== lead) })}
            />
          )}
        </Field>
        <Field label="佐证要求" isRequired hint="用什么证明已经完成">
          {(control) => (
            <TextInput
              {...control}
              maxLength={200}
              value={words.evidence}
              onChange={(event) => onPut({ evidence: event.target.value })}
            />
          )}
        </Field>
      </div>
      <fieldset className="task-days">
        <legend>配合部门</legend>
        <div className="task-assists">
          {board.departments
            .filter(({ code }) => code !== words.lead)
            .map(({ code, name }) => (
              <Checkbox
                key={code}
                label={name}
                checked={words.assists.includes(code)}
                onChange={(event) =>
                  onPut({
                    assists: event.target.checked
                      ? [...words.assists, code]
                      : words.assists.filter((one) => one !== code),
                  })
                }
              />
            ))}
        </div>
      </fieldset>
    </>
  )
}

type FieldsProps = {
  milestones: readonly Milestone[]
  /** Codes that milestones of the measure have or had. */
  used: readonly string[]
  onMilestones: (milestones: Milestone[]) => void
}

function MilestoneFields({ milestones, used, onMilestones }: FieldsProps) {
  const put = (at: number, more: Partial<Milestone>) =>
    onMilestones(milestones.map((one, place) => (place === at ? { ...one, ...more } : one)))
  return (
    <fieldset className="task-days">
      <legend>节点</legend>
      {milestones.map((one, at) => (
        <div key={one.code} className="task-milestone-fields">
          <TextInput
            aria-label={`第${at + 1}个节点的名称`}
            placeholder="节点名称"
            maxLength={100}
            value={one.name}
            onChange={(event) => put(at, { name: event.target.value })}
          />
          <TextInput
            aria-label={`第${at + 1}个节点的完成时限`}
            placeholder="完成时限，如 2026-12-31"
            maxLength={20}
            value={one.dueOn}
            onChange={(event) => put(at, { dueOn: event.target.value })}
          />
          <Checkbox
            label="各区县分别完成"
            checked={one.isByUnit}
            onChange={(event) => put(at, { isByUnit: event.target.checked })}
          />
          <Button
            kind="quiet"
            aria-label={`去掉第${at + 1}个节点`}
            onClick={() => onMilestones(milestones.filter((_one, place) => place !== at))}
          >
            去掉
          </Button>
        </div>
      ))}
      <Button
        disabled={milestones.length >= 20}
        onClick={() =>
          onMilestones([
            ...milestones,
            { code: freeCode([...used, ...milestones.map(({ code }) => code)]), name: '', dueOn: '', isByUnit: true },
          ])
        }
      >
        加一个节点
      </Button>
    </fieldset>
  )
}

/** Codes that milestones of a measure have or had. */
function usedCodes(measure: KeyMeasure | null): string[] {
  if (measure === null) return []
  const bodies = measure.changes.flatMap(({ before, after }) => (before === null ? [after] : [before, after]))
  return [measure, ...bodies].flatMap(({ milestones }) => milestones.map(({ code }) => code))
}

/** A code that no milestone has or had: what was reported of one that is gone must not pass to a new one. */
function freeCode(used: readonly string[]): string {
  const numbers = used.flatMap((code) => /^n(\d+)$/.exec(code)?.[1] ?? []).map(Number)
  return `n${Math.max(0, ...numbers) + 1}`
}

function wordsOf(measure: KeyMeasure | null, { departments }: TaskBoard): MeasureWords {
  if (measure === null) return { name: '', lead: departments[0]?.code ?? '', assists: [], evidence: '', milestones: [] }
  const { name, lead, assists, evidence, milestones } = measure
  return {
    name,
    lead,
    assists: [...assists],
    evidence,
    milestones: milestones.map(({ code, name: called, dueOn, isByUnit }) => ({ code, name: called, dueOn, isByUnit })),
  }
}

const dayOf = (text: string): string => {
  const day = readDay(text)
  return day.ok ? day.day : text
}

/** What must still be written before it can be saved; null: nothing. */
function lacking({ name, evidence, milestones }: MeasureWords, reason: string): string | null {
  if (name.trim().length < 2) return '请填写措施'
  if (evidence.trim().length < 2) return '请填写佐证要求'
  if (milestones.some((one) => one.name.trim().length < 2 || !readDay(one.dueOn).ok)) return '请填好节点的名称和时限'
  return reason.trim() === '' ? '请填写原因' : null
}
