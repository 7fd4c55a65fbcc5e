import type { Static } from 'typebox'
import { Evidence } from '../evidence-fact.ts'
import { defineRoute } from '../route.ts'
import { CodeText, DayText, IsoTime, PeriodText, ResultStateSchema, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { IndicatorFact, ValueFact } from './fact.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

/** Number passport (G4): where a figure comes from, down to who entered and who accepted. */
export const PassportCell = Type.Object({
  item: Type.String(),
  itemName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  period: PeriodText,
  state: ResultStateSchema,
  value: nullable(Type.Number()),
  itemUnit: Type.String(),
  decimals: Type.Integer(),
  form: nullable(Type.String()),
  receiptNo: nullable(Type.String()),
  /** 快报 of the release's quarter: the day by which the final figure is to come; null: final. */
  finalBy: nullable(DayText),
  enteredBy: nullable(Type.String()),
  enteredAt: nullable(IsoTime),
  acceptedBy: nullable(Type.String()),
  acceptedAt: nullable(IsoTime),
  revisions: Type.Array(
    Type.Object({
      at: IsoTime,
      by: Type.String(),
      old: nullable(Type.Number()),
      oldState: nullable(Type.String()),
      new: nullable(Type.Number()),
      newState: Type.String(),
      reason: Type.String(),
    }),
  ),
  /**
   * 佐证 of the value as it stood at the release, for those who may read the form's figures now; null for all others,
   * who are not told whether there is any.
   */
  evidence: nullable(
    Type.Object({
      period: PeriodText,
      form: Type.String(),
      reporter: Type.String(),
      items: Type.Array(
        Type.Object({
          ...Evidence.properties,
          /** Taken off after the release: named, and no longer to be opened. */
          isRemoved: Type.Boolean(),
        }),
      ),
    }),
  ),
})

export const PassportFacts = Type.Object({
  release: ReleaseHead,
  indicator: IndicatorFact,
  unit: nullable(Type.String()),
  unitName: Type.String(),
  fact: ValueFact,
  /** '330,412 人 ÷ 400,015 人 × 100%' with the release's digits. */
  working: Type.String(),
  cells: Type.Array(PassportCell),
  contentHash: Type.String(),
})
export type PassportFacts = Static<typeof PassportFacts>

export const getPassport = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/passport',
  summary: 'Number passport of one figure',
  access: 'signed-in',
  params: ReleaseParams,
  query: Type.Object({ indicator: CodeText, unit: Type.Optional(CodeText) }),
  reply: PassportFacts,
})
