import { exportPlan, getPlan } from '@cg/contract/release/plan'
import {
  addMeasure,
  adoptPlan,
  changeMeasure,
  decideTaskReport,
  readTasks,
  reportTask,
  useKeyPlan,
} from '@cg/contract/task'
import type { KeyMeasure, MeasureWords, TaskDecision, TaskReport, TaskReportWords } from '@cg/contract/task'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile } from '../../lib/api.ts'
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
