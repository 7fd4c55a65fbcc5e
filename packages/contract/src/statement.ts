import { lapseKinds, statementActions, statementStates } from '@cg/domain/target/statement'
import type { StatementAction, StatementState } from '@cg/domain/target/statement'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { DirectionSchema, ResultStateSchema } from './figure-schema.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 滞后说明 (A9): of a figure that is behind its target or did not come, the lead department of the indicator writes cause,
 * measures and what it expects; another person of the reform office accepts it, and the release freezes what was accepted.
 */

export const statementStateNames: Readonly<Record<StatementState, string>> = {
  submitted: '待审核',
  accepted: '已采纳',
  returned: '已退回',
  withdrawn: '已撤回',
  revoked: '采纳后撤销',
}

export const statementActionNames: Readonly<Record<StatementAction, string>> = {
  submit: '报送',
  accept: '采纳',
  return: '退回',
  withdraw: '撤回',
  revoke: '撤销',
}

/** Shortest and longest 原因 or 措施, in characters. */
export const statementTextLimits = { least: 6, most: 300 } as const

const StatementText = Type.String({ maxLength: statementTextLimits.most })

/** What the department writes; texts and number as typed. */
export const StatementWords = strictObject({
  cause: StatementText,
  measures: StatementText,
  /** By which quarter. */
  until: PeriodText,
  /** 预计值 as typed, '' for none. */
  value: Type.String({ maxLength: 40 }),
})
export type StatementWords = Static<typeof StatementWords>

export const StatementEntry = strictObject({
  period: PeriodText,
  indicator: CodeText,
  unit: CodeText,
  ...StatementWords.properties,
})
export type StatementEntry = Static<typeof StatementEntry>

/** Whose figure of which indicator a statement is about. */
const Place = {
  indicator: Type.String(),
  indicatorName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  department: Type.String(),
  departmentName: Type.String(),
}

/** How the indicator's figures are printed and which way they should go. */
const Measure = { measured: Type.String(), decimals: Type.Integer(), direction: DirectionSchema }

/** A figure that wants a statement, as it stands by the forms accepted until now. */
export const WantedStatement = Type.Object({
  ...Place,
  ...Measure,
  kind: Type.Enum([...lapseKinds]),
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  /** 时序目标 of the quarter. */
  expected: nullable(Type.Number()),
  /** What the department said of the figure of the quarter before; null: nothing that was accepted. */
  before: nullable(
    Type.Object({
      period: PeriodText,
      cause: Type.String(),
      measures: Type.String(),
      until: PeriodText,
      value: nullable(Type.Number()),
    }),
  ),
  mayWrite: Type.Boolean(),
})
export type WantedStatement = Static<typeof WantedStatement>

export const Statement = Type.Object({
  id: Type.Integer(),
  ...Place,
  ...Measure,
  kind: Type.Enum([...lapseKinds]),
  cause: Type.String(),
  measures: Type.String(),
  until: PeriodText,
  value: nullable(Type.Number()),
  state: Type.Enum([...statementStates]),
  version: Type.Integer(),
  /** The figure it is about as it stands now; null: it is neither late nor missing any more. */
  figure: nullable(
    Type.Object({ value: nullable(Type.Number()), state: ResultStateSchema, expected: nullable(Type.Number()) }),
  ),
  /** Oldest first. */
  steps: Type.Array(
    Type.Object({
      action: Type.Enum([...statementActions]),
      note: Type.String(),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
  /** What this actor may do with it now; `submit`: send it again, changed. */
  may: Type.Array(Type.Enum([...statementActions])),
})
export type Statement = Static<typeof Statement>

export const StatementBoard = Type.Object({
  period: PeriodText,
  /** Its newest release: what is accepted from now on stands in the next correction. Null: not yet published. */
  release: nullable(CodeText),
  /** Quarters that can be chosen, newest first. */
  periods: Type.Array(PeriodText),
  /** Figures without a statement under way or accepted. */
  wanted: Type.Array(WantedStatement),
  /** Those that wait for a decision first, then the newest. */
  items: Type.Array(Statement),
})
export type StatementBoard = Static<typeof StatementBoard>

/** What a person still has to do about statements, in the quarters that can be chosen; newest quarter first. */
export const StatementsWaiting = Type.Object({
  /** Figures of quarters not yet published that nothing was written of, for the departments the person fills for; by indicator. */
  wanted: Type.Array(
    Type.Object({
      period: PeriodText,
      indicator: Type.String(),
      late: Type.Integer(),
      notReported: Type.Integer(),
    }),
  ),
  /** What came back to the person's departments, with the words of who returned it. */
  returned: Type.Array(
    Type.Object({
      id: Type.Integer(),
      period: PeriodText,
      indicator: Type.String(),
      indicatorName: Type.String(),
      unitName: Type.String(),
      by: Type.String(),
      note: Type.String(),
    }),
  ),
  /** What others wrote and the person may decide on. */
  toDecide: Type.Array(Type.Object({ period: PeriodText, count: Type.Integer() })),
})
export type StatementsWaiting = Static<typeof StatementsWaiting>

const StatementParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const readStatements = defineRoute({
  method: 'GET',
  path: '/api/v1/statements',
  summary:
    'Late and missing figures that want a statement, and the statements of the departments one writes or reviews for',
  access: 'signed-in',
  query: Type.Object({ period: Type.Optional(PeriodText) }),
  reply: StatementBoard,
})

export const readWaiting = defineRoute({
  method: 'GET',
  path: '/api/v1/statements/waiting',
  summary: 'What one has to state, to correct or to decide on: counts, and what was returned',
  access: 'signed-in',
  reply: StatementsWaiting,
})

export const writeStatement = defineRoute({
  method: 'POST',
  path: '/api/v1/statements',
  summary: 'State cause, measures and expectation of a late or missing figure',
  access: 'signed-in',
  body: StatementEntry,
  reply: StatementBoard,
})

export const resendStatement = defineRoute({
  method: 'PUT',
  path: '/api/v1/statements/:id',
  summary: 'Send a returned statement again, changed',
  access: 'signed-in',
  ifMatch: true,
  params: StatementParams,
  body: StatementWords,
  reply: StatementBoard,
})

export const decideStatement = defineRoute({
  method: 'POST',
  path: '/api/v1/statements/:id/decision',
  summary: 'Accept, return, withdraw or, once accepted, revoke a statement; all but accepting with a reason',
  access: 'signed-in',
  ifMatch: true,
  params: StatementParams,
  body: strictObject({
    action: Type.Enum(['accept', 'return', 'withdraw', 'revoke']),
    note: Type.String({ maxLength: 300 }),
  }),
  reply: StatementBoard,
})
export type StatementDecision = Exclude<StatementAction, 'submit'>
