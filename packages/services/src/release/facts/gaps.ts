import type { OverviewFacts } from '@cg/contract/release'
import { resultAt } from '@cg/domain/figure/compute'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { roundHalfAway, scaledInteger } from '@cg/domain/number/round'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { areaGapCode, isRatio } from '../compute/results.ts'
import { spanIn } from '../compute/span.ts'
import { groupFact } from './indicator.ts'
import { quarterAt, valueIn } from './rendering.ts'
import type { Figures } from '../compute/figures.ts'
import { gapTrend } from './gap-trend.ts'
import type { Pair } from './gap-trend.ts'

export type Gap = OverviewFacts['gaps'][number]

/** Two indicators of one thing for two kinds of people or firms; listed where both exist. */
const pairs = [
  { name: '重点企业—中小企业', high: 'JN13', low: 'JN14', highName: '重点企业', lowName: '中小企业' },
  { name: '规上—中小微', high: 'SZ01', low: 'SZ02', highName: '规上工业企业', lowName: '中小微企业' },
  { name: '全体—农民工', high: 'QY12', low: 'QY13', highName: '全体产业工人', lowName: '农民工' },
  { name: '全体—农民工', high: 'QY11', low: 'QY14', highName: '全体产业工人', lowName: '农民工' },
] as const

/** Centre and remote, large and small firms, key and other firms, all and migrant workers, where data exist. */
export function gapsOf(figures: Figures): Gap[] {
  const { basis } = figures
  const cards = basis.cards.flatMap((code) => basis.indicators.filter((one) => one.code === code && isRatio(one)))
  return [
    ...cards.flatMap((indicator) => areaGap(figures, indicator)),
    ...cards.flatMap((indicator) => sizeGap(figures, indicator)),
    ...pairs.flatMap((pair) => pairGap(figures, pair)),
  ]
}

/** Difference of the printed values (decision 3). */
function printedGap({ high, low }: Pair, decimals: number): number | null {
  if (high === null || low === null) return null
  return (scaledInteger(high, decimals) - scaledInteger(low, decimals)) / 10 ** decimals
}

type GapNames = { name: string; highName: string; lowName: string }

/** A running total starts again each January, so its gap is not compared with last quarter's. */
function gapFact(figures: Figures, indicator: BasisIndicator, names: GapNames, at: (period: Period) => Pair): Gap[] {
  const { basis } = figures
  const now = at(basis.period)
  if (now.high === null && now.low === null) return []
  const before = at(shiftPeriod(basis.period, -1))
  const isComparable = spanIn(basis, indicator).compareWith === 'lastQuarter'
  return [
    {
      ...names,
      indicator: indicator.code,
      indicatorName: indicator.name,
      unit: indicator.unit,
      decimals: indicator.decimals,
      high: now.high,
      low: now.low,
      gap: printedGap(now, indicator.decimals),
      previousGap: isComparable ? printedGap(before, indicator.decimals) : null,
      trend: gapTrend(figures, basis.indicators.indexOf(indicator), at),
    },
  ]
}

/** The engine's area gap holds both sides as numerator and denominator. */
function areaGap(figures: Figures, indicator: BasisIndicator): Gap[] {
  const { engine } = figures
  const at = (period: Period): Pair => {
    const { numerator, denominator } = resultAt(
      engine.column({ indicator: areaGapCode(indicator.code), period }),
      cityAt,
    )
    return { high: numerator, low: denominator }
  }
  const names = { name: '中心城区—偏远地区', highName: '中心城区', lowName: '偏远地区' }
  return gapFact(figures, indicator, names, at)
}

function sizeGap(figures: Figures, indicator: BasisIndicator): Gap[] {
  const { basis, engine } = figures
  if (!indicator.breakdowns.includes('size')) return []
  const i = basis.indicators.indexOf(indicator)
  const valueOf = (period: Period, breakdown: string): number | null =>
    period === basis.period
      ? groupFact(figures, i, breakdown).value
      : resultAt(engine.column({ indicator: indicator.code, period, breakdown }), cityAt).value
  const at = (period: Period): Pair => ({ high: valueOf(period, 'size:above'), low: valueOf(period, 'size:msme') })
  return gapFact(figures, indicator, { name: '规上—中小微', highName: '规上企业', lowName: '中小微企业' }, at)
}

function pairGap(figures: Figures, { high, low, ...names }: (typeof pairs)[number]): Gap[] {
  const { basis } = figures
  const find = (code: string): number => basis.indicators.findIndex((one) => one.code === code)
  const [upper, lower] = [find(high), find(low)]
  if (upper < 0 || lower < 0) return []
  const at = (period: Period): Pair => {
    const quarter = quarterAt(figures, period)
    return { high: valueIn(quarter, upper, cityAt), low: valueIn(quarter, lower, cityAt) }
  }
  return gapFact(figures, must(basis.indicators[lower]), names, at)
}

/** How far apart two figures are, as printed. */
export function printedDistance(value: number, aim: number, decimals: number): number {
  return roundHalfAway(
    Math.abs(scaledInteger(value, decimals) - scaledInteger(aim, decimals)) / 10 ** decimals,
    decimals,
  )
}
