import { IndicatorCodeText } from './catalogue.ts'
import { strictObject } from './schema.ts'
import { Type } from './type.ts'
import type { Adjustment } from '@cg/domain/score/adjustment'
import type { TUnsafe } from 'typebox'

const Points = Type.Number({ minimum: 0, maximum: 1000 })

/**
 * Numbers of a unit that bonuses, deductions and vetoes may look at: the forms it owes itself that came late or never, are
 * missing, or had to be returned. A fact that the platform does not keep cannot be named.
 */
export const schemeFacts = ['late_forms', 'missing_forms', 'returned_forms', 'clean_forms'] as const
export type SchemeFact = (typeof schemeFacts)[number]
export const schemeFactNames: Readonly<Record<SchemeFact, string>> = {
  late_forms: '逾期报表数',
  missing_forms: '未报报表数',
  returned_forms: '被退回报表数',
  clean_forms: '一次通过报表数',
}

const Fact = Type.Enum([...schemeFacts])

/** What is added or taken after aggregation: Adjustment of @cg/domain/score/adjustment, which applies it. */
export const AdjustmentSchema = Type.Union([
  strictObject({
    kind: Type.Literal('bonus'),
    fact: Fact,
    perUnit: Points,
    cap: Points,
    gate: Type.Optional(Type.Array(strictObject({ indicator: IndicatorCodeText, points: Points }), { maxItems: 20 })),
  }),
  strictObject({ kind: Type.Literal('deduction'), fact: Fact, perUnit: Points, cap: Points }),
  strictObject({ kind: Type.Literal('veto'), fact: Fact, effect: Type.Enum(['zero', 'unranked']) }),
])

/** A cast: the bytes were written from a scheme's own adjustments, which were checked as it was saved. */
export const FrozenAdjustment = Type.Unknown() as unknown as TUnsafe<Adjustment>
