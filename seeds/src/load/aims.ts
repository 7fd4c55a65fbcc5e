import type { BaselineSeed, TargetSeed } from '@cg/contract/catalogue'
import { quotientRules } from '@cg/domain/figure/compute'
import { formatValue } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import type { CatalogueIndicator } from '@cg/services/catalogue/read'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Sheet } from './sheet.ts'
import { readCode } from './tables.ts'
import type { Numbered } from './tables.ts'

/** Indicators in the newest definition, by code. */
export type KnownIndicators = ReadonlyMap<string, CatalogueIndicator>

export function readTargets(
  sheet: Sheet | undefined,
  problems: LoadProblem[],
  indicators: KnownIndicators,
): Numbered<TargetSeed>[] {
  const columns = { needed: ['指标代码', '单位代码', '年份', '目标值', '来源'], known: [] }
  return readRows(sheet, columns, problems, (reader) => {
    const row = { ...readAim(reader), source: reader.text('来源') }
    const year = readYear(reader)
    const value = readValue(reader, '目标值', indicators.get(row.indicator))
    return year === null || value === null ? undefined : { ...row, year, value }
  })
}

export function readBaselines(
  sheet: Sheet | undefined,
  problems: LoadProblem[],
  indicators: KnownIndicators,
): Numbered<BaselineSeed>[] {
  const columns = { needed: ['指标代码', '单位代码', '季度', '基期值', '来源'], known: [] }
  return readRows(sheet, columns, problems, (reader) => {
    const period = reader.period('季度', 'defined')
    const row = { ...readAim(reader), source: reader.text('来源') }
    const value = readValue(reader, '基期值', indicators.get(row.indicator))
    return period === undefined || value === null ? undefined : { ...row, period, value }
  })
}

function readAim(reader: RowReader): Pick<TargetSeed, 'indicator' | 'unit'> {
  return { indicator: readCode(reader, '指标代码'), unit: readCode(reader, '单位代码') }
}

/** 2026 · 2026年 */
function readYear(reader: RowReader): number | null {
  const text = reader.text('年份')
  if (text === '') return null
  const year = Number(/^(2[01]\d\d)年?$/.exec(text)?.[1] ?? Number.NaN)
  if (!Number.isNaN(year)) return year
  reader.fail('年份', `“${text}”不是年份，应写成 2026 的样子。`)
  return null
}

/** The value in the indicator's unit; what it can never be is refused, what it hardly is wants a second look. */
function readValue(reader: RowReader, column: string, indicator: CatalogueIndicator | undefined): number | null {
  const text = reader.text(column)
  if (text === '') return null
  // A code that does not exist is the row's one fault: without its unit nothing can be said of the value.
  if (indicator === undefined) return 0
  const reading = readNumber(text, { unit: indicator.unit, allowNegative: true, decimals: mostDecimals(indicator) })
  if (!reading.ok || reading.value === null) {
    reader.fail(
      column,
      `${indicator.name}：${reading.ok ? `“${text}”不是数字，请填写数值；还没有定的，请删去这一行` : reading.reason}。`,
    )
    return null
  }
  const { value } = reading
  const beyond = beyondWords(value, indicator)
  if (beyond !== null) {
    reader.fail(column, beyond)
    return null
  }
  const { unit, name } = indicator
  if (unit === '%' && value !== 0 && Math.abs(value) <= 1 && !/[%％]|百分之/.test(text)) {
    const whole = shortest(value * 100)
    reader.doubt(
      column,
      `${name}写作“${text}”，即 ${text}%。若本意是 ${whole}%，请改写为 ${whole}；确为 ${text}% 的，请写上百分号。`,
    )
  }
  return value
}

/** No more places than it needs: 96.5 */
export function shortest(value: number): string {
  return formatValue(value, { unit: '', decimals: 4 }).replace(/\.?0+$/, '')
}

/** Counts come whole; for the rest a plan may be finer than what is printed. */
function mostDecimals({ decimals }: CatalogueIndicator): number {
  return decimals === 0 ? 0 : 6
}

/** Why no figure of this indicator can have the value; null when it can. */
function beyondWords(value: number, indicator: CatalogueIndicator): string | null {
  const { name, unit, limits } = indicator
  const { proportion, signed } = quotientRules(indicator)
  const low = limits.hardMin ?? (signed ? null : 0)
  const high = limits.hardMax ?? (proportion ? 100 : null)
  const isBeyond = (low !== null && value < low) || (high !== null && value > high)
  if (!isBeyond) return null
  const shown = (one: number) => `${shortest(one)}${unit}`
  if (low !== null && high !== null) {
    return `${name}只能在 ${shown(low)} 到 ${shown(high)} 之间，这里是 ${shown(value)}，请核对小数点和单位。`
  }
  return low !== null && value < low
    ? `${name}不会小于 ${shown(low)}，这里是 ${shown(value)}，请核对。`
    : `${name}不会大于 ${shown(high ?? 0)}，这里是 ${shown(value)}，请核对小数点和单位。`
}
