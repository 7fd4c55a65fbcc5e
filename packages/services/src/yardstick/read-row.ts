import type { YardstickRow } from '@cg/contract/yardstick'
import { yardstickHeads } from '@cg/contract/yardstick'
import { quotientRules } from '@cg/domain/figure/compute'
import { readDay, readPeriod } from '@cg/domain/number/date-text'
import { formatPeriod, formatValue, isRelativeUnit } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import { periodEnd } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { scaledInteger } from '@cg/domain/number/round'
import { readYardstickName } from '@cg/domain/yardstick'
import type { YardstickFact } from '@cg/contract/release/fact'
import type { CatalogueIndicator } from '../catalogue/read.ts'

/** A row that was understood. */
export type ReadYardstick = YardstickFact & { readonly indicator: CatalogueIndicator }

type Field = keyof YardstickRow
/** What is wrong with a row, and in which of its cells. */
export type RowFault = { readonly field: Field; readonly words: string }

const fields: readonly Field[] = [
  'indicator',
  'period',
  'name',
  'value',
  'numerator',
  'denominator',
  'source',
  'publishedOn',
]

/** The column of a field in a file, from 0. */
export function columnOf(field: Field): number {
  return fields.indexOf(field)
}

/** The head of a field, as forms and files call it. */
export function headOf(field: Field): string {
  return yardstickHeads[columnOf(field)] ?? field
}

export type Known = { readonly indicators: ReadonlyMap<string, CatalogueIndicator>; readonly today: string }

/** Reads one row, or says everything that is wrong with it. */
export function readYardstick(row: YardstickRow, known: Known): ReadYardstick | readonly RowFault[] {
  const faults: RowFault[] = []
  const fail = (field: Field, words: string): null => {
    faults.push({ field, words })
    return null
  }
  const indicator = readIndicator(row.indicator, known, fail)
  const period = readPeriodOf(row.period, known.today, fail)
  const named = readYardstickName(row.name) ?? fail('name', '没有写明参照，请填全国平均、全省平均或城市名称')
  const source = row.source.trim()
  if (source.length < 4) fail('source', '没有写明来源，请写明公报、年鉴或文件的名称')
  const publishedOn = readDayOf(row.publishedOn, { ...known, period }, fail)
  const figure = indicator === null ? null : readFigure(row, indicator, fail)
  if (indicator === null || period === null || named === null || publishedOn === null || figure === null) return faults
  return faults.length > 0 ? faults : { indicator, period, ...named, ...figure, source, publishedOn }
}

type Fail = (field: Field, words: string) => null

function readIndicator(text: string, { indicators }: Known, fail: Fail): CatalogueIndicator | null {
  const clean = text.trim()
  if (clean === '') return fail('indicator', '没有写明指标，请填指标代码或名称')
  const found = indicators.get(clean) ?? [...indicators.values()].find(({ name }) => name === clean)
  if (found === undefined) return fail('indicator', `目录中没有指标“${clean}”，请核对代码或名称`)
  if (isRelativeUnit(found.unit)) return found
  return fail('indicator', `“${found.name}”是总量，外地的总量不能与本市比较；外部参照只收比率类指标`)
}

/** As quarters are read everywhere; a year alone (2025年, 2025末) is its end. */
function readPeriodOf(text: string, today: string, fail: Fail): Period | null {
  const [, year] = /^(20\d{2})年?末?$/.exec(text.trim()) ?? []
  const reading = readPeriod(year === undefined ? text : `${year}Q4`)
  if (!reading.ok) return fail('period', `“${text.trim()}”不是期次，请写作 2025Q4 或 2025年第四季度`)
  const { period } = reading
  if (periodEnd(period) >= today) return fail('period', `${formatPeriod(period)}尚未结束，还没有可以公布的数据`)
  return period
}

