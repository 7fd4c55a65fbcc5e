import type { BaselineSeed, TargetSeed } from '@cg/contract/catalogue'
import { readAim, readAimYear } from '@cg/services/aim/value'
import type { CatalogueIndicator } from '@cg/services/catalogue/read'
import type { LoadProblem } from './problem.ts'
import { readRows } from './reader.ts'
import type { RowReader } from './reader.ts'
import type { Sheet } from './sheet.ts'
import { readCode } from './tables.ts'
import type { Numbered } from './tables.ts'

/** Indicators in the newest definition, by code. */
export type KnownIndicators = ReadonlyMap<string, CatalogueIndicator>

/** Names stand beside the codes for people to read; the codes count. */
const names = ['指标名称', '单位名称']
export const targetHeads = { needed: ['指标代码', '单位代码', '年份', '目标值', '来源'], known: names }
export const baselineHeads = { needed: ['指标代码', '单位代码', '季度', '基期值', '来源'], known: names }

export function readTargets(
  sheet: Sheet | undefined,
  problems: LoadProblem[],
  indicators: KnownIndicators,
): Numbered<TargetSeed>[] {
  return readRows(sheet, targetHeads, problems, (reader) => {
    const row = { ...readPlace(reader), source: reader.text('来源') }
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
  return readRows(sheet, baselineHeads, problems, (reader) => {
    const period = reader.period('季度', 'defined')
    const row = { ...readPlace(reader), source: reader.text('来源') }
    const value = readValue(reader, '基期值', indicators.get(row.indicator))
    return period === undefined || value === null ? undefined : { ...row, period, value }
  })
}

function readPlace(reader: RowReader): Pick<TargetSeed, 'indicator' | 'unit'> {
  return { indicator: readCode(reader, '指标代码'), unit: readCode(reader, '单位代码') }
}

function readYear(reader: RowReader): number | null {
  const text = reader.text('年份')
  if (text === '') return null
  const year = readAimYear(text)
  if (year === null) reader.fail('年份', `“${text}”不是年份，应写成 2026 的样子。`)
  return year
}

function readValue(reader: RowReader, column: string, indicator: CatalogueIndicator | undefined): number | null {
  const text = reader.text(column)
  if (text === '') return null
  // A code that does not exist is the row's one fault: without its unit nothing can be said of the value.
  if (indicator === undefined) return 0
  const reading = readAim(text, indicator)
  if (!reading.ok) {
    reader.fail(column, reading.reason)
    return null
  }
  if (reading.doubt !== null) reader.doubt(column, reading.doubt)
  return reading.value
}
