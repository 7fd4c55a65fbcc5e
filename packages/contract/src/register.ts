import type { Static } from 'typebox'
import { RegisterKind } from './catalogue.ts'
import { CellStateSchema } from './figure-schema.ts'
import { defineRoute } from './route.ts'
import { IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 台账: the list behind a count. The department that keeps a kind enters records, other eyes accept or return them; a record
 * that counts is changed with a reason, and what it said before is kept.
 */

export const recordStates = ['submitted', 'accepted', 'returned', 'withdrawn', 'revoked'] as const
export type RecordState = (typeof recordStates)[number]
export const recordStateNames: Readonly<Record<RecordState, string>> = {
  submitted: '待审核',
  accepted: '已入账',
  returned: '已退回',
  withdrawn: '已撤回',
  revoked: '已销账',
}

export const recordActions = ['accept', 'return', 'withdraw', 'revoke'] as const
export type RecordAction = (typeof recordActions)[number]
export const recordActionNames: Readonly<Record<RecordAction | 'submit' | 'revise', string>> = {
  submit: '登记',
  revise: '修改',
  accept: '入账',
  return: '退回',
  withdraw: '撤回',
  revoke: '销账',
}

/** Most records that are entered or decided on at once. */
export const mostRecordsAtOnce = 200

const Values = Type.Record(Type.String(), nullable(Type.Union([Type.String(), Type.Number()])))
export const RegisterTexts = Type.Record(
  Type.String({ pattern: '^[A-Za-z0-9]{1,30}$' }),
  Type.String({ maxLength: 1000 }),
)
export const RegisterVersion = Type.Integer({ minimum: 1 })

const Action = Type.Enum([...recordActions])
const Step = Type.Enum(['submit', 'revise', ...recordActions])

export const RegisterRecord = Type.Object({
  id: Type.Integer(),
  unit: Type.String(),
  unitName: Type.String(),
  values: Values,
  state: Type.Enum([...recordStates]),
  /** It was accepted and counts, as it was then, though a change of it may wait. */
  isCounted: Type.Boolean(),
  version: Type.Integer(),
  /** Oldest first; of a revision what the fields said before. */
  steps: Type.Array(
    Type.Object({ action: Step, note: Type.String(), by: Type.String(), at: IsoTime, before: nullable(Values) }),
  ),
  /** Files that prove it, in the order they came. */
  files: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String(), by: Type.String(), at: IsoTime })),
  /** The actor may add and remove them now. */
  mayAttach: Type.Boolean(),
  /** What this actor may do with it now. */
  may: Type.Array(Type.Enum(['revise', ...recordActions])),
})
export type RegisterRecord = Static<typeof RegisterRecord>

const Kind = Type.Object({
  ...RegisterKind.properties,
  departmentName: Type.String(),
  mayEnter: Type.Boolean(),
  /** `accepted`: records that count; one of them whose change waits is among the submitted or returned too. */
  counts: Type.Object({
    submitted: Type.Integer(),
    accepted: Type.Integer(),
    returned: Type.Integer(),
  }),
})

export const RegisterList = Type.Object({ kinds: Type.Array(Kind) })
export type RegisterList = Static<typeof RegisterList>

export const RegisterSheet = Type.Object({
  kind: Kind,
  /** 报表计数: from which quarter on the records fill the forms; null: the forms are typed. */
  use: nullable(Type.Object({ since: PeriodText, by: Type.String(), at: IsoTime })),
  /** The open quarters from which on this actor may have the records fill the forms; empty for who may not. */
  mayUseFrom: Type.Array(PeriodText),
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  /** What the records that count amount to at the end of the last quarter that is over, beside what the forms say of it. */
  held: Type.Object({
    period: PeriodText,
    items: Type.Array(
      Type.Object({
        name: Type.String(),
        words: Type.String(),
        decimals: Type.Integer(),
        /** In the order of the units. */
        units: Type.Array(
          Type.Object({ records: Type.Number(), state: CellStateSchema, value: nullable(Type.Number()) }),
        ),
      }),
    ),
  }),
  /** Of what the records that count are made then: by each choice, with shares of one; sums of what counts people. */
  makeup: Type.Object({
    count: Type.Integer(),
    amounts: Type.Array(Type.Object({ field: Type.String(), sum: Type.Number(), blank: Type.Integer() })),
    groups: Type.Array(
      Type.Object({
        field: Type.String(),
        parts: Type.Array(
          Type.Object({
            value: Type.String(),
            count: Type.Integer(),
            share: nullable(Type.Number()),
            amounts: Type.Array(Type.Object({ sum: Type.Number(), share: nullable(Type.Number()) })),
          }),
        ),
      }),
    ),
  }),
  /** Reckoned from items which the records amount to. */
  indicators: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  /** Newest entry first. */
  records: Type.Array(RegisterRecord),
})
export type RegisterSheet = Static<typeof RegisterSheet>

/** The unit by its code; what is none is refused by name, with every other fault of the rows. */
const Row = strictObject({ unit: Type.String({ maxLength: 120 }), values: RegisterTexts })
export type RegisterRow = Static<typeof Row>

export const KindParams = Type.Object({ kind: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,19}$' }) })

export const listRegisters = defineRoute({
  method: 'GET',
  path: '/api/v1/registers',
  summary: 'Registers that one keeps, reviews, publishes from or audits, with how many records stand where',
  access: 'signed-in',
  reply: RegisterList,
})

export const readRegister = defineRoute({
  method: 'GET',
  path: '/api/v1/registers/:kind',
  summary: 'One register with its records and what became of each',
  access: 'signed-in',
  params: KindParams,
  reply: RegisterSheet,
})

export const enterRecords = defineRoute({
  method: 'POST',
  path: '/api/v1/registers/:kind/records',
  summary: 'Enter records of a register: all of them or, with what is wrong by row and column, none',
  access: 'signed-in',
  params: KindParams,
  body: strictObject({ rows: Type.Array(Row, { minItems: 1, maxItems: mostRecordsAtOnce }) }),
  reply: RegisterSheet,
})

export const reviseRecord = defineRoute({
  method: 'PUT',
  path: '/api/v1/registers/:kind/records/:id',
  summary: 'Change a record, which is then reviewed again; one that counts with a reason',
  access: 'signed-in',
  ifMatch: true,
  params: Type.Object({ ...KindParams.properties, id: Type.Integer({ minimum: 1 }) }),
  body: strictObject({ ...Row.properties, reason: Type.String({ maxLength: 300 }) }),
  reply: RegisterSheet,
})

export const decideRecords = defineRoute({
  method: 'POST',
  path: '/api/v1/registers/:kind/decisions',
  summary: 'Accept, return, withdraw or, once they count, strike off records; all but accepting with a reason',
  access: 'signed-in',
  params: KindParams,
  body: strictObject({
    action: Action,
    note: Type.String({ maxLength: 300 }),
    records: Type.Array(strictObject({ id: Type.Integer({ minimum: 1 }), version: RegisterVersion }), {
      minItems: 1,
      maxItems: mostRecordsAtOnce,
    }),
  }),
  reply: RegisterSheet,
})

export const useRegister = defineRoute({
  method: 'PUT',
  path: '/api/v1/registers/:kind/use',
  summary: 'Have the records of a register fill the forms from an open quarter on, or have the forms typed again',
  access: 'signed-in',
  params: KindParams,
  body: strictObject({ since: nullable(PeriodText), reason: Type.String({ maxLength: 300 }) }),
  reply: RegisterSheet,
})