function readDayOf(text: string, { today, period }: Known & { period: Period | null }, fail: Fail): string | null {
  if (text.trim() === '') return fail('publishedOn', '没有写明公布日期，请写作 2026-02-10')
  const reading = readDay(text)
  if (!reading.ok) return fail('publishedOn', reading.reason)
  const found = reading.day
  if (found > today) return fail('publishedOn', `公布日期 ${found} 晚于今天，请核对`)
  if (period !== null && found <= periodEnd(period)) {
    return fail('publishedOn', `公布日期 ${found} 早于${formatPeriod(period)}结束，请核对期次和日期`)
  }
  return found
}

type ReadFigure = Pick<YardstickFact, 'value' | 'decimals' | 'numerator' | 'denominator'>

/** The rate as printed by its source, or from numerator and denominator; both when they agree. */
function readFigure(row: YardstickRow, indicator: CatalogueIndicator, fail: Fail): ReadFigure | null {
  const { proportion, signed } = quotientRules(indicator)
  const [top, bottom] = [row.numerator.trim(), row.denominator.trim()]
  const typed = row.value.trim() === '' ? null : readPart(row.value, indicator.unit, fail, 'value')
  if (row.value.trim() !== '' && typed === null) return null
  if (typed !== null && proportion && (typed.value < 0 || typed.value > 100)) {
    return fail('value', `${typed.value}% 超出 0—100%，请核对`)
  }
  if (typed !== null && indicator.unit === '%' && isFraction(typed.value) && !/[%％]/.test(row.value)) {
    return fail(
      'value',
      `${typed.value} 可能是百分比格式的单元格，请写作 91.2 或 91.2%；确为 ${typed.value}% 的请写上百分号`,
    )
  }
  if (typed !== null && !signed && typed.value < 0) return fail('value', '这项指标不会小于0，请核对')
  if (top === '' && bottom === '') {
    if (typed === null) return fail('value', '没有数值，请填比率，或填分子和分母')
    const decimals = Math.min(indicator.decimals, typed.decimals)
    return { value: typed.value, decimals, numerator: null, denominator: null }
  }
  if (top === '') return fail('numerator', '填了分母而没有分子，请补齐或都留空')
  if (bottom === '') return fail('denominator', '填了分子而没有分母，请补齐或都留空')
  return readQuotient({ row, indicator, typed }, fail)
}

/** What a cell formatted as a percentage holds: 0.912 for 91.2 %. */
function isFraction(value: number): boolean {
  return value !== 0 && Math.abs(value) <= 1
}

type Quotient = {
  readonly row: YardstickRow
  readonly indicator: CatalogueIndicator
  readonly typed: { readonly value: number; readonly decimals: number } | null
}

function readQuotient({ row, indicator, typed }: Quotient, fail: Fail): ReadFigure | null {
  const { formula, decimals } = indicator
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') {
    return fail('numerator', `“${indicator.name}”不由分子、分母算出，请只填数值`)
  }
  const numerator = readPart(row.numerator, '', fail, 'numerator')
  const denominator = readPart(row.denominator, '', fail, 'denominator')
  if (numerator === null || denominator === null) return null
  if (denominator.value <= 0) return fail('denominator', '分母应大于0，请核对')
  if (quotientRules(indicator).proportion && (numerator.value < 0 || numerator.value > denominator.value)) {
    return fail('numerator', '分子应在0与分母之间，请核对')
  }
  const value = (numerator.value / denominator.value) * formula.multiplier
  const places = typed === null ? decimals : Math.min(decimals, typed.decimals)
  if (typed !== null && scaledInteger(value, places) !== scaledInteger(typed.value, places)) {
    return fail('value', `与分子÷分母（${formatValue(value, { unit: '', decimals })}）不符，请核对`)
  }
  return { value, decimals, numerator: numerator.value, denominator: denominator.value }
}

function readPart(
  text: string,
  unit: string,
  fail: Fail,
  field: Field,
): { readonly value: number; readonly decimals: number } | null {
  const found = readNumber(text, { unit, decimals: 6, allowNegative: true })
  if (!found.ok) return fail(field, found.reason)
  if (found.value === null) return fail(field, `“${text.trim()}”不是数字`)
  // As many places as the source printed: 90.0 is finer than 90.
  const [, places = ''] = /\.(\d+)/.exec(text) ?? []
  return { value: found.value, decimals: places.length }
}
