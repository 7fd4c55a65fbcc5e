import { followUpKinds } from '@cg/domain/task/follow-up'
import { taskStandings } from '@cg/domain/task/progress'
import { measureStandings } from '@cg/domain/task/standing'
import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { DayText, PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

/* 重点任务 and 督办 as a release froze them: what was accepted by its quarter, and what was open when it was prepared. */

const Named = Type.Object({ code: Type.String(), name: Type.String() })

const Milestone = Type.Object({
  code: Type.String(),
  name: Type.String(),
  dueOn: DayText,
  /** Done by every district; else once for the city. */
  isByUnit: Type.Boolean(),
  of: Type.Integer(),
  done: Type.Integer(),
  /** Done after its day. */
  late: Type.Integer(),
  /** Units that had not reached it; of one that is done once: the city. */
  missing: Type.Array(Named),
  /** Reckoned at 截至. */
  isOverdue: Type.Boolean(),
  /** The day on which the last one reached it; null: somebody has not. */
  doneOn: nullable(DayText),
})

const Measure = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  lead: Named,
  assists: Type.Array(Named),
  standing: Type.Enum([...measureStandings]),
  milestones: Type.Array(Milestone),
  /** The newest report that was accepted; null: none was. */
  report: nullable(
    Type.Object({
      period: PeriodText,
      standing: Type.Enum([...taskStandings]),
      progress: Type.String(),
      evidence: Type.String(),
    }),
  ),
})

const FollowUpFact = Type.Object({
  id: Type.Integer(),
  kind: Type.Enum([...followUpKinds]),
  /** What it is about, without a figure. */
  subject: Type.String(),
  /** What it was opened from, with its figures. */
  about: Type.String(),
  responsible: Type.String(),
  requirement: Type.String(),
  openedOn: DayText,
  dueOn: DayText,
  isOverdue: Type.Boolean(),
  /** null: it is open. */
  closed: nullable(Type.Object({ on: DayText, words: Type.String() })),
})

export const PlanFacts = Type.Object({
  release: ReleaseHead,
  /** null: no plan was taken over, or the release is from before plans were frozen. */
  plan: nullable(
    Type.Object({
      name: Type.String(),
      tasks: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), measures: Type.Array(Measure) })),
    }),
  ),
  /** null: nothing was followed up. */
  followUps: nullable(Type.Object({ asOf: DayText, items: Type.Array(FollowUpFact) })),
})
export type PlanFacts = Static<typeof PlanFacts>
export type FrozenMeasure = Static<typeof Measure>
export type FrozenFollowUp = Static<typeof FollowUpFact>

/** The same in a few counts, for the cockpit and the papers. */
export const PlanSum = Type.Object({
  tasks: Type.Integer(),
  measures: Type.Integer(),
  standings: Type.Record(Type.Enum([...measureStandings]), Type.Integer()),
})
export type PlanSum = Static<typeof PlanSum>

export const FollowUpSum = Type.Object({
  open: Type.Integer(),
  overdue: Type.Integer(),
  /** Since the quarter began. */
  closed: Type.Integer(),
  /** The first of the open ones, overdue ones before others, then by their day. */
  first: Type.Array(
    Type.Object({ id: Type.Integer(), subject: Type.String(), responsible: Type.String(), isOverdue: Type.Boolean() }),
  ),
})
export type FollowUpSum = Static<typeof FollowUpSum>

export const getPlan = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/plan',
  summary: 'Key tasks and follow-ups as the release froze them; both null in releases from before they were frozen',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: PlanFacts,
})

export const exportPlan = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/plan/file',
  summary: 'The same as a workbook, or as PDF on A4 that lies on its side, with its release, date and source',
  access: 'signed-in',
  params: ReleaseParams,
  query: Type.Object({ format: Type.Enum(['xlsx', 'pdf']) }),
  reply: null,
  file: ['xlsx', 'pdf'],
})
