import { taskStandingNames, taskTextLimits } from '@cg/contract/task'
import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { readDay } from '@cg/domain/number/date-text'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { taskStandings } from '@cg/domain/task/progress'
import type { TaskStanding } from '@cg/domain/task/progress'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { useToast } from '../../ui/toast.tsx'
import { report } from './queries.ts'
import { WordsField } from './words-fields.tsx'

type ReportDialogProps = {
  measure: KeyMeasure
  onBoard: (board: TaskBoard) => void
  onClose: () => void
}

const texts = ['standing', 'progress', 'evidence', 'days'] as const
const standings = taskStandings.map((value) => ({ value, label: taskStandingNames[value] }))

type Typed = Readonly<Record<(typeof texts)[number], string>>

/** Days as typed, by milestone and unit: 'b DWQ'. */
type Days = Readonly<Record<string, string>>

const returnedIn = ({ reports }: KeyMeasure, quarter: string) =>
  reports.find(({ period, state }) => period === quarter && state === 'returned')

/** What is typed into a quarter's report begins with what came back of it. */
function begunIn(measure: KeyMeasure, quarter: string): Typed {
  const returned = returnedIn(measure, quarter)
  return {
    standing: returned?.standing ?? 'on_track',
    progress: returned?.progress ?? '',
    evidence: returned?.evidence ?? '',
    days: JSON.stringify(
      Object.fromEntries((returned?.completions ?? []).map((one) => [`${one.milestone} ${one.unit}`, one.doneOn])),
    ),
  }
}

/** What the lead department reports of a measure in a quarter: one word, what was done, and who reached which milestone when. */
export function ReportDialog({ measure, onBoard, onClose }: ReportDialogProps) {
  // What came back is mended first, whichever quarter it is of; each quarter has a text of its own.
  const [period, choose] = useState(
    () => measure.mayReport.find((one) => returnedIn(measure, one) !== undefined) ?? must(measure.mayReport[0]),
  )
  const returned = returnedIn(measure, period)
  const place = `task.report.${measure.id}.${period}.${returned?.version ?? 0}`
  const draft = useDraft(place, begunIn(measure, period), readTexts(texts))
  const typed = draft.value
  const put = (change: Partial<Typed>) => draft.put({ ...typed, ...change })
  const notify = useToast()
  const days = JSON.parse(typed.days) as Days
  const { completions, wrong } = readDays(days)
  const send = useMutation({
    mutationFn: () => {
      const { progress, evidence } = typed
      return report(measure, { period, standing: typed.standing as TaskStanding, progress, evidence, completions })
    },
    onSuccess: (next) => {
      draft.discard()
      notify('进展已报送，待审核')
      onBoard(next)
    },
  })
  const isShort = typed.progress.trim().length < taskTextLimits.least
  return (
    <Dialog
      isOpen
      shape="wide"
      title={`报送进展：${measure.name}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={send.isPending}
            disabled={isShort || wrong !== null}
            onClick={() => send.mutate()}
          >
            报送
          </Button>
        </>
      }
    >
      {returned !== undefined && (
        <p className="task-returned">退回意见：{returned.steps.findLast(({ action }) => action !== 'submit')?.note}</p>
      )}
      <ReportFields measure={measure} period={period} onPeriod={choose} typed={typed} onPut={put} />
      <Completions measure={measure} days={days} onDays={(next) => put({ days: JSON.stringify(next) })} />
      {wrong !== null && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <DraftLine draft={draft} what="进展" wordsOf={({ progress }) => progress} />
      {send.error !== null && <ProblemPanel error={send.error} />}
    </Dialog>
  )
}

type FieldsProps = {
  measure: KeyMeasure
  period: string
  onPeriod: (period: string) => void
  typed: Typed
  onPut: (change: Partial<Typed>) => void
}

/** Quarter, the one word, what was done and what proves it. */
function ReportFields({ measure, period, onPeriod, typed, onPut }: FieldsProps) {
  return (
    <>
      <div className="task-pair">
        <Field label="季度">
          {(control) => (
            <Select
              {...control}
              value={period}
              options={measure.mayReport.map((value) => ({ value, label: formatPeriod(parsePeriod(value)) }))}
              onChange={onPeriod}
            />
          )}
        </Field>
        <Field label="进展" hint="是否逾期由系统按完成时限判定，不在这里选">
          {(control) => (
            <Select
              {...control}
              value={typed.standing}
              options={standings}
              onChange={(standing) => onPut({ standing })}
            />
          )}
        </Field>
      </div>
      <WordsField
        label="进展情况"
        hint="写明做了什么，接下来做什么"
        most={taskTextLimits.most}
        text={typed.progress}
        onText={(progress) => onPut({ progress })}
      />
      <Field label="佐证" hint={`文件文号、名称或存放处。本措施要求：${measure.evidence}。报节点完成时必填`}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={taskTextLimits.most}
            value={typed.evidence}
            onChange={(event) => onPut({ evidence: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

type CompletionsProps = { measure: KeyMeasure; days: Days; onDays: (days: Days) => void }

/** A day for every unit that has reached a milestone; those reported before are not asked again. */
function Completions({ measure, days, onDays }: CompletionsProps) {
  const open = measure.milestones.filter(({ missing }) => missing.length > 0)
  if (open.length === 0) return <p className="muted">各节点已经全部完成，不必再报完成日期。</p>
  return (
    <fieldset className="task-days">
      <legend>节点完成日期</legend>
      <p className="field-hint">已经完成的填日期，如 2026-09-28；没有完成的留空。</p>
      {open.map(({ code, name, dueOn, missing }) => (
        <div key={code} className="task-day-group">
          <p>
            {name} <span className="muted">时限 {formatDate(dueOn)}</span>
          </p>
          <div className="task-day-list">
            {missing.map((unit) => (
              <label key={unit.code}>
                <span>{unit.name}</span>
                <TextInput
                  aria-label={`${unit.name}完成“${name}”的日期`}
                  maxLength={20}
                  value={days[`${code} ${unit.code}`] ?? ''}
                  onChange={(event) => onDays({ ...days, [`${code} ${unit.code}`]: event.target.value })}
                />
              </label>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  )
}

type Reading = {
  readonly completions: { milestone: string; unit: string; doneOn: string }[]
  readonly wrong: string | null
}

function readDays(days: Days): Reading {
  const completions: Reading['completions'] = []
  for (const [key, text] of Object.entries(days)) {
    if (text.trim() === '') continue
    const [milestone = '', unit = ''] = key.split(' ')
    const day = readDay(text)
    if (!day.ok) return { completions: [], wrong: `完成日期“${text}”：${day.reason}` }
    completions.push({ milestone, unit, doneOn: day.day })
  }
  return { completions, wrong: null }
}
