import type { NumberFormat } from '../number/number-format.ts'
import { formatProse, formatValue } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import type { Interval } from '../statistics/interval.ts'
import { scaledInteger, withoutNoise } from '../number/round.ts'
import { distance, distanceWords } from '../number/difference.ts'
import { againstWords, namesWords } from './words.ts'

declare const checked: unique symbol

/** How far the units are apart: the range of what they print. */
export type SpreadClaim = {
  readonly kind: 'spread'
  readonly units: number
  /** Names of units with a value that lie inside others (高新区) and are not counted beside them. */
  readonly inside: readonly string[]
  readonly highest: { readonly names: readonly string[]; readonly value: number }
  readonly lowest: { readonly names: readonly string[]; readonly value: number }
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type SpreadUnit = { readonly name: string; readonly value: number }

export type SpreadTerms<U> = {
  readonly format: NumberFormat
  readonly inside?: readonly string[]
  /** What chance leaves open of a unit (scoring 1.10); null for what is no share or rate of counts. Asked of the ends only. */
  readonly intervalOf: (unit: U) => Interval | null
}

/**
 * Null below three units with a value, when all print the same, and when the highest and the lowest cannot be told apart:
 * one accident of one against none of one is no distance.
 */
export function claimSpread<U extends SpreadUnit>(
  units: readonly U[],
  { format, inside = [], intervalOf }: SpreadTerms<U>,
): SpreadClaim | null {
  if (units.length < 3) return null
  const printed = units.map(({ value }) => scaledInteger(value, format.decimals))
  const [most, least] = [Math.max(...printed), Math.min(...printed)]
  if (most === least) return null
  const at = (steps: number): U[] => units.filter((_, one) => printed[one] === steps)
  const [highest, lowest] = [at(most), at(least)]
  const lows = lowest.map(intervalOf)
  if (highest.map(intervalOf).every((high) => lows.every((low) => touch(high, low)))) return null
  const end = (own: readonly U[], steps: number) => ({
    names: own.map(({ name }) => name),
    value: steps / 10 ** format.decimals,
  })
  const ends = { highest: end(highest, most), lowest: end(lowest, least) }
  return { kind: 'spread', units: units.length, inside, ...ends, format }
}

function touch(high: Interval | null, low: Interval | null): boolean {
  return high !== null && low !== null && high.low <= low.high
}

/** 11个单位（不含与行政区重叠的高新区）中最高的是经开区（98.1%），最低的是丰泽县（60.4%），相差37.7个百分点。 */
export function spreadWords({ units, inside, highest, lowest, format }: SpreadClaim): string {
  const print = ({ names, value }: SpreadClaim['highest']): string =>
    `${namesWords(names, 3)}（${formatProse(value, format)}）`
  const apart = distanceWords(highest.value, lowest.value, format)
  const limit = inside.length === 0 ? '' : `（不含与行政区重叠的${namesWords(inside, 3)}）`
  return `${units}个单位${limit}中最高的是${print(highest)}，最低的是${print(lowest)}，相差${apart}。`
}

/** The relative measures behind a spread, for the 说明 panel. */
export type InequalityFigures = {
  readonly isWeighted: boolean
  readonly variation: number | null
  readonly gini: number | null
  readonly theil: number | null
  readonly between: number | null
  /** From remote to centre, in the unit of `format`. */
  readonly slope: number | null
  readonly format: NumberFormat
}

/** 按分母加权的变异系数0.112、基尼系数0.061；泰尔指数0.0063，其中41%来自不同地区类型之间；斜率指数+17.2个百分点（…）。 Empty without any. */
export function inequalityMethod(figures: InequalityFigures): string {
  const { isWeighted, variation, gini, theil, between, slope, format } = figures
  const print = (value: number): string => formatValue(value, { unit: '', decimals: 3 })
  const parts: string[] = []
  if (variation !== null && gini !== null) {
    parts.push(`${isWeighted ? '按分母加权的' : ''}变异系数${print(variation)}、基尼系数${print(gini)}`)
  }
  if (theil !== null && between !== null && theil > 0) {
    const share = formatValue(Math.min(100, (between / theil) * 100), { unit: '', decimals: 0 })
    parts.push(
      `泰尔指数${theil < 0.0001 ? '不足0.0001' : formatValue(theil, { unit: '', decimals: 4 })}，其中${share}%来自不同地区类型之间`,
    )
  }
  if (slope !== null) {
    const unit = format.unit === '%' ? '百分点' : format.unit
    const size = `${signOf(scaledInteger(slope, format.decimals))}${formatProse(Math.abs(slope), { ...format, unit })}`
    parts.push(`斜率指数${size}（由偏远地区到中心城区按人数排列，拟合线两端之差）`)
  }
  return parts.length === 0 ? '' : `${parts.join('；')}。`
}

/** A change of the city's rate taken apart into the units' own changes and the change of their weights (scoring 1.2). */
export type SplitClaim = {
  readonly kind: 'split'
  readonly period: Period
  readonly change: number
  readonly rateEffect: number
  readonly mixEffect: number
  readonly simpson: 'falls_though_all_rise' | 'rises_though_all_fall' | null
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Null unless the two effects add up to the change at one digit more than is printed. */
export function claimSplit(fact: Omit<SplitClaim, 'kind'>): SplitClaim | null {
  const { change, rateEffect, mixEffect, format } = fact
  if (distance(rateEffect + mixEffect, change, format.decimals + 2) > 10 ** -(format.decimals + 1)) return null
  return { kind: 'split', ...fact }
}

/** 较上年同期提高1.83个百分点，其中各单位自身变化+1.90，单位结构变化−0.07。 How it is reckoned: `splitMethod`. */
export function splitWords({ change, rateEffect, mixEffect, simpson, format, period }: SplitClaim): string {
  const finer = { unit: format.unit === '%' ? '百分点' : format.unit, decimals: format.decimals + 1 }
  const signed = (effect: number): string => {
    const value = withoutNoise(effect, 12)
    return `${signOf(scaledInteger(value, finer.decimals))}${formatProse(Math.abs(value), finer)}`
  }
  const lead = `${againstWords('sameQuarterLastYear', period)}变化${signed(change)}`
  const parts = `其中各单位自身变化${signed(rateEffect)}，单位结构变化${signed(mixEffect)}`
  return `${lead}，${parts}。${simpsonWords(simpson)}`
}

/** For the 说明 panel: printed figures subtracted by hand may differ from a split in the last digit. */
export const splitMethod = '变化构成按未舍入的数计算，与公布数相减的结果末位可能不同。'

function signOf(steps: number): string {
  if (steps === 0) return ''
  return steps < 0 ? '−' : '+'
}

function simpsonWords(simpson: SplitClaim['simpson']): string {
  if (simpson === null) return ''
  return simpson === 'falls_though_all_rise'
    ? '各单位都在上升而全市下降，原因是单位结构变化，不宜据此判断各单位退步。'
    : '各单位都在下降而全市上升，原因是单位结构变化，不宜据此判断各单位进步。'
}
