import type { Normaliser } from './normalise.ts'
import type { ItemRule } from './scoring-rule.ts'

/** The fewest and the most points of 100. */
export type PointLimits = { readonly least: number; readonly most: number }

const unlimited: PointLimits = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }

/** What a figure can earn under a rule, whatever it is; infinite where the rule sets no limit. */
export function pointLimits(rule: ItemRule): PointLimits {
  switch (rule.kind) {
    case 'target_pass':
      return { least: 0, most: 100 }
    case 'target_ratio':
      return { least: 0, most: 100 * rule.cap }
    case 'step_down': {
      const full = rule.full ?? 100
      return { least: Math.max(0, 100 * (1 - (rule.maxLoss ?? full) / full)), most: 100 }
    }
    case 'bands': {
      const marks = [...rule.bands.map((band) => band.points), rule.otherwise]
      const share = 100 / (rule.full ?? 100)
      return { least: share * Math.min(...marks), most: share * Math.max(...marks) }
    }
    case 'rank_decay':
      return { least: rule.floor ?? 0, most: Math.max(100, rule.floor ?? 0) }
    case 'power':
      return rule.bounds === 'units' ? between(rule.base ?? 60, 100) : { least: 0, most: 100 }
    case 'linear_around_target':
      return { least: 0, most: rule.cap }
    case 'normalise': {
      const { least, most } = normalisedLimits(rule.normaliser)
      const { neutral = least } = rule
      return { least: Math.min(least, neutral), most: Math.max(most, neutral) }
    }
  }
}

function normalisedLimits(normaliser: Normaliser): PointLimits {
  switch (normaliser.kind) {
    case 'goalposts':
    case 'percentile_rank':
    case 'distance_to_max':
    case 'fraction_of_max':
      return { least: 0, most: normaliser.scale ?? 100 }
    case 'min_max':
      return between(normaliser.low ?? 0, normaliser.high ?? 100)
    case 'sheet':
      return between(...normaliser.points.map(({ score }) => score))
    case 'distance_to_target':
      return { least: 0, most: normaliser.cap ? (normaliser.scale ?? 100) : unlimited.most }
    case 'distance_to_reference':
      return { least: 0, most: unlimited.most }
    case 'rank':
    case 'borda':
    case 'z':
      return unlimited
  }
}

const between = (...points: readonly number[]): PointLimits => ({
  least: Math.min(...points),
  most: Math.max(...points),
})

/**
 * The points that an owed figure leaves open: those that its rule can give, and the 0 that it counts as. Of a rule without
 * a limit the units' own extremes stand, at least 0 to 100.
 */
export function openPoints(rule: ItemRule, column: readonly (number | null)[]): PointLimits {
  const { least, most } = pointLimits(rule)
  if (Number.isFinite(least) && Number.isFinite(most)) return { least: Math.min(0, least), most }
  const known = column.filter((points) => points !== null)
  return {
    least: Math.min(0, Number.isFinite(least) ? least : Math.min(...known)),
    most: Number.isFinite(most) ? most : Math.max(100, ...known),
  }
}
