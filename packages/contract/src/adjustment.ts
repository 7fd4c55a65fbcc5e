import { IndicatorCodeText } from './catalogue.ts'
import type { MatterKind } from './catalogue.ts'
import { strictObject } from './schema.ts'
import { Type } from './type.ts'
import type { Adjustment } from '@cg/domain/score/adjustment'
import type { TUnsafe } from 'typebox'

const Points = Type.Number({ minimum: 0, maximum: 1000 })

/**
 * Numbers of a unit that bonuses, deductions and vetoes may look at: the forms it owes itself that came late or never, are
 * missing, or had to be returned; and how often a matter of some kind was entered for it with evidence and accepted.
 */
export const formFactCodes = ['late_forms', 'missing_forms', 'returned_forms', 'clean_forms'] as const
export type FormFact = (typeof formFactCodes)[number]

const formFactNames = new Map<string, string>([
  ['late_forms', '逾期报表数'],
  ['missing_forms', '未报报表数'],
  ['returned_forms', '被退回报表数'],
  ['clean_forms', '一次通过报表数'],
] satisfies [FormFact, string][])

const prefix = 'matter:'

/** The fact that counts the accepted matters of a kind. */
export function matterFact(kind: string): string {
  return `${prefix}${kind}`
}

/** The kind of matter that a fact counts; null for one of forms. */
export function kindOfFact(fact: string): string | null {
  return fact.startsWith(prefix) ? fact.slice(prefix.length) : null
}

/** What a fact is called: 逾期报表数, 较大生产安全事故; its code where nothing has that name any more. */
export function factName(fact: string, kinds: readonly Pick<MatterKind, 'code' | 'name'>[]): string {
  const kind = kindOfFact(fact)
  return formFactNames.get(fact) ?? kinds.find(({ code }) => code === kind)?.name ?? fact
}

/** Every fact that a scheme may name. */
export function factsOf(kinds: readonly Pick<MatterKind, 'code'>[]): string[] {
  return [...formFactCodes, ...kinds.map(({ code }) => matterFact(code))]
}

const Fact = Type.String({ pattern: `^(${formFactCodes.join('|')}|${prefix}[A-Z][A-Z0-9_]{0,19})$` })

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
