import type { Adjustment } from './adjustment.ts'
import type { ResultState } from '../cell.ts'
import type { IndicatorCode } from '../indicator.ts'
import type { ItemRule } from './scoring-rule.ts'
import type { RankRule } from '../rank/ranking.ts'
import { isSheet } from './score-sheet.ts'

/**
 * Why an item has nothing to score: a state without value, a figure carried from an earlier year (decision 32), or a rule
 * that needs a target where none is set.
 */
export type MissingState = Exclude<ResultState, 'reported' | 'partial'> | 'carried' | 'no_target'

/**
 * What happens to an item without a value (scoring 1.4): it scores 0; its weight goes to the unit's other items; the
 * unit is not scored at all; a value at most `maxAge` quarters old stands in; the median of the other units' points.
 */
export type MissingAction =
  | { readonly kind: 'zero' | 'redistribute' | 'block' | 'impute_median' }
  | { readonly kind: 'carry_forward'; readonly maxAge: number }

export type MissingPolicy = Readonly<Record<Exclude<MissingState, 'uncomputable' | 'not_established'>, MissingAction>>

/**
 * What lacks a unit below it counts like what was not reported: it is not there because somebody did not report. A unit
 * that was not there yet owes nothing, whatever the scheme makes of those that were.
 */
export function missingAction(
  { missing }: Pick<SchemeBody, 'missing'>,
  item: Pick<SchemeItem, 'missing'>,
  reason: MissingState,
): MissingAction {
  if (reason === 'not_established') return { kind: 'redistribute' }
  const asked = reason === 'uncomputable' ? 'not_reported' : reason
  return item.missing?.[asked] ?? missing[asked]
}

/** Decision 7: 未报 scores 0, 不适用 redistributes; no target redistributes (decision 5). */
export const defaultMissingPolicy: MissingPolicy = {
  not_reported: { kind: 'zero' },
  not_available: { kind: 'zero' },
  invalid: { kind: 'zero' },
  withheld: { kind: 'redistribute' },
  not_applicable: { kind: 'redistribute' },
  zero_denominator: { kind: 'redistribute' },
  carried: { kind: 'redistribute' },
  no_target: { kind: 'redistribute' },
}

export type SchemeItem = {
  readonly indicator: IndicatorCode
  /** Any positive number; weights count in proportion to their sum. */
  readonly weight: number
  readonly rule: ItemRule
  readonly missing?: Partial<MissingPolicy>
}

export type Grade = {
  readonly name: string
  /** The least total of the grade. */
  readonly atLeast: number
  /** At most this share of the ranked units (0.3: 30 %), best first; the rest falls to the next grade. */
  readonly quota?: number
}

/** One version of an assessment scheme, as stored (JSON). */
export type SchemeBody = {
  readonly items: readonly SchemeItem[]
  readonly missing: MissingPolicy
  /** Least share of the weight that must be reported for a place (2/3). */
  readonly availability: number
  readonly decimals: number
  readonly rankRule: RankRule
  readonly adjustments?: readonly Adjustment[]
  /** Best first. */
  readonly grades?: readonly Grade[]
}

/** The demo scheme's shape (decision 12): `target_ratio` capped at 100 % on the given weights. */
export function targetRatioScheme(weights: ReadonlyMap<IndicatorCode, number>): SchemeBody {
  const rule = { kind: 'target_ratio', cap: 1 } as const
  return {
    items: Array.from(weights, ([indicator, weight]) => ({ indicator, weight, rule })),
    missing: defaultMissingPolicy,
    availability: 2 / 3,
    decimals: 2,
    rankRule: 'competition',
  }
}

export type SchemeFault =
  | { readonly code: 'no_items' | 'availability_out_of_range' | 'grades_not_descending' }
  | {
      readonly code: 'repeated_indicator' | 'weight_not_positive' | 'goalposts_equal' | 'sheet_not_rising' | 'bad_rule'
      readonly indicator: IndicatorCode
    }

/** What keeps a scheme from being adopted; empty when nothing does. */
export function checkScheme(scheme: SchemeBody): SchemeFault[] {
  const faults: SchemeFault[] = scheme.items.length === 0 ? [{ code: 'no_items' }] : []
  const seen = new Set<IndicatorCode>()
  for (const { indicator, weight, rule } of scheme.items) {
    if (seen.has(indicator)) faults.push({ code: 'repeated_indicator', indicator })
    seen.add(indicator)
    if (!Number.isFinite(weight) || weight <= 0) faults.push({ code: 'weight_not_positive', indicator })
    const fault = ruleFault(rule)
    if (fault !== null) faults.push({ code: fault, indicator })
  }
  if (!(scheme.availability >= 0 && scheme.availability <= 1)) faults.push({ code: 'availability_out_of_range' })
  const limits = (scheme.grades ?? []).map((grade) => grade.atLeast)
  if (limits.some((limit, at) => limit >= (limits[at - 1] ?? Number.POSITIVE_INFINITY))) {
    faults.push({ code: 'grades_not_descending' })
  }
  return faults
}

function ruleFault(rule: ItemRule): 'goalposts_equal' | 'sheet_not_rising' | 'bad_rule' | null {
  switch (rule.kind) {
    case 'target_ratio':
      return rule.cap > 0 ? null : 'bad_rule'
    case 'step_down':
      return rule.step > 0 && rule.loss >= 0 && (rule.full ?? 100) > 0 ? null : 'bad_rule'
    case 'bands':
      return rule.bands.length > 0 && (rule.full ?? 100) > 0 ? null : 'bad_rule'
    case 'power':
      return rule.bounds !== 'units' && rule.bounds.worst === rule.bounds.best ? 'goalposts_equal' : null
    case 'normalise':
      if (rule.normaliser.kind === 'goalposts')
        return rule.normaliser.low === rule.normaliser.high ? 'goalposts_equal' : null
      if (rule.normaliser.kind === 'sheet') return isSheet(rule.normaliser.points) ? null : 'sheet_not_rising'
      return null
    default:
      return null
  }
}
