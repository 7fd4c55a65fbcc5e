import type { NumberFormat } from '../number/number-format.ts'
import { formatPeriod, formatProse, formatShare, formatValue } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { periodIndex } from '../period.ts'
import { printedOrder } from '../number/difference.ts'
import { areAlike } from './comparison.ts'
import type { Terms } from './comparison.ts'
import { meets } from './goal.ts'

declare const checked: unique symbol

export type TrendVerdict = 'improving' | 'worsening' | 'rising' | 'falling' | 'no_clear_change' | 'too_few'

/** Where a figure has been heading, by an exact test over comparable values. */
export type TrendClaim = {
  readonly kind: 'trend'
  readonly verdict: TrendVerdict
  readonly points: number
  /** The same quarter of each year: a running total. */
  readonly isSameQuarter: boolean
  readonly from: Period
  readonly to: Period
  /** The quarter of the release: what ends before it says through when. */
  readonly now: Period
  readonly p: number | null
  readonly [checked]?: true
}

/** Null without a value, and when two of the quarters differ in definition or length. The verdict comes from `trendOf`; below five points it is `too_few`. */
export function claimTrend(fact: Omit<TrendClaim, 'kind'>, quarters: readonly Terms[]): TrendClaim | null {
  return fact.points === 0 || !areAlike(quarters) ? null : { kind: 'trend', ...fact }
}

const verdictWords: Readonly<Record<Exclude<TrendVerdict, 'too_few'>, string>> = {
  improving: '总体向好',
  worsening: '总体变差',
  rising: '总体上升',
  falling: '总体下降',
  no_clear_change: '没有明显升降',
}

/**
 * 2024年第四季度—2026年第三季度的8期数据总体向好。 What ends before the release's quarter:
 * 截至2026年第一季度，2024年第二季度以来的8期数据总体变差。
 * No p and no name of a test: they stand in trendMethod.
 */
export function trendWords({ verdict, points, isSameQuarter, from, to, now }: TrendClaim): string {
  const what = isSameQuarter ? '各年同季数据' : '数据'
  const until = to === now ? '' : `截至${formatPeriod(to)}，`
  if (verdict === 'too_few') return `${until}可比${what}仅${points}期，不足5期，不作走势判断。`
  if (to !== now) return `${until}${formatPeriod(from)}以来的${points}期${what}${verdictWords[verdict]}。`
  return `${formatPeriod(from)}—${formatPeriod(to)}的${points}期${what}${verdictWords[verdict]}。`
}

/** For the 说明 panel: 走势按曼-肯德尔检验判断，p=0.003。 */
export function trendMethod({ p }: TrendClaim): string {
  const tested =
    p === null ? '不足5期时不作判断' : p < 0.001 ? 'p<0.001' : `p=${formatValue(p, { unit: '', decimals: 3 })}`
  return `走势按曼-肯德尔检验判断，${tested}。`
}

