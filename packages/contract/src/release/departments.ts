import { taskStandings } from '@cg/domain/task/progress'
import type { Static } from 'typebox'
import { LightSchema, ResultStateSchema } from '../figure-schema.ts'
import { defineRoute } from '../route.ts'
import { DayText, PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

/*
 * 部门: every body of the plan with what it answers for. Figures, registers, reports and tasks are the release's.
 */

const Named = Type.Object({ code: Type.String(), name: Type.String() })

/** A measure of a key task that the department leads or assists. */
const DepartmentMeasure = Type.Object({
  task: Type.String(),
  name: Type.String(),
  lead: Type.String(),
  /** As the lead department reported it last; null: no accepted report. */
  standing: nullable(Type.Enum([...taskStandings])),
  milestones: Type.Integer(),
  /** Of them those whose day is not after the release's end, and of those the ones that all have reached. */
  due: Type.Integer(),
  done: Type.Integer(),
  /** Names of the due ones that somebody has not reached. */
  unmet: Type.Array(Type.String()),
})
export type DepartmentMeasure = Static<typeof DepartmentMeasure>

const DepartmentFigure = Type.Object({
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  carriedFrom: nullable(Type.String()),
  target: nullable(Type.Number()),
  light: nullable(LightSchema),
})
export type DepartmentFigure = Static<typeof DepartmentFigure>

export const departmentRoles = ['coordinator', 'member', 'participant'] as const
export const departmentRoleNames: Readonly<Record<(typeof departmentRoles)[number], string>> = {
  coordinator: '牵头协调',
  member: '成员单位',
  participant: '参与单位',
}

export const DepartmentFact = Type.Object({
  code: Type.String(),
  name: Type.String(),
  role: Type.Enum([...departmentRoles]),
  /** Indicators that it leads, with the city's figure. */
  indicators: Type.Array(DepartmentFigure),
  /** Indicators that others lead and that are made of its items. */
  supplies: Type.Array(Named),
  /** Items that it owns; `isTyped`: typed into a form, else counted from records or forms. */
  items: Type.Array(Type.Object({ ...Named.properties, unit: Type.String(), isTyped: Type.Boolean() })),
  /** Items of others for which it supplies something. */
  helps: Type.Array(Type.Object({ ...Named.properties, owner: Type.String(), supplies: Type.String() })),
  /** That it keeps; `records`: in the release, 0 where it holds none. */
  registers: Type.Array(Type.Object({ ...Named.properties, records: Type.Integer() })),
  leads: Type.Array(DepartmentMeasure),
  assists: Type.Array(DepartmentMeasure),
  /** Its own forms of the year's quarters: how they came in when each quarter was published. */
  reports: Type.Object({
    due: Type.Integer(),
    onTime: Type.Integer(),
    late: Type.Integer(),
    missing: Type.Integer(),
    /** Missing ones that nobody can be blamed for: sent and not decided, or not due yet. */
    open: Type.Integer(),
  }),
})
export type DepartmentFact = Static<typeof DepartmentFact>

export const DepartmentsFacts = Type.Object({
  release: ReleaseHead,
  targetYear: Type.Integer(),
  /** The day up to which tasks are reckoned. */
  asOf: DayText,
  /** What the plan is called; null: the office has taken over none. */
  plan: nullable(Type.String()),
  /** The quarters of the year whose reports are counted. */
  quarters: Type.Array(PeriodText),
  /** In protocol order. */
  departments: Type.Array(DepartmentFact),
})
export type DepartmentsFacts = Static<typeof DepartmentsFacts>

export const getDepartments = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/departments',
  summary: 'Every department with what it leads, owns, keeps and assists, with the figures of a release',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: DepartmentsFacts,
})

export const exportDepartments = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/departments/file',
  summary: 'The same as a workbook, with its release, date and source',
  access: 'signed-in',
  params: ReleaseParams,
  reply: null,
  file: ['xlsx'],
})
