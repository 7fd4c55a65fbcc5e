import { planOrigins } from '@cg/domain/task/plan'
import { taskStandings } from '@cg/domain/task/progress'
import type { TaskStanding } from '@cg/domain/task/progress'
import type { Static } from 'typebox'
import { MeasureSeed } from './catalogue.ts'
import { CellStateSchema } from './figure-schema.ts'
import { defineRoute } from './route.ts'
import { DayText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 重点任务: the plan's tasks with the measures under them. The lead department of a measure reports each quarter, other
 * eyes accept or return it; what is overdue is computed from dates and from what was accepted.
 */

export const taskStandingNames: Readonly<Record<TaskStanding, string>> = {
  not_started: '未启动',
  on_track: '正常推进',
  behind: '滞后',
  needs_help: '需协调',
  done: '已完成',
}

export const taskReportStates = ['submitted', 'accepted', 'returned'] as const
export type TaskReportState = (typeof taskReportStates)[number]
export const taskReportStateNames: Readonly<Record<TaskReportState, string>> = {
  submitted: '待审核',
  accepted: '已采纳',
  returned: '已退回',
}

export const taskDecisions = ['accept', 'return', 'reopen'] as const
export type TaskDecision = (typeof taskDecisions)[number]
export const taskActionNames: Readonly<Record<TaskDecision | 'submit', string>> = {
  submit: '报送',
  accept: '采纳',
  return: '退回',
  reopen: '重新打开',
}

/** Where the plan stands among the registers that fill forms: no register may bear this code. */
export const keyPlanUse = 'KEY_PLAN'

/** Shortest and longest 进展 and 佐证, in characters. */
export const taskTextLimits = { least: 4, most: 500 } as const

const Standing = Type.Enum([...taskStandings])
const Origin = Type.Enum([...planOrigins])
const Id = Type.Integer({ minimum: 1 })
const Named = Type.Object({ code: Type.String(), name: Type.String() })
export const { code: MilestoneCode } = MeasureSeed.properties.milestones.items.properties

const Completion = strictObject({
  milestone: MilestoneCode,
  unit: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }),
  doneOn: DayText,
})

/** What a department reports of a measure in a quarter. */
export const TaskReportWords = strictObject({
  period: PeriodText,
  standing: Standing,
  progress: Type.String({ maxLength: taskTextLimits.most }),
  evidence: Type.String({ maxLength: taskTextLimits.most }),
  /** Milestones that were reached and not reported before. */
  completions: Type.Array(Completion, { maxItems: 1000 }),
})
export type TaskReportWords = Static<typeof TaskReportWords>

const TaskReport = Type.Object({
  id: Type.Integer(),
  ...TaskReportWords.properties,
  state: Type.Enum([...taskReportStates]),
  version: Type.Integer(),
  steps: Type.Array(
    Type.Object({
      action: Type.Enum(['submit', ...taskDecisions]),
      note: Type.String(),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
  may: Type.Array(Type.Enum([...taskDecisions])),
  /** Files that prove it, in the order they came; milestone null: the report as a whole. */
  files: Type.Array(
    Type.Object({
      id: Type.Integer(),
      milestone: nullable(Type.String()),
      name: Type.String(),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
  /** The actor may add and remove them now. */
  mayAttach: Type.Boolean(),
})
export type TaskReport = Static<typeof TaskReport>

const Milestone = Type.Object({
  ...MeasureSeed.properties.milestones.items.properties,
  of: Type.Integer(),
  done: Type.Integer(),
  late: Type.Integer(),
  /** Units that have not reached it; of one that is done once: the city. */
  missing: Type.Array(Named),
  isOverdue: Type.Boolean(),
})

export const KeyMeasure = Type.Object({
  id: Type.Integer(),
  ...MeasureSeed.properties,
  milestones: Type.Array(Milestone),
  leadName: Type.String(),
  assistNames: Type.Array(Type.String()),
  isDropped: Type.Boolean(),
  version: Type.Integer(),
  /** Newest quarter first. */
  reports: Type.Array(TaskReport),
  /** Oldest first; before null: it was new. */
  changes: Type.Array(
    Type.Object({
      by: Type.String(),
      at: IsoTime,
      reason: Type.String(),
      isDrop: Type.Boolean(),
      before: nullable(MeasureSeed),
      after: MeasureSeed,
    }),
  ),
  /** Quarters that this actor may report now. */
  mayReport: Type.Array(PeriodText),
})
export type KeyMeasure = Static<typeof KeyMeasure>

export const TaskBoard = Type.Object({
  /** Up to which day things are reckoned: today. */
  asOf: DayText,
  /** What the plan is called. */
  name: Type.String(),
  /** What the catalogue proposes, where the office has not taken over a plan. */
  proposal: nullable(Type.Object({ tasks: Type.Integer(), measures: Type.Integer() })),
  mayAdopt: Type.Boolean(),
  mayChange: Type.Boolean(),
  departments: Type.Array(Named),
  units: Type.Array(Named),
  tasks: Type.Array(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      origin: Origin,
      source: Type.String(),
      version: Type.Integer(),
      /** What it was called before, oldest first. */
      changes: Type.Array(
        Type.Object({
          by: Type.String(),
          at: IsoTime,
          reason: Type.String(),
          before: Type.String(),
          after: Type.String(),
        }),
      ),
      measures: Type.Array(KeyMeasure),
    }),
  ),
  /** 报表计数: from which quarter on the tasks fill the forms; null: the forms are typed. */
  use: nullable(Type.Object({ since: PeriodText, by: Type.String(), at: IsoTime })),
  /** The open quarters from which on this actor may have the tasks fill the forms; empty for who may not. */
  mayUseFrom: Type.Array(PeriodText),
  /** TJ03: what the tasks amount to in the last quarter that is over beside what the form says; null: nothing to hold. */
  held: nullable(
    Type.Object({
      period: PeriodText,
      units: Type.Array(
        Type.Object({
          name: Type.String(),
          due: Type.Integer(),
          done: Type.Integer(),
          formDue: Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) }),
          formDone: Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) }),
        }),
      ),
    }),
  ),
})
export type TaskBoard = Static<typeof TaskBoard>

