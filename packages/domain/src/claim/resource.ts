import { resourceConcentration } from '../equity/concentration.ts'
import { must } from '../must.ts'
import { formatProse } from '../number/number-format.ts'
import { scaledInteger } from '../number/round.ts'
import { exactSum } from '../number/sum.ts'

declare const checked: unique symbol

/** Shares are printed as percent with one digit. */
const percent = { unit: '%', decimals: 1 }

/** Below this part of the resource to be moved, in percent, it follows the need: 基本相称. */
export const followsBelow = 5

/** Whether what the units get follows what they need it for, and who is furthest behind. */
export type ResourceClaim = {
  readonly kind: 'resource'
  /** 技能培训场次 and 产业工人. */
  readonly resource: string
  readonly need: string
  /** Percent of the resource that would have to stand elsewhere. */
  readonly moved: number
  /** The unit that lacks most, with its shares of both in percent; null where two lack the same, and under `followsBelow`. */
  readonly short: { readonly name: string; readonly need: number; readonly resource: number } | null
  readonly [checked]?: true
}

export type ResourceUnit = { readonly name: string; readonly resource: number; readonly need: number }

/** Null below three units, and where nothing is shared out, nobody needs it, or somebody gets it without need. */
export function claimResource(
  names: { readonly resource: string; readonly need: string },
  units: readonly ResourceUnit[],
): ResourceClaim | null {
  if (units.length < 3) return null
  const found = resourceConcentration(units.map(({ name, resource, need }) => ({ unit: name, resource, need })))
  if (found.kind === 'undefined') return null
  const shares = sharesOf(units)
  const lacks = shares.map(({ need, resource }) => scaledInteger(need, 1) - scaledInteger(resource, 1))
  const most = Math.max(...lacks)
  const at = lacks.indexOf(most)
  const isAlone = most > 0 && lacks.lastIndexOf(most) === at
  const moved = movedPart(units)
  return { kind: 'resource', ...names, moved, short: follows(moved) || !isAlone ? null : must(shares[at]) }
}

const totals = (units: readonly ResourceUnit[]) => ({
  resource: exactSum(units.map((unit) => unit.resource)),
  need: exactSum(units.map((unit) => unit.need)),
})

/** Percent, divided once: halves of counts round as they would by hand. */
function sharesOf(units: readonly ResourceUnit[]): ResourceUnit[] {
  const all = totals(units)
  return units.map(({ name, resource, need }) => ({
    name,
    resource: (100 * resource) / all.resource,
    need: (100 * need) / all.need,
  }))
}

/** ½ Σ |y − p| in percent, over one denominator. */
function movedPart(units: readonly ResourceUnit[]): number {
  const all = totals(units)
  const apart = units.map(({ resource, need }) => Math.abs(resource * all.need - need * all.resource))
  return (100 * exactSum(apart)) / (2 * all.resource * all.need)
}

function follows(moved: number): boolean {
  return scaledInteger(moved, 1) < scaledInteger(followsBelow, 1)
}

/** 技能培训场次的分布与产业工人基本相称 · 按产业工人分布，15.3%的技能培训场次需要调整；岚谷县产业工人占全市8.1%，技能培训场次占3.2% */
export function resourceWords({ resource, need, moved, short }: ResourceClaim): string {
  const part = formatProse(moved, percent)
  if (scaledInteger(moved, 1) === 0) return `${resource}的分布与${need}一致`
  if (follows(moved)) return `${resource}的分布与${need}基本相称，按${need}分布只有${part}的${resource}需要调整`
  const lacks =
    short === null
      ? ''
      : `；${short.name}${need}占全市${formatProse(short.need, percent)}，${resource}占${formatProse(short.resource, percent)}`
  return `按${need}分布，${part}的${resource}需要调整${lacks}`
}
