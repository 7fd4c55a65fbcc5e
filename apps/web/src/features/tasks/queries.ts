import { exportPlan, getPlan } from '@cg/contract/release/plan'
import {
  addMeasure,
  adoptPlan,
  changeMeasure,
  decideTaskReport,
  readTasks,
  renameTask,
  reportTask,
  useKeyPlan,
} from '@cg/contract/task'
import type { KeyMeasure, MeasureWords, TaskBoard, TaskDecision, TaskReport, TaskReportWords } from '@cg/contract/task'
import { attachToReport, removeFromReport } from '@cg/contract/task-file'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

export const tasksQuery = queryOptions({
  queryKey: ['tasks'],
  queryFn: ({ signal }) => call(readTasks, {}, { signal }),
  staleTime: 0,
})

export const adopt = () => call(adoptPlan, {})

export const add = (task: string, measure: MeasureWords, reason: string) =>
  call(addMeasure, { body: { task, measure, reason } })

type Change = { readonly measure: MeasureWords; readonly isDropped: boolean; readonly reason: string }
export const change = ({ id, version }: KeyMeasure, body: Change) =>
  call(changeMeasure, { params: { id }, body }, { ifMatch: version })

export const rename = ({ code, version }: TaskBoard['tasks'][number], name: string, reason: string) =>
  call(renameTask, { params: { code }, body: { name, reason } }, { ifMatch: version })

export function attach(id: number, milestone: string | undefined, file: File) {
  const body = new FormData()
  body.append('file', file)
  return callUpload(attachToReport, { params: { id }, query: milestone === undefined ? {} : { milestone } }, body)
}

export const detach = (id: number, file: number) => call(removeFromReport, { params: { id, file } })

export const countFrom = (since: string | null, reason: string) => call(useKeyPlan, { body: { since, reason } })

export const report = ({ id, reports }: KeyMeasure, body: TaskReportWords) =>
  call(
    reportTask,
    { params: { id }, body },
    { ifMatch: reports.find(({ period }) => period === body.period)?.version ?? 0 },
  )

export const decide = ({ id, version }: TaskReport, action: TaskDecision, note: string) =>
  call(decideTaskReport, { params: { id }, body: { action, note } }, { ifMatch: version })

/** 重点任务 and 督办 as a release froze them. */
export function frozenPlanQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'plan'],
    queryFn: ({ signal }) => call(getPlan, { params: { code } }, { signal }),
    ...pinned,
  })
}

export const takePlan = ({ code, format }: { code: string; format: 'xlsx' | 'pdf' }) =>
  callFile(exportPlan, { params: { code }, query: { format } })