const Reason = Type.String({ maxLength: 300 })
const { origin: _origin, source: _source, ...measureWords } = MeasureSeed.properties
const MeasureWords = strictObject(measureWords)
export type MeasureWords = Static<typeof MeasureWords>

export const readTasks = defineRoute({
  method: 'GET',
  path: '/api/v1/tasks',
  summary: 'The key tasks of the plan with their measures, milestones and what was reported of them',
  access: 'signed-in',
  reply: TaskBoard,
})

export const adoptPlan = defineRoute({
  method: 'POST',
  path: '/api/v1/tasks/adoption',
  summary: 'Take over the plan that the catalogue proposes; refused where there is one',
  access: 'signed-in',
  reply: TaskBoard,
})

export const renameTask = defineRoute({
  method: 'PUT',
  path: '/api/v1/tasks/names/:code',
  summary: 'Call a key task otherwise, with the reason; what it was called before is kept',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ code: Type.String({ pattern: '^T[0-9]{1,2}$' }) }),
  body: strictObject({ name: Type.String({ maxLength: 100 }), reason: Reason }),
  reply: TaskBoard,
})

export const addMeasure = defineRoute({
  method: 'POST',
  path: '/api/v1/tasks/measures',
  summary: 'Add a measure to a key task, with the reason',
  access: 'signed-in',
  body: strictObject({ task: Type.String({ pattern: '^T[0-9]{1,2}$' }), measure: MeasureWords, reason: Reason }),
  reply: TaskBoard,
})

export const changeMeasure = defineRoute({
  method: 'PUT',
  path: '/api/v1/tasks/measures/:id',
  summary: 'Change a measure of the plan or take it out, with the reason; what it said before is kept',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Id }),
  body: strictObject({ measure: MeasureWords, isDropped: Type.Boolean(), reason: Reason }),
  reply: TaskBoard,
})

export const reportTask = defineRoute({
  method: 'PUT',
  path: '/api/v1/tasks/measures/:id/report',
  summary: 'Report a measure for a quarter, or again what was returned; version 0 where nothing was reported',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Id }),
  body: TaskReportWords,
  reply: TaskBoard,
})

export const useKeyPlan = defineRoute({
  method: 'PUT',
  path: '/api/v1/tasks/use',
  summary: 'Have the key tasks fill the forms from an open quarter on, or have the forms typed again',
  access: 'signed-in',
  body: strictObject({ since: nullable(PeriodText), reason: Reason }),
  reply: TaskBoard,
})

export const decideTaskReport = defineRoute({
  method: 'POST',
  path: '/api/v1/tasks/reports/:id/decisions',
  summary: 'Accept or return a report, or reopen an accepted one; all but accepting with a reason',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ id: Id }),
  body: strictObject({ action: Type.Enum([...taskDecisions]), note: Reason }),
  reply: TaskBoard,
})
