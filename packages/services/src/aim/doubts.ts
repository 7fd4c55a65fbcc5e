import { aimText } from '@cg/contract/aim'
import { formatPeriod } from '@cg/domain/number/date-format'
import { isRelativeUnit } from '@cg/domain/number/number-format'
import { periodEnd } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { CatalogueIndicator } from '../catalogue/read.ts'

/* What nobody could have for a target or a starting point, and what looks like a slip: of files and of what is typed. */

type Indicators = ReadonlyMap<string, CatalogueIndicator>

/** A target or baseline with what its reader knows of its place. */
type Placed = { readonly value: { readonly indicator: string; readonly unit: string; readonly value: number } }
type PlacedBaseline = Placed & { readonly value: { readonly period: Period } }

/** A row with what is to be said of it. */
export type Doubt<R> = { readonly row: R; readonly words: string }

/** Why a unit has none of an indicator of the whole city; null where it may. */
export function cityOnlyWords(indicator: CatalogueIndicator | undefined, kindOfUnit: string): string | null {
  if (indicator?.isCityOnly !== true || kindOfUnit === 'city') return null
  return `${indicator.name}只有全市一级，各单位没有这个数，请删去这一行或改为全市的代码。`
}

/** Why a quarter is no starting point: it is not over on the day. */
export function unfinishedWords(period: Period, today: string): string | null {
  return periodEnd(period) < today ? null : `${formatPeriod(period)}还没有结束，不能作基期，请核对季度。`
}

/** Fewer others say nothing of what is usual. */
const fewestPeers = 3
/** Rates of one city's districts lie closer: beyond this it is a slip of the point, 9.6 for 96. */
const mostTimes = 5

/** A rate that is many times, or a small part of, what the other rows of the same indicator and time say. */
export function outliers<R extends Placed>(
  rows: readonly R[],
  groupOf: (row: R) => string,
  indicators: Indicators,
): Doubt<R>[] {
  return [...Map.groupBy(rows, groupOf).values()].flatMap((own) =>
    own.flatMap((row): Doubt<R>[] => {
      const one = row.value
      const indicator = indicators.get(one.indicator)
      const others = own.filter((other) => other !== row).map(({ value }) => value.value)
      if (indicator === undefined || !isRelativeUnit(indicator.unit) || others.length < fewestPeers) return []
      const usual = middleOf(others)
      const times = usual === 0 ? 1 : one.value / usual
      if (one.value === 0 || (times < mostTimes && times > 1 / mostTimes)) return []
      const words = `${indicator.name}这里是 ${aimText(one.value)}${indicator.unit}，其他行多在 ${aimText(usual)}${indicator.unit} 上下，请核对小数点。`
      return [{ row, words }]
    }),
  )
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** Targets on the wrong side of where their unit started. */
export function backward<R extends Placed>(
  targets: readonly R[],
  baselines: readonly PlacedBaseline[],
  indicators: Indicators,
): Doubt<R>[] {
  const started = new Map(baselines.map(({ value }) => [`${value.indicator} ${value.unit}`, value]))
  return targets.flatMap((row): Doubt<R>[] => {
    const one = row.value
    const start = started.get(`${one.indicator} ${one.unit}`)
    const indicator = indicators.get(one.indicator)
    if (start === undefined || indicator === undefined || indicator.direction === 'neutral') return []
    const isWorse = indicator.direction === 'higher' ? one.value < start.value : one.value > start.value
    if (!isWorse) return []
    const { name, unit, direction } = indicator
    const side = direction === 'higher' ? '越高越好，目标却低于' : '越低越好，目标却高于'
    const words = `${name}${side}基期：${aimText(one.value)}${unit}，基期（${start.period}）是 ${aimText(start.value)}${unit}，请核对。`
    return [{ row, words }]
  })
}