/** Where the line leads by the end of the last year with a target. A projection, never a figure. */
export type ForecastClaim = {
  readonly kind: 'forecast'
  readonly points: number
  readonly year: number
  readonly now: Period
  readonly target: number
  readonly direction: 'higher' | 'lower'
  /** The published value of `now`. */
  readonly current: number
  readonly value: number
  readonly low: number
  readonly high: number
  /** Share of held-back quarters that the interval covered, 0.9; null when it is not calibrated: no percentage is said. */
  readonly confidence: number | null
  /** The quarter in which the line reaches the target; null: not within as many quarters as lie behind. */
  readonly arrival: Period | null
  readonly due: Period
  /** The published value meets the target already. */
  readonly isMet: boolean
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type ForecastFigures = Omit<ForecastClaim, 'kind'>

/** Null when the history is shorter than the way ahead, and when the interval prints as one number or leaves the line out. */
export function claimForecast(figures: ForecastFigures, quarters: readonly Terms[]): ForecastClaim | null {
  if (!areAlike(quarters)) return null
  const { points, now, due, low, high, value, format, arrival } = figures
  if (points < 5 || periodIndex(due) - periodIndex(now) > points) return null
  if (printedOrder(high, low, format.decimals) <= 0) return null
  if (printedOrder(value, low, format.decimals) < 0 || printedOrder(value, high, format.decimals) > 0) return null
  // Nothing is foretold further ahead than the history is long, an arrival neither.
  const isNear = arrival !== null && periodIndex(arrival) - periodIndex(now) <= points
  return { kind: 'forecast', ...figures, arrival: isNear ? arrival : null }
}

/**
 * Says nothing of where it will be: wider than the way that is still to go to the target, and than a tenth of the value
 * itself. Beside a target as near as the last digit a narrow interval is no fault.
 */
export function isTooWide({ low, high, current, target, value }: ForecastClaim | ForecastFigures): boolean {
  const width = high - low
  return width > Math.abs(target - current) && width > Math.abs(value) / 10
}

/**
 * What is beyond the whole interval is said, what lies within it is not decided:
 * 按最近8期走势推算，2027年末约为84.1%（90%的可能在84.0%—84.3%之间）。照此走势可望在2027年第二季度达到2027年目标84.0%。推算不是统计数据。
 */
export function forecastWords(claim: ForecastClaim): string {
  const { points, year, value, target, format } = claim
  if (isTooWide(claim))
    return `按最近${points}期走势，${year}年末能否达到目标${formatProse(target, format)}尚不足以判断。`
  const head = `按最近${points}期走势推算，${year}年末约为${formatProse(value, format)}（${rangeWords(claim)}）`
  return `${head}。${arrivalWords(claim)}。推算不是统计数据。`
}

/** 82.0%—86.1%，九成把握; without a calibration: 可能在82.0%—86.1%之间 */
export function rangeWords({
  low,
  high,
  confidence,
  format,
}: Pick<ForecastClaim, 'low' | 'high' | 'confidence' | 'format'>): string {
  const range = `${formatProse(low, format)}—${formatProse(high, format)}`
  if (confidence === null) return `可能在${range}之间`
  return `${formatShare(confidence, 0)}的可能在${range}之间`
}

/** Whether the target is met by all that the interval holds, or by none of it; null: the target lies within. */
function certainOf({ low, high, target, direction, format }: ForecastClaim): boolean | null {
  const [worst, best] = direction === 'higher' ? [low, high] : [high, low]
  if (meets(worst, target, direction, format.decimals)) return true
  return meets(best, target, direction, format.decimals) ? null : false
}

/** For a cell of a table: 约84.1%（82.0%—86.1%），可望达到 · 能否达到尚难断定 · 照此走势达不到 · 要到2028年第一季度才达到 */
export function forecastShort(claim: ForecastClaim): string {
  const { value, low, high, format, isMet, arrival, now, due } = claim
  if (isTooWide(claim)) return '起伏较大，不足以判断'
  const head = `约${formatProse(value, format)}（${formatProse(low, format)}—${formatProse(high, format)}）`
  const isThere = certainOf(claim)
  if (isThere === null) return `${head}，能否${isMet ? '保持' : '达到'}尚难断定`
  if (isThere) return `${head}，${isMet ? '可望保持' : '可望达到'}`
  if (isMet) return `${head}，届时会退回目标之外`
  const isLater = arrival !== null && periodIndex(arrival) > periodIndex(due) && periodIndex(arrival) > periodIndex(now)
  return isLater ? `${head}，要到${formatPeriod(arrival)}才达到` : `${head}，照此走势达不到`
}

function arrivalWords(claim: ForecastClaim): string {
  const { isMet, value, target, direction, format, year, arrival, now } = claim
  const goal = `${year}年目标${formatProse(target, format)}`
  const isThere = certainOf(claim)
  if (isMet) return `目前已达到${goal}${keepsWords(isThere)}`
  if (isThere === null) return `${goal}在此范围之内，到期能否达到尚难断定`
  if (arrival === null) return `照此走势到期达不到${goal}`
  if (periodIndex(arrival) <= periodIndex(now)) {
    const isLevel = meets(value, target, direction, format.decimals)
    return `走势线${isLevel ? '处在' : '曾达到'}${goal}的水平，而本季数值未达到`
  }
  const when = formatPeriod(arrival)
  return isThere ? `照此走势可望在${when}达到${goal}` : `照此走势要到${when}才达到${goal}`
}

function keepsWords(isThere: boolean | null): string {
  if (isThere === null) return '，届时能否保持尚难断定'
  return isThere ? '' : '，但照此走势届时会退回目标之外'
}

export type GapVerdict = 'converging' | 'diverging' | 'no_clear_change' | 'mixed'

/** Whether a gap has been closing, over a named span. */
export type GapTrendClaim = {
  readonly kind: 'gap_trend'
  readonly verdict: GapVerdict
  readonly points: number
  readonly from: Period
  readonly to: Period
  readonly [checked]?: true
}

/** Null below five comparable quarters. */
export function claimGapTrend(fact: Omit<GapTrendClaim, 'kind'>): GapTrendClaim | null {
  return fact.points < 5 ? null : { kind: 'gap_trend', ...fact }
}

/** What a verdict is called, alone and in a sentence: 差距收敛 */
export const gapVerdicts: Readonly<Record<GapVerdict, string>> = {
  converging: '差距收敛',
  diverging: '差距扩大',
  no_clear_change: '差距没有明显变化',
  mixed: '绝对差距与相对差距方向不一',
}

/** 2024年第四季度以来差距收敛 */
export function gapTrendWords({ verdict, from }: GapTrendClaim): string {
  return `${formatPeriod(from)}以来${gapVerdicts[verdict]}`
}
