import type { BaselineSeed, TargetSeed } from '@cg/contract/catalogue'
import { isRelativeUnit } from '@cg/domain/number/number-format'
import { formatPeriod } from '@cg/domain/number/date-format'
import { periodEnd } from '@cg/domain/period'
import type { CatalogueIndicator } from '@cg/services/catalogue/read'
import { shortest } from './aims.ts'
import type { LoadedTables, Standing, Table } from './loaded.ts'
import type { LoadProblem } from './problem.ts'

/** Targets and starting points that nobody could have, and those that look like a slip. */
export function checkAims(tables: LoadedTables, { known, today }: Standing, problems: LoadProblem[]): void {
  const { targets, baselines, units } = tables
  const kinds = new Map<string, string>([
    ...[...known.units.values()].map(({ code, kind }) => [code, kind] as const),
    ...units.rows.map(({ value }) => [value.code, value.kind] as const),
  ])
  for (const { file, rows } of [targets, baselines] as readonly Table<TargetSeed | BaselineSeed>[]) {
    for (const { row, value } of rows) {
      const indicator = known.indicators.get(value.indicator)
      if (indicator?.isCityOnly !== true || (kinds.get(value.unit) ?? 'city') === 'city') continue
      const message = `${indicator.name}只有全市一级，各单位没有这个数，请删去这一行或改为全市的代码。`
      problems.push({ file, row, column: '单位代码', message })
    }
  }
  for (const { row, value } of baselines.rows) {
    if (periodEnd(value.period) < today) continue
    const message = `${formatPeriod(value.period)}还没有结束，不能作基期，请核对季度。`
    problems.push({ file: baselines.file, row, column: '季度', message })
  }
  doubtOutliers(targets, '目标值', (one) => `${one.indicator} ${one.year}`, known.indicators, problems)
  doubtOutliers(baselines, '基期值', (one) => `${one.indicator} ${one.period}`, known.indicators, problems)
  doubtBackward(tables, known.indicators, problems)
}

/** Fewer others say nothing of what is usual. */
const fewestPeers = 3
/** Rates of one city's districts lie closer: beyond this it is a slip of the point, 9.6 for 96. */
const mostTimes = 5

type Indicators = ReadonlyMap<string, CatalogueIndicator>

/** A rate that is many times, or a small part of, what the other rows of the same indicator and time say. */
function doubtOutliers<T extends { indicator: string; value: number }>(
  { file, rows }: Table<T>,
  column: string,
  groupOf: (value: T) => string,
  indicators: Indicators,
  problems: LoadProblem[],
): void {
  for (const own of Map.groupBy(rows, ({ value }) => groupOf(value)).values()) {
    for (const { row, value: one } of own) {
      const indicator = indicators.get(one.indicator)
      const others = own.filter((other) => other.row !== row).map(({ value }) => value.value)
      if (indicator === undefined || !isRelativeUnit(indicator.unit) || others.length < fewestPeers) continue
      const usual = middleOf(others)
      const times = usual === 0 ? 1 : one.value / usual
      if (one.value === 0 || (times < mostTimes && times > 1 / mostTimes)) continue
      const message = `${indicator.name}这里是 ${shortest(one.value)}${indicator.unit}，其他行多在 ${shortest(usual)}${indicator.unit} 上下，请核对小数点。`
      problems.push({ file, row, column, message, isDoubt: true })
    }
  }
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** A target on the wrong side of where the unit started. */
function doubtBackward({ targets, baselines }: LoadedTables, indicators: Indicators, problems: LoadProblem[]): void {
  const started = new Map(baselines.rows.map(({ value }) => [`${value.indicator} ${value.unit}`, value]))
  for (const { row, value: one } of targets.rows) {
    const start = started.get(`${one.indicator} ${one.unit}`)
    const indicator = indicators.get(one.indicator)
    if (start === undefined || indicator === undefined || indicator.direction === 'neutral') continue
    const isWorse = indicator.direction === 'higher' ? one.value < start.value : one.value > start.value
    if (!isWorse) continue
    const { name, unit, direction } = indicator
    const side = direction === 'higher' ? '越高越好，目标却低于' : '越低越好，目标却高于'
    const message = `${name}${side}基期：${shortest(one.value)}${unit}，基期（${start.period}）是 ${shortest(start.value)}${unit}，请核对。`
    problems.push({ file: targets.file, row, column: '目标值', message, isDoubt: true })
  }
}
