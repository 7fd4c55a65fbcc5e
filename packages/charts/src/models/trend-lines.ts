import type { ChartSpec } from '@cg/contract/chart'
import type { YardstickFact } from '@cg/contract/release/fact'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { companion, figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { periodTick, periodWords } from '../lines.ts'
import type { ChartTable, Figure, Incomplete, LineSeries, LinesBody } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { yardstickText } from '../yardsticks.ts'
import { forecastFigures, periodsAhead, sameYear } from './trend-forecast.ts'
import { indicatorFormat } from './indicator-frame.ts'
import { measuredQuarters } from './trend-measured.ts'

type Lacking = IndicatorFacts['unitSeries'][number] & { readonly lacking: readonly (readonly string[])[] }

/** What a trend is drawn from: the figures as defined, or as 本季 or 累计 beside them. */
export type TrendSource = {
  readonly isYearToDate: boolean
  /** The published figures themselves, with their targets and forecast. */
  readonly isOwn: boolean
  readonly city: Lacking
  readonly units: IndicatorFacts['unitSeries']
}

export type TrendLines = Pick<LinesBody, 'across' | 'periods' | 'series' | 'breaks'> & { readonly table: ChartTable }

/** Refused when the figure has no such other span. */
export function trendSource(facts: IndicatorFacts, spec: ChartSpec): TrendSource {
  const isYearToDate = facts.indicator.span.kind === 'yearToDate'
  const own = isYearToDate ? 'yearToDate' : 'quarter'
  if (spec.span === undefined || spec.span === own)
    return { isYearToDate, isOwn: true, city: facts.citySeries, units: facts.unitSeries }
  const other = facts.otherSpan ?? null
  if (other === null || other.kind !== spec.span)
    throw new ChartRefusal(`${facts.indicator.name}没有${spec.span === 'quarter' ? '本季' : '累计'}数`)
  return { isYearToDate: !isYearToDate, isOwn: false, city: other.city, units: other.units }
}

type Choice = Pick<ChartSpec, 'focus' | 'compare'>

/** Quarter after quarter: the city and the chosen units, targets as steps by year, the expected path, the forecast. */
export function linesInTime(facts: IndicatorFacts, source: TrendSource, spec: Choice): TrendLines {
  const ahead = source.isOwn ? periodsAhead(facts) : []
  const periods = [...facts.periods, ...ahead]
  const series: LineSeries[] = [
    ...(source.isOwn ? goalLines(facts, ahead) : []),
    ...(source.isOwn ? outsideLines(facts, ahead.length) : []),
    ...unitLines(facts, source, spec).map((line) =>
      withPast(facts, { ...line, figures: padded(line.figures, ahead.length) }),
    ),
    {
      key: 'city',
      name: '全市',
      role: 'value',
      tone: 'plain',
      figures: padded(figuresOf(facts, source.city), ahead.length),
      revised: revisedAt(facts, facts.periods),
      incomplete: incompleteAt(facts, source.city, facts.periods),
    },
  ]
  const drawn = series.filter(hasFigure)
  return {
    across: 'time',
    periods: periods.map(periodTick),
    series: drawn,
    breaks: facts.breaks
      .map((period) => ({ at: facts.periods.indexOf(period), text: '口径调整' }))
      .filter((mark) => mark.at >= 0),
    table: seriesTable(facts, drawn, periods),
  }
}

function goalLines(facts: IndicatorFacts, ahead: readonly string[]): LineSeries[] {
  const format = indicatorFormat(facts)
  const expected = facts.citySeries.expected.map((value) => companion(value, format))
  const targets = [...facts.periods, ...ahead].map((period) => targetOf(facts, yearOf(parsePeriod(period))))
  const quiet = { tone: 'context', revised: [], incomplete: [] } as const
  return [
    { ...quiet, key: 'target', name: '年度目标', role: 'target', figures: targets },
    { ...quiet, key: 'expected', name: '时序目标', role: 'expected', figures: padded(expected, ahead.length) },
    {
      ...quiet,
      key: 'forecast',
      name: '推算',
      role: 'expected',
      tone: 'plain',
      figures: [...padded([], facts.periods.length), ...forecastFigures(facts, ahead)],
    },
  ]
}

/** Figures from outside at the quarters they are of, a line by name. */
function outsideLines(facts: IndicatorFacts, ahead: number): LineSeries[] {
  return [...Map.groupBy(facts.yardsticks ?? [], ({ name }) => name)].map(([name, own]) => ({
    key: `outside ${name}`,
    name,
    role: 'outside' as const,
    tone: 'context' as const,
    figures: padded(
      facts.periods.map((period) =>
        outsideFigure(
          facts,
          own.find((one) => one.period === period),
        ),
      ),
      ahead,
    ),
    revised: [],
    incomplete: [],
  }))
}

function outsideFigure({ indicator }: IndicatorFacts, one: YardstickFact | undefined): Figure {
  return one === undefined ? nothing : { value: one.value, state: 'reported', text: yardstickText(one, indicator) }
}

/** The same over the quarters of the newest year of each name. */
function outsideYears(facts: IndicatorFacts): LineSeries[] {
  return outsideLines(facts, 0).flatMap((line) => {
    const last = facts.periods.filter((_, at) => line.figures[at]?.value !== null).at(-1)
    if (last === undefined) return []
    const year = yearOf(parsePeriod(last))
    return [{ ...line, name: `${line.name}${year}年`, figures: inYear(facts, line.figures, year) }]
  })
}

export const quarterNames = ['1季度', '1—2季度', '1—3季度', '1—4季度']
const mostYears = 5

/**
 * What grows through the year: one line a year over its four quarters, this year before its forerunners, so that like
 * stands over like and the year's beginning is no fall.
 */
export function linesByYear(facts: IndicatorFacts, source: TrendSource, spec: Choice): TrendLines {
  const thisYear = yearOf(parsePeriod(must(facts.periods.at(-1))))
  const all = figuresOf(facts, source.city)
  const years = [...new Set(facts.periods.map((period) => yearOf(parsePeriod(period))))]
    .slice(-mostYears)
    .map((year) => yearLine(facts, source.city, { all, year, thisYear }))
    .filter((line) => line.key === 'city' || line.figures.filter((figure) => figure.value !== null).length > 1)
  const units = unitLines(facts, source, spec).map((line) =>
    withPast(facts, { ...line, figures: inYear(facts, line.figures, thisYear) }),
  )
  const drawn = [
    ...(source.isOwn ? yearGoals(facts, thisYear) : []),
    ...(source.isOwn ? outsideYears(facts) : []),
    ...years.slice(0, -1),
    ...units,
    ...years.slice(-1),
  ].filter(hasFigure)
  const quarters = measuredQuarters(facts.indicator.frequency).map((quarter) => must(quarterNames[quarter - 1]))
  return { across: 'year', periods: quarters, series: drawn, breaks: [], table: seriesTable(facts, drawn, quarters) }
}

type Year = { readonly all: readonly Figure[]; readonly year: number; readonly thisYear: number }

function yearLine(facts: IndicatorFacts, city: Lacking, { all, year, thisYear }: Year): LineSeries {
  const isNow = year === thisYear
  const periods = measuredQuarters(facts.indicator.frequency).map((quarter) => `${year}Q${quarter}`)
  return {
    key: isNow ? 'city' : String(year),
    name: isNow ? `全市${year}年` : `${year}年`,
    role: 'value',
    tone: isNow ? 'plain' : 'context',
    figures: inYear(facts, all, year),
    revised: revisedAt(facts, periods),
    incomplete: incompleteAt(facts, city, periods),
  }
}

function yearGoals(facts: IndicatorFacts, year: number): LineSeries[] {
  const format = indicatorFormat(facts)
  const expected = facts.citySeries.expected.map((value) => companion(value, format))
  const ahead = periodsAhead(facts).filter((period) => sameYear(period, year))
  const forecast = forecastFigures(facts, ahead)
  const quiet = { tone: 'context', revised: [], incomplete: [] } as const
  const quarters = measuredQuarters(facts.indicator.frequency)
  return [
    {
      ...quiet,
      key: 'target',
      name: `${year}年目标`,
      role: 'target',
      figures: quarters.map(() => targetOf(facts, year)),
    },
    { ...quiet, key: 'expected', name: '时序目标', role: 'expected', figures: inYear(facts, expected, year) },
    {
      ...quiet,
      key: 'forecast',
      name: '推算',
      role: 'expected',
      tone: 'plain',
      figures: quarters.map((quarter) => forecast[ahead.indexOf(`${year}Q${quarter}`)] ?? nothing),
    },
  ]
}

/** A quarter still to come or before the series began: no figure, and nothing to say about it. */
const nothing: Figure = { value: null, state: 'not_applicable', text: '' }

function padded(figures: readonly Figure[], count: number): Figure[] {
  return [...figures, ...Array.from({ length: count }, () => nothing)]
}

/** The year's measured quarters out of a series over `facts.periods`. */
export function inYear(facts: IndicatorFacts, figures: readonly Figure[], year: number): Figure[] {
  return measuredQuarters(facts.indicator.frequency).map(
    (quarter) => figures[facts.periods.indexOf(`${year}Q${quarter}`)] ?? nothing,
  )
}

/** 缺岚谷县; 数据不完整 where those who are missing are no longer in the city. */
export function lackingWords(names: readonly string[]): string {
  return names.length === 0 ? '数据不完整' : `缺${namesWords(names, 3)}`
}

function incompleteAt({ periods: all }: IndicatorFacts, city: Lacking, periods: readonly string[]): Incomplete[] {
  return periods.flatMap((period, at) => {
    const own = all.indexOf(period)
    const isThere = city.state[own] === 'partial' && city.value[own] !== null && city.value[own] !== undefined
    return isThere ? [{ at, words: lackingWords(city.lacking[own] ?? []) }] : []
  })
}

export function figuresOf(facts: IndicatorFacts, series: IndicatorFacts['unitSeries'][number]): Figure[] {
  const format = indicatorFormat(facts)
  return facts.periods.map((_, at): Figure => {
    const figure = figureOf(series.value[at], must(series.state[at]), format)
    return series.restated?.[at] === true ? { ...figure, isRestated: true } : figure
  })
}

/** What is told of a unit's quarters before it began, with the mark of those that are reckoned again. */
export function pastOf({ pasts = [] }: Pick<IndicatorFacts, 'pasts'>, code: string, mark: string): string | null {
  const found = pasts.find(({ unit }) => unit === code)
  if (found === undefined) return null
  return found.isRestated && mark !== '' ? `${found.words}（${mark}）` : found.words
}

/** The same of some of the units, in their order. */
export function pastNotes(facts: Pick<IndicatorFacts, 'pasts'>, codes: readonly string[], mark: string): string[] {
  return codes.flatMap((code) => pastOf(facts, code, mark) ?? [])
}

/** A unit's line with what is told of the quarters on it before the unit began. */
function withPast(facts: IndicatorFacts, line: LineSeries): LineSeries {
  const isRestated = line.figures.some((figure) => figure.isRestated === true)
  const isYounger = isRestated || line.figures.some(({ state }) => state === 'not_established')
  const past = isYounger ? pastOf(facts, line.key, isRestated ? '□，虚线' : '') : null
  return past === null ? line : { ...line, past }
}

function hasFigure(line: LineSeries): boolean {
  return line.figures.some((figure) => figure.value !== null)
}

function revisedAt(facts: IndicatorFacts, periods: readonly string[]): number[] {
  return facts.revised.map((period) => periods.indexOf(period)).filter((at) => at >= 0)
}

export function targetOf(facts: IndicatorFacts, year: number): Figure {
  return companion(facts.targets.find((target) => target.year === year)?.value ?? null, indicatorFormat(facts))
}

function unitLines(facts: IndicatorFacts, source: TrendSource, spec: Choice): LineSeries[] {
  return [spec.focus, spec.compare].flatMap((code, order): LineSeries[] => {
    const at = facts.units.code.findIndex((unit) => unit === code)
    const series = source.units[at]
    if (series === undefined) return []
    return [
      {
        key: must(facts.units.code[at]),
        name: must(facts.units.shortName[at]),
        role: 'value',
        tone: order === 0 ? 'focus' : 'compare',
        figures: figuresOf(facts, series),
        revised: [],
        incomplete: [],
      },
    ]
  })
}

function seriesTable(facts: IndicatorFacts, series: readonly LineSeries[], rows: readonly string[]): ChartTable {
  const format = indicatorFormat(facts)
  const order = [...series].reverse()
  return {
    columns: [wordColumn('period', '期次'), ...order.map((line) => numberColumn(line.key, line.name, format))],
    rows: rows.map((row, at) => [
      wordCell(row),
      ...order.map((line) => {
        const mark = line.incomplete.find((one) => one.at === at)
        const cell = numberCell(must(line.figures[at]))
        return mark === undefined ? cell : { ...cell, text: `${cell.text}（${mark.words}）` }
      }),
    ]),
  }
}

/** What the lines do not say by themselves. */
export function lineNotes(facts: IndicatorFacts, source: TrendSource, drawn: readonly LineSeries[]): string[] {
  const notes: string[] = drawn.flatMap(({ past }) => past ?? [])
  const revised = facts.revised.filter((period) => facts.periods.includes(period))
  if (revised.length > 0) notes.push(`${revised.map(periodWords).join('、')}数据已修订（○）`)
  const { city } = source
  const lacking = facts.periods.filter((_, at) => city.state[at] === 'partial' && city.value[at] !== null)
  const wordsOf = (period: string): string => lackingWords(city.lacking[facts.periods.indexOf(period)] ?? [])
  const byWords = Map.groupBy(lacking, wordsOf)
  for (const [words, periods] of byWords) notes.push(`${periods.map(periodWords).join('、')}${words}（◇，虚线）`)
  const missing = facts.periods.filter((_, at) => source.city.value[at] === null)
  if (missing.length > 0) notes.push(`${missing.map(periodWords).join('、')}无数据，折线断开`)
  if (source.isYearToDate && facts.breaks.length > 0)
    notes.push(`${facts.breaks.map(periodWords).join('、')}起口径调整`)
  return notes
}
