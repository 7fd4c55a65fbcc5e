import { gini, type Holding, type Inequality, meanLogDeviation, theilT } from './inequality.ts'
import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

export type GroupedHolding = Holding & { readonly group: string }

/**
 * One group's part. `between` of all groups add up to the total's between, `within` likewise. `inequality` is the
 * measure inside the group alone; null where it has none (all its values are 0: nothing to share out, adds 0).
 */
export type GroupPart = {
  readonly group: string
  readonly populationShare: number
  readonly valueShare: number
  readonly inequality: number | null
  readonly between: number
  readonly within: number
}

/** `total` = `between` + `within` to 1e-12 of it; nulls, with the measure's reason, when the total has no value. */
export type Decomposition = {
  readonly total: number | null
  readonly between: number | null
  readonly within: number | null
  readonly reason: Inequality['reason']
  readonly groups: readonly GroupPart[]
}

type Group = {
  readonly name: string
  readonly members: readonly GroupedHolding[]
  readonly population: number
  readonly value: number
}

function groupsOf(holdings: readonly GroupedHolding[]): Group[] {
  const counted = holdings.filter(({ population = 1 }) => population > 0)
  const total = exactSum(counted.map(({ population = 1 }) => population))
  const whole = exactSum(counted.map(({ value, population = 1 }) => value * population))
  return [...Map.groupBy(counted, ({ group }) => group)].map(([name, members]) => ({
    name,
    members,
    population: exactSum(members.map(({ population = 1 }) => population)) / total,
    value: exactSum(members.map(({ value, population = 1 }) => value * population)) / whole,
  }))
}

type Rule = {
  readonly measure: (holdings: readonly Holding[]) => Inequality
  /** Share of the value s and of the population p → the group's part of the between term. */
  readonly between: (s: number, p: number) => number
  /** How much the group's own inequality weighs. */
  readonly weight: (s: number, p: number) => number
}

function decompose(holdings: readonly GroupedHolding[], { measure, between, weight }: Rule): Decomposition {
  const { value: total, reason } = measure(holdings)
  if (total === null) return { total, between: null, within: null, reason, groups: [] }
  const groups = groupsOf(holdings).map(({ name, members, population, value }): GroupPart => {
    const inequality = measure(members).value
    return {
      group: name,
      populationShare: population,
      valueShare: value,
      inequality,
      between: between(value, population),
      within: inequality === null ? 0 : weight(value, population) * inequality,
    }
  })
  return {
    total,
    between: exactSum(groups.map((group) => group.between)),
    within: exactSum(groups.map((group) => group.within)),
    reason: null,
    groups,
  }
}

/** Theil's T: between Σ s ln(s/p), within Σ s·T of the group (PySAL theil.py). */
export function decomposeTheilT(holdings: readonly GroupedHolding[]): Decomposition {
  return decompose(holdings, {
    measure: theilT,
    between: (s, p) => (s === 0 ? 0 : s * Math.log(s / p)),
    weight: (s) => s,
  })
}

/** Mean log deviation: between Σ p ln(p/s), within Σ p·L of the group (dineq mld_decomp). */
export function decomposeMeanLogDeviation(holdings: readonly GroupedHolding[]): Decomposition {
  return decompose(holdings, { measure: meanLogDeviation, between: (s, p) => p * Math.log(p / s), weight: (_, p) => p })
}

/** `overlap` is what groups whose ranges cross leave over: total − between − within, never below 0 but by rounding. */
export type GiniDecomposition = {
  readonly total: number | null
  readonly between: number | null
  readonly within: number | null
  readonly overlap: number | null
  readonly reason: Inequality['reason']
  readonly groups: readonly Omit<GroupPart, 'between'>[]
}

/** Gini: within Σ p·s·G of the group, between = Gini of the groups' means, and the overlap, named (dineq gini_decomp). */
export function decomposeGini(holdings: readonly GroupedHolding[]): GiniDecomposition {
  const { value: total, reason } = gini(holdings)
  if (total === null) return { total, between: null, within: null, overlap: null, reason, groups: [] }
  const groups = groupsOf(holdings).map(({ name, members, population, value }) => {
    const inequality = gini(members).value
    const within = inequality === null ? 0 : population * value * inequality
    return { group: name, populationShare: population, valueShare: value, inequality, within }
  })
  const means = groups.map(({ populationShare, valueShare }) => ({
    value: valueShare / populationShare,
    population: populationShare,
  }))
  const between = must(gini(means).value)
  const within = exactSum(groups.map((group) => group.within))
  return { total, between, within, overlap: exactSum([total, -between, -within]), reason: null, groups }
}
