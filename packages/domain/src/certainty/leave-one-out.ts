import { computeComposite, type CompositeInput } from '../score/composite.ts'
import type { IndexTable } from '../index/columns.ts'
import type { IndexMethod } from '../index/definition.ts'
import { computeIndex } from '../index/method.ts'
import type { Ranking } from '../rank/ranking.ts'
import { exactMean } from '../number/sum.ts'

/**
 * What leaving one indicator out does. `ranks` in the order of the units, null: unranked. `meanShift` is the mean
 * absolute change of rank of the units ranked both times (COINr R/audit_tools.R), null when there is none.
 */
export type LeftOut = {
  readonly indicator: string
  readonly ranks: readonly (number | null)[]
  readonly meanShift: number | null
  readonly largestShift: number | null
}

/** The method without an indicator, groups that this empties included; null when nothing would remain. */
export function withoutIndicator(method: IndexMethod, code: string): IndexMethod | null {
  const indicators = method.indicators.filter((indicator) => indicator.code !== code)
  if (indicators.every(({ weight }) => weight === 0)) return null
  let groups = method.groups
  for (;;) {
    const nodes = [...groups, ...indicators]
    const kept = groups.filter((group) => nodes.some((node) => node.parent === group.code && node.weight > 0))
    if (kept.length === groups.length) break
    groups = kept
  }
  const known = new Set(groups.map((group) => group.code))
  return { ...method, groups, indicators: indicators.filter(({ parent }) => known.has(parent)) }
}

/** Leaves out each indicator of a method in turn; those without which nothing remains are skipped. */
export function leaveOneOut(method: IndexMethod, table: IndexTable): LeftOut[] {
  const before = ranksOf(computeIndex(method, table).ranking, table.units)
  return method.indicators.flatMap(({ code }) => {
    const reduced = withoutIndicator(method, code)
    return reduced === null ? [] : [leftOut(code, before, ranksOf(computeIndex(reduced, table).ranking, table.units))]
  })
}

/** Leaves out each item of a scheme in turn; its weight goes to the others in proportion. */
export function leaveOneItemOut(input: CompositeInput): LeftOut[] {
  const { scheme, units } = input
  if (scheme.items.length < 2) return []
  const codes = units.map((unit) => unit.unit)
  const before = ranksOf(computeComposite(input).ranking, codes)
  return scheme.items.map(({ indicator }, left) => {
    const keep = <T>(list: readonly T[]): T[] => list.filter((_, at) => at !== left)
    const reduced = {
      ...input,
      scheme: { ...scheme, items: keep(scheme.items) },
      units: units.map((unit) => ({ ...unit, figures: keep(unit.figures) })),
    }
    return leftOut(indicator, before, ranksOf(computeComposite(reduced).ranking, codes))
  })
}

/** Overall ranks in the order of `units`. */
export function ranksOf(ranking: Ranking, units: readonly string[]): (number | null)[] {
  const places = new Map<string, number | null>(ranking.rows.map((row) => [row.unit, row.overall?.rank ?? null]))
  return units.map((unit) => places.get(unit) ?? null)
}

/** Mean and largest absolute difference of the ranks of units that have one both times. */
export function rankShift(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
): { readonly mean: number | null; readonly largest: number | null } {
  const shifts = before.flatMap((rank, at) => {
    const other = after[at] ?? null
    return rank === null || other === null ? [] : [Math.abs(rank - other)]
  })
  return { mean: exactMean(shifts), largest: shifts.length === 0 ? null : Math.max(...shifts) }
}

function leftOut(indicator: string, before: readonly (number | null)[], ranks: readonly (number | null)[]): LeftOut {
  const { mean, largest } = rankShift(before, ranks)
  return { indicator, ranks, meanShift: mean, largestShift: largest }
}
