import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

/** What a unit got (training sessions) and what it is measured by (workers). `path`: its groups from the top down. */
export type Allotment = {
  readonly unit: string
  readonly resource: number
  readonly need: number
  readonly path?: readonly string[]
}

/** Part of T of a unit: y ln(y/p), with its shares of resource (y) and need (p). `ratio` y ÷ p: 1 is its fair share. */
export type AllotmentPart = {
  readonly unit: string
  readonly resourceShare: number
  readonly needShare: number
  readonly ratio: number | null
  readonly part: number
}

export type ConcentrationReason = 'no_resource' | 'no_need' | 'negative' | 'resource_without_need'

/**
 * `theil` = Σ y ln(y/p), 0 when everybody gets by need; `dissimilarity` = ½ Σ |y − p| is the share of the resource that
 * would have to move. With paths, `levels` holds what each level of grouping adds (centre/remote, then units within):
 * they add up to `theil`.
 */
export type Concentration =
  | { readonly kind: 'undefined'; readonly reason: ConcentrationReason }
  | {
      readonly kind: 'measured'
      readonly theil: number
      readonly dissimilarity: number
      readonly parts: readonly AllotmentPart[]
      readonly levels: readonly number[]
    }

/**
 * How far a resource is from following need (scoring 1.13). Units without the resource add 0 and keep their need. A
 * resource where there is no need makes T infinite: undefined, with that reason.
 */
export function resourceConcentration(allotments: readonly Allotment[]): Concentration {
  const reason = faultOf(allotments)
  if (reason !== null) return { kind: 'undefined', reason }
  const resource = exactSum(allotments.map((allotment) => allotment.resource))
  const need = exactSum(allotments.map((allotment) => allotment.need))
  const parts = allotments.map((allotment): AllotmentPart => {
    const [y, p] = [allotment.resource / resource, allotment.need / need]
    const ratio = p === 0 ? null : y / p
    return { unit: allotment.unit, resourceShare: y, needShare: p, ratio, part: divergence(y, p) }
  })
  const theil = Math.max(0, exactSum(parts.map(({ part }) => part)))
  const distances = parts.map(({ resourceShare, needShare }) => Math.abs(resourceShare - needShare))
  return { kind: 'measured', theil, dissimilarity: exactSum(distances) / 2, parts, levels: levelsOf(allotments, parts) }
}

/** y ln(y/p) with its limit 0 at y = 0. */
function divergence(y: number, p: number): number {
  return y === 0 ? 0 : y * Math.log(y / p)
}

function faultOf(allotments: readonly Allotment[]): ConcentrationReason | null {
  for (const { resource, need } of allotments) {
    if (!Number.isFinite(resource) || !Number.isFinite(need))
      throw new RangeError('resource and need are finite numbers')
    if (resource < 0 || need < 0) return 'negative'
  }
  if (allotments.every(({ need }) => need === 0)) return 'no_need'
  if (allotments.every(({ resource }) => resource === 0)) return 'no_resource'
  return allotments.some(({ resource, need }) => resource > 0 && need === 0) ? 'resource_without_need' : null
}

/** Divergence between the groups of each level less that of the level above; the units themselves are the last level. */
function levelsOf(allotments: readonly Allotment[], parts: readonly AllotmentPart[]): number[] {
  const depth = Math.max(0, ...allotments.map(({ path = [] }) => path.length))
  const totals = Array.from({ length: depth }, (_, level) => {
    const groups = Map.groupBy(
      parts.keys(),
      (at) =>
        must(allotments[at])
          .path?.slice(0, level + 1)
          .join('\u0000') ?? '',
    )
    const terms = [...groups.values()].map((members) => {
      const sum = (pick: (part: AllotmentPart) => number): number =>
        exactSum(members.map((at) => pick(must(parts[at]))))
      return divergence(
        sum((part) => part.resourceShare),
        sum((part) => part.needShare),
      )
    })
    return exactSum(terms)
  })
  totals.push(exactSum(parts.map(({ part }) => part)))
  return totals.map((total, level) => total - (totals[level - 1] ?? 0))
}
