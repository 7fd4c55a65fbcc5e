import type { NumberFormat } from '../number/number-format.ts'
import { formatProse, isRelativeUnit } from '../number/number-format.ts'
import { distance, distanceWords, printedOrder } from '../number/difference.ts'
import { againstWords, observedLead } from './words.ts'
import { areAlike } from './comparison.ts'
import type { Terms } from './comparison.ts'
import type { ComparedWith } from './words.ts'
import type { Period } from '../period.ts'

export type GapSide = { readonly name: string; readonly value: number | null }

/** The same gap at an earlier time, both sides over the same units as now. */
export type EarlierGap = {
  readonly against: ComparedWith
  readonly period: Period
  readonly high: number | null
  readonly low: number | null
  /** Definition and length of the figures then and now. */
  readonly quarters: readonly Terms[]
}

declare const checked: unique symbol

/** How far two groups or areas are apart, and whether that grew. */
export type GapClaim = {
  readonly kind: 'gap'
  /** What is measured on both sides: 思想政治工作联络员覆盖率. */
  readonly topic: string
  /** The side with the larger value first. */
  readonly upper: { readonly name: string; readonly value: number }
  readonly lower: { readonly name: string; readonly value: number }
  readonly gap: number
  readonly before: { readonly against: ComparedWith; readonly period: Period; readonly gap: number } | null
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type GapFigures = {
  readonly topic: string
  readonly high: GapSide
  readonly low: GapSide
  readonly before: EarlierGap | null
  readonly format: NumberFormat
}

/** Null unless both sides have a value and print apart: a blank is never zero. */
export function claimGap({ topic, high, low, before, format }: GapFigures): GapClaim | null {
  if (high.value === null || low.value === null) return null
  const order = printedOrder(high.value, low.value, format.decimals)
  if (order === 0) return null
  const first = { name: high.name, value: high.value }
  const second = { name: low.name, value: low.value }
  return {
    kind: 'gap',
    topic,
    upper: order > 0 ? first : second,
    lower: order > 0 ? second : first,
    gap: distance(high.value, low.value, format.decimals),
    before: earlier(before, { order, decimals: format.decimals }),
    format,
  }
}

/** A gap that lay the other way round did not grow or shrink: it turned. */
function earlier(
  before: EarlierGap | null,
  { order, decimals }: { order: number; decimals: number },
): GapClaim['before'] {
  if (before === null || before.high === null || before.low === null || !areAlike(before.quarters)) return null
  const then = printedOrder(before.high, before.low, decimals)
  if (then !== 0 && then !== order) return null
  return { against: before.against, period: before.period, gap: distance(before.high, before.low, decimals) }
}

/** 规上企业与中小微企业的技能培训覆盖率相差37.5个百分点，较上季收窄3.2个百分点 */
export function gapWords(claim: GapClaim): string {
  const { topic, upper, lower, format, before } = claim
  const apart = distanceWords(upper.value, lower.value, format)
  const head = `${upper.name}与${lower.name}的${topic}`
  const step = before === null ? 0 : printedOrder(claim.gap, before.gap, format.decimals)
  if (before === null || step === 0) return `${head}相差${apart}`
  const moved = distanceWords(claim.gap, before.gap, format)
  const lead = againstWords(before.against, before.period)
  return `${head}差距${step > 0 ? '扩大至' : '收窄至'}${apart}，${lead}${step > 0 ? '扩大' : '收窄'}${moved}`
}

/** Under a picture that names the measure: 全体产业工人与农民工差距较上季收窄0.1个百分点 */
export function gapHeadings(claim: GapClaim): string[] {
  const { upper, lower, format, before } = claim
  const apart = distanceWords(upper.value, lower.value, format)
  const sides = `${upper.name}与${lower.name}`
  const step = before === null ? 0 : printedOrder(claim.gap, before.gap, format.decimals)
  if (before === null || step === 0) return [`${sides}相差${apart}`]
  const verb = step > 0 ? '扩大' : '收窄'
  const moved = `${againstWords(before.against, before.period)}${verb}${distanceWords(claim.gap, before.gap, format)}`
  return [`${sides}差距${verb}至${apart}，${moved}`, `${sides}差距${moved}`, `差距${verb}至${apart}，${moved}`]
}

/** Under a picture that names the measure: 中心城区各单位均高于偏远地区各单位 */
export function areasHeadings(claim: AreasClaim): string[] {
  return [areasWords(claim).replace(`的${claim.subject}均`, '均')]
}

/** True when the gap printed larger than before. */
export function isWider({ gap, before, format }: GapClaim): boolean {
  return before !== null && printedOrder(gap, before.gap, format.decimals) > 0
}

/** Both values, larger first: 中心城区82.6%，偏远地区65.1% */
export function gapSides({ upper, lower, format }: GapClaim): string {
  return `${upper.name}${formatProse(upper.value, format)}，${lower.name}${formatProse(lower.value, format)}`
}

/** Every unit of one area lies above every unit of another; all units of both have a value. */
export type AreasClaim = {
  readonly kind: 'areas'
  readonly upper: string
  readonly lower: string
  readonly subject: string
  readonly least: number
  readonly most: number
  readonly format: NumberFormat
  /** The earlier quarter all figures are carried from; null: measured in the quarter itself. */
  readonly observed: Period | null
  readonly [checked]?: true
}

export type AreaValues = { readonly name: string; readonly values: readonly (number | null)[] }

export function claimAreas(
  subject: string,
  [left, right]: readonly [AreaValues, AreaValues],
  format: NumberFormat,
  observed: Period | null = null,
): AreasClaim | null {
  const [one, two] = [complete(left.values), complete(right.values)]
  if (one === null || two === null) return null
  for (const [upper, lower, high, low] of [
    [left, right, one, two],
    [right, left, two, one],
  ] as const) {
    const [least, most] = [Math.min(...high), Math.max(...low)]
    if (printedOrder(least, most, format.decimals) > 0)
      return { kind: 'areas', upper: upper.name, lower: lower.name, subject, least, most, format, observed }
  }
  return null
}

function complete(values: readonly (number | null)[]): number[] | null {
  const known = values.filter((value) => value !== null)
  return known.length < 2 || known.length < values.length ? null : known
}

/** 中心城区各单位的技能培训覆盖率均高于偏远地区各单位; what is counted is 多于. */
export function areasWords({ upper, lower, subject, format, observed }: AreasClaim): string {
  return `${observedLead(observed)}${upper}各单位的${subject}均${isCounted(format) ? '多于' : '高于'}${lower}各单位`
}

/** People, firms, sessions: rates and money are high or low, these are many or few. */
function isCounted({ unit }: NumberFormat): boolean {
  return !isRelativeUnit(unit) && !unit.endsWith('元')
}

/** True when the gap printed smaller than before. */
export function isNarrower({ gap, before, format }: GapClaim): boolean {
  return before !== null && printedOrder(gap, before.gap, format.decimals) < 0
}
