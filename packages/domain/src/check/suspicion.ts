import type { OutlierOptions, OutlierVerdict } from './outlier.ts'
import { judgeAgainstPeers, judgeFigure } from './outlier.ts'
import { changeWords } from '../number/difference.ts'
import { formatProse } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { scaledInteger } from '../number/round.ts'

/** One quarter of one unit; null where nothing was reported. For counts and amounts only `numerator` is used. */
export type CheckPoint = {
  readonly period: Period
  readonly numerator: number | null
  readonly denominator: number | null
}
/** Oldest first; the last point is the one under review. */
export type CheckSeries = {
  readonly unit: string
  readonly name: string
  readonly points: readonly CheckPoint[]
  readonly target: number | null
}

export type IndicatorCheckOptions = Omit<OutlierOptions, 'decimals'> & {
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly multiplier: number
  /** A denominator that moves by more than this share asks for a reason; default 0.2. */
  readonly denominatorJump?: number
  /** So many units exactly on target at once are told; default 3. */
  readonly onTargetUnits?: number
}

export const suspicionKinds = ['own_history', 'peers', 'denominator_jump', 'on_target'] as const
export type SuspicionKind = (typeof suspicionKinds)[number]
/** `weight` orders a review queue: |score| for outliers, the relative size of a jump elsewhere. */
export type Suspicion = {
  readonly kind: SuspicionKind
  readonly unit: string
  readonly weight: number
  readonly sentence: string
}

/** What a reviewer should look at first in one indicator of one quarter: B3 and B7. Sorted by unit order, then kind. */
export function inspectIndicator(series: readonly CheckSeries[], options: IndicatorCheckOptions): Suspicion[] {
  const peers = judgeAgainstPeers(
    series.flatMap((each) => peerFigure(each, options)),
    options,
  )
  const onTarget = unitsOnTarget(series, options)
  return series.flatMap((each) => [
    ...ownHistory(each, options),
    ...againstPeers(each, peers.get(each.unit), options),
    ...denominatorJump(each, options),
    ...(onTarget.includes(each.unit) ? [onTargetSuspicion(each, onTarget.length, options)] : []),
  ])
}

type Usable = { readonly value: number; readonly size?: number }

function usable(point: CheckPoint | undefined, options: IndicatorCheckOptions): Usable | null {
  if (!point || point.numerator === null) return null
  if (options.scale !== 'proportion') return { value: point.numerator }
  return point.denominator === null ? null : { value: point.numerator, size: point.denominator }
}

function lastTwo({ points }: CheckSeries): readonly [CheckPoint | undefined, CheckPoint | undefined] {
  return [points[points.length - 1], points[points.length - 2]]
}

function ownHistory(series: CheckSeries, options: IndicatorCheckOptions): Suspicion[] {
  const [last] = lastTwo(series)
  const tested = usable(last, options)
  if (!tested) return []
  const earlier = series.points.slice(0, -1).flatMap((point) => usable(point, options) ?? [])
  return suspect('own_history', series, judgeFigure(tested, earlier, options), '与本单位历史水平', options)
}

function peerFigure(series: CheckSeries, options: IndicatorCheckOptions) {
  const [now, before] = lastTwo(series).map((point) => usable(point, options))
  return now && before ? [{ unit: series.unit, now, before }] : []
}

function againstPeers(
  series: CheckSeries,
  verdict: OutlierVerdict | undefined,
  options: IndicatorCheckOptions,
): Suspicion[] {
  return verdict ? suspect('peers', series, verdict, '与按其他单位变动推算的', options) : []
}

function suspect(
  kind: SuspicionKind,
  series: CheckSeries,
  verdict: OutlierVerdict,
  words: string,
  options: IndicatorCheckOptions,
): Suspicion[] {
  if (verdict.verdict !== 'unusual' || verdict.expected === null || verdict.score === null) return []
  const print = (value: number) => formatProse(value, options)
  const printed = printedValue(series, options)
  const scale = options.scale === 'proportion' ? options.multiplier : 1
  const sentence = `${series.name}${options.name}为${print(printed ?? 0)}，${words}${print(verdict.expected * scale)}相差明显`
  return [{ kind, unit: series.unit, weight: Math.abs(verdict.score), sentence }]
}

/** The value as published: a quotient times its multiplier, or the figure itself; null without one. */
function printedValue(series: CheckSeries, options: IndicatorCheckOptions): number | null {
  const figure = usable(lastTwo(series)[0], options)
  if (!figure) return null
  if (options.scale !== 'proportion') return figure.value
  return figure.size ? (figure.value / figure.size) * options.multiplier : null
}

function denominatorJump(series: CheckSeries, options: IndicatorCheckOptions): Suspicion[] {
  const [now, before] = lastTwo(series).map((point) => point?.denominator ?? null)
  if (
    options.scale !== 'proportion' ||
    now === null ||
    before === null ||
    now === undefined ||
    before === undefined ||
    before <= 0
  )
    return []
  const jump = Math.abs(now - before) / before
  if (jump <= (options.denominatorJump ?? 0.2) * (1 + 1e-9)) return []
  return [
    {
      kind: 'denominator_jump',
      unit: series.unit,
      weight: jump,
      sentence: `${series.name}：${options.name}的分母较上季${changeWords(now, before, { unit: '', decimals: 0 })}，请核对口径是否变化`,
    },
  ]
}

function unitsOnTarget(series: readonly CheckSeries[], options: IndicatorCheckOptions): string[] {
  const hits = series.filter((each) => {
    const value = printedValue(each, options)
    return (
      value !== null &&
      each.target !== null &&
      scaledInteger(value, options.decimals) === scaledInteger(each.target, options.decimals)
    )
  })
  return hits.length >= (options.onTargetUnits ?? 3) ? hits.map((each) => each.unit) : []
}

function onTargetSuspicion(series: CheckSeries, count: number, options: IndicatorCheckOptions): Suspicion {
  const sentence = `${series.name}：${options.name}与目标值完全相同，同时有 ${count} 个单位如此`
  return { kind: 'on_target', unit: series.unit, weight: count, sentence }
}
