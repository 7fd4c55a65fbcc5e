import type { Direction } from '../indicator.ts'
import type { Normaliser } from '../score/normalise.ts'
import type { RankRule } from '../rank/ranking.ts'
import { isSheet } from '../score/score-sheet.ts'
import type { TreatLimits } from '../score/treat.ts'

/**
 * How sub-scores become one (scoring 1.6). `power`: p = 1, 0, -1 or any; for p ≤ 0 scores are lifted to `epsilon`.
 * `mazziotta_pareto` penalises uneven profiles. `copeland` counts duels won; `outranking` adds up their shares.
 */
export type Aggregate =
  | { readonly kind: 'power'; readonly p: number; readonly epsilon: number }
  | { readonly kind: 'mazziotta_pareto'; readonly penalty: 'subtract' | 'add' }
  | { readonly kind: 'copeland' | 'outranking' }

/** The plain weighted mean: full compensation. */
export const arithmetic: Aggregate = { kind: 'power', p: 1, epsilon: 0 }

/** What a missing value does: gives its weight away, scores 0, blocks the unit, or takes the median of the others' scores. */
export const missingChoices = ['redistribute', 'zero', 'block', 'impute_median'] as const
export type MissingChoice = (typeof missingChoices)[number]

export type MethodIndicator = {
  readonly code: string
  /** The group it belongs to. */
  readonly parent: string
  readonly weight: number
  readonly direction: Exclude<Direction, 'neutral'>
  /** Divide by this column ÷ `perUnits` before all else (per 1,000: perUnits 1000). */
  readonly denominator?: string
  readonly perUnits?: number
  /** Natural logarithm of values and goalposts; for amounts only. */
  readonly log?: boolean
  /** False: exempt from outlier treatment. */
  readonly treat?: boolean
  readonly normaliser?: Normaliser
  readonly missing?: MissingChoice
}

export type MethodGroup = {
  readonly code: string
  /** null for the index itself. */
  readonly parent: string | null
  readonly weight: number
  readonly aggregate?: Aggregate
}

export const imputations = ['none', 'mean', 'median', 'group_mean', 'group_median'] as const
export type Imputation = (typeof imputations)[number]

/** A whole composite index as JSON: what a publication's technical note says. Steps run in the order of the fields. */
export type IndexMethod = {
  readonly indicators: readonly MethodIndicator[]
  readonly groups: readonly MethodGroup[]
  /** Units with a smaller share of indicators present are left out altogether. */
  readonly screen?: { readonly availability: number }
  readonly impute?: Imputation
  readonly treat?: TreatLimits
  readonly normaliser: Normaliser
  /** The score of everybody under an indicator whose values are all equal; absent: it is dropped, with a notice. */
  readonly neutral?: number
  readonly aggregate: Aggregate
  /** Least share of a group's weight that must have a score (2/3; JRC 0.65; 0: any). */
  readonly availability: number
  readonly decimals: number
  readonly rankRule: RankRule
}

export type MethodFault = {
  readonly code:
    | 'no_root'
    | 'several_roots'
    | 'repeated_code'
    | 'unknown_parent'
    | 'cycle'
    | 'empty_group'
    | 'weight_negative'
    | 'weights_sum_to_zero'
    | 'goalposts_equal'
    | 'sheet_not_rising'
    | 'log_goalposts_not_positive'
    | 'availability_out_of_range'
    | 'epsilon_negative'
  readonly node: string | null
}

/** What keeps a method from being computed; empty when nothing does. */
export function checkMethod(method: IndexMethod): MethodFault[] {
  return [...treeFaults(method), ...weightFaults(method), ...ruleFaults(method)]
}

function treeFaults({ indicators, groups }: IndexMethod): MethodFault[] {
  const faults: MethodFault[] = []
  const roots = groups.filter((group) => group.parent === null)
  if (roots.length === 0) faults.push({ code: 'no_root', node: null })
  if (roots.length > 1) faults.push({ code: 'several_roots', node: null })
  const known = new Map(groups.map((group) => [group.code, group]))
  const seen = new Set<string>()
  for (const { code, parent } of [...groups, ...indicators]) {
    if (seen.has(code)) faults.push({ code: 'repeated_code', node: code })
    seen.add(code)
    if (parent !== null && !known.has(parent)) faults.push({ code: 'unknown_parent', node: code })
  }
  for (const { code } of groups) {
    if (![...groups, ...indicators].some((node) => node.parent === code))
      faults.push({ code: 'empty_group', node: code })
    let up: string | null = code
    for (let steps = 0; up !== null && steps <= groups.length; steps++) up = known.get(up)?.parent ?? null
    if (up !== null) faults.push({ code: 'cycle', node: code })
  }
  return faults
}

function weightFaults({ indicators, groups }: IndexMethod): MethodFault[] {
  const nodes = [...groups, ...indicators]
  const faults: MethodFault[] = nodes
    .filter(({ weight }) => !Number.isFinite(weight) || weight < 0)
    .map(({ code }) => ({ code: 'weight_negative', node: code }))
  for (const { code } of groups) {
    const children = nodes.filter((node) => node.parent === code)
    if (children.length > 0 && children.every(({ weight }) => weight === 0)) {
      faults.push({ code: 'weights_sum_to_zero', node: code })
    }
  }
  return faults
}

function ruleFaults(method: IndexMethod): MethodFault[] {
  const faults: MethodFault[] = []
  for (const { code, log, normaliser = method.normaliser } of method.indicators) {
    if (normaliser.kind === 'sheet' && !isSheet(normaliser.points))
      faults.push({ code: 'sheet_not_rising', node: code })
    if (normaliser.kind !== 'goalposts') continue
    if (normaliser.low === normaliser.high) faults.push({ code: 'goalposts_equal', node: code })
    if (log === true && Math.min(normaliser.low, normaliser.high) <= 0) {
      faults.push({ code: 'log_goalposts_not_positive', node: code })
    }
  }
  for (const node of [method, ...method.groups]) {
    if (node.aggregate?.kind === 'power' && !(node.aggregate.epsilon >= 0)) {
      faults.push({ code: 'epsilon_negative', node: 'code' in node ? node.code : null })
    }
  }
  if (!(method.availability >= 0 && method.availability <= 1))
    faults.push({ code: 'availability_out_of_range', node: null })
  return faults
}

/** Children whose weights do not sum to 1 or 100: they are rescaled, and the reader is told. */
export function rescaledGroups({ indicators, groups }: IndexMethod): string[] {
  return groups
    .filter(({ code }) => {
      const children = [...groups, ...indicators].filter((node) => node.parent === code)
      const sum = children.reduce((total, { weight }) => total + weight, 0)
      return Math.abs(sum - 1) > 1e-9 && Math.abs(sum - 100) > 1e-7
    })
    .map(({ code }) => code)
}
