import { formatProse, isRelativeUnit } from './number-format.ts'
import type { NumberFormat } from './number-format.ts'
import { roundHalfAway, scaledInteger } from './round.ts'

/** A count below this moves too much by one for a percentage: 14 → 7 accidents is 由14起减至7起, never 下降50.0%. */
export const smallestBase = 50

/**
 * How far a figure moved. `points` and `amount` are differences of the printed values (decision 3), `percent` is growth of
 * unrounded counts, `count` the printed step of a count from a base below `smallestBase`, with both of its ends; `size` is
 * signed.
 */
export type Difference = {
  readonly kind: 'points' | 'amount' | 'percent' | 'count'
  readonly size: number
  readonly direction: 'up' | 'down' | 'level'
  readonly ends?: { readonly from: number; readonly to: number }
}

/** The move from `then` to `now`; null without one of them and for growth of an amount from nothing or from below it. */
export function differenceOf(now: number | null, then: number | null, format: NumberFormat): Difference | null {
  if (now === null || then === null) return null
  if (isRelativeUnit(format.unit)) {
    const kind = format.unit === '%' || format.unit === '百分点' ? 'points' : 'amount'
    return difference(kind, distance(now, then, format.decimals) * Math.sign(now - then))
  }
  if (then < 0 || (then === 0 && now < 0)) return null
  if (format.decimals === 0 && then < smallestBase) {
    const size = distance(now, then, 0) * Math.sign(now - then)
    return { ...difference('count', size), ends: { from: then, to: now } }
  }
  if (then === 0) return now === 0 ? difference('percent', 0) : null
  return difference('percent', roundHalfAway(((now - then) * 100) / then, 1))
}

function difference(kind: Difference['kind'], size: number): Difference {
  return { kind, size: size === 0 ? 0 : size, direction: size === 0 ? 'level' : size > 0 ? 'up' : 'down' }
}

/** How far apart two figures are as printed; never negative. */
export function distance(left: number, right: number, decimals: number): number {
  const steps = Math.abs(scaledInteger(left, decimals) - scaledInteger(right, decimals))
  return roundHalfAway(steps / 10 ** decimals, decimals)
}

/** Which of two figures prints the larger: 1, 0 or −1. */
export function printedOrder(left: number, right: number, decimals: number): -1 | 0 | 1 {
  const steps = scaledInteger(left, decimals) - scaledInteger(right, decimals)
  return steps === 0 ? 0 : steps > 0 ? 1 : -1
}

/** The distance of two figures with its unit: 24.6个百分点, 12家, 3.2万人. */
export function distanceWords(left: number, right: number, format: NumberFormat): string {
  const unit = format.unit === '%' ? '百分点' : format.unit
  return formatProse(distance(left, right, format.decimals), { unit, decimals: format.decimals })
}

/** Where one printed figure stands beside another: 低8.3个百分点 · 高0.6个百分点 · 持平 */
export function besideWords(own: number, other: number, format: NumberFormat): string {
  const order = printedOrder(own, other, format.decimals)
  return order === 0 ? '持平' : `${order > 0 ? '高' : '低'}${distanceWords(own, other, format)}`
}

/** The size of a difference without its direction: 1.8个百分点, 6.1%. */
export function sizeWords({ kind, size }: Difference, format: NumberFormat): string {
  if (kind === 'percent') return formatProse(Math.abs(size), { unit: '%', decimals: 1 })
  const unit = format.unit === '%' ? '百分点' : format.unit
  return formatProse(Math.abs(size), { unit, decimals: format.decimals })
}

/**
 * 提高1.8个百分点 · 下降1.2个百分点 · 增长6.1% · 由14起减至7起 · 持平; a figure counted in 百分点 is a gap: 扩大 · 缩小
 */
export function movedWords(moved: Difference, format: NumberFormat): string {
  const { direction, ends } = moved
  if (direction === 'level') return '持平'
  if (ends === undefined) return stepWords(moved, format)
  return `由${formatProse(ends.from, format)}${direction === 'up' ? '增至' : '减至'}${formatProse(ends.to, format)}`
}

/** The step alone, where the figure before stands beside it: 提高1.8个百分点 · 增加7起 */
export function stepWords(moved: Difference, format: NumberFormat): string {
  return `${movedVerb(moved, format)}${sizeWords(moved, format)}`
}

/** 提高 · 增长 · 增加 · 扩大 · 下降 · 减少 · 缩小 */
export function movedVerb({ kind, direction }: Difference, { unit }: NumberFormat): string {
  if (kind === 'count') return direction === 'down' ? '减少' : '增加'
  const isGap = unit === '百分点' || unit === '个百分点'
  if (direction === 'down') return isGap ? '缩小' : '下降'
  if (isGap) return '扩大'
  return kind === 'percent' ? '增长' : '提高'
}

/** 提高1.8个百分点, or — where the two cannot be held against each other: a cell of a table. */
export function changeWords(now: number | null, then: number | null, format: NumberFormat): string {
  const moved = differenceOf(now, then, format)
  return moved === null ? '—' : movedWords(moved, format)
}
