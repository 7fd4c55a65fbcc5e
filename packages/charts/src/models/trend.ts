import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import { rangeWords } from '@cg/domain/claim/outlook'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { companion, numberCell, numberColumn, partFigure, stateWord, wordCell, wordColumn } from '../figure.ts'
import { periodWords } from '../lines.ts'
import type { ChartModel, ChartTable, LineSeries, TableCell } from '../model.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { yardstickNotes } from '../yardsticks.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'
import { measuredNotes, measuredOnly, quartersBetween } from './trend-measured.ts'
import { periodsAhead } from './trend-forecast.ts'
import type { TrendSource } from './trend-lines.ts'
import { figuresOf, lackingWords, lineNotes, linesByYear, linesInTime, targetOf, trendSource } from './trend-lines.ts'
import { withoutEmptyParts } from '../parts.ts'

/**
 * How it went: quarter after quarter, or, for what grows through the year, one line a year. Behind the last quarter stands
 * the release's own forecast, dashed and named 推算, where it leads on quarter by quarter.
 */
export function trend(published: IndicatorFacts, spec: ChartSpec): ChartModel {
  const facts = quartersBetween(measuredOnly(published), spec)
  const isToday = facts.periods.at(-1) === measuredOnly(published).periods.at(-1)
  const format = indicatorFormat(facts)
  const source = trendSource(facts, spec)
  const inTime = linesInTime(facts, source, spec)
  const { table, ...lines } = source.isYearToDate ? linesByYear(facts, source, spec) : inTime
  const drawn = lines.series.flatMap((line) => line.figures.map((figure) => figure.value))
  const scale = niceScale(drawn, { format, startsAtZero: source.isYearToDate })
  const spanWord = source.isOwn ? '' : source.isYearToDate ? '（累计）' : '（本季）'
  const neutral = `${facts.indicator.name}${facts.periods.length > 1 ? '走势' : ''}${spanWord}`
  const claims =
    source.isOwn && isToday
      ? [findClaim(facts.claims, 'uncomputable'), findClaim(facts.claims, 'goal'), findClaim(facts.claims, 'change')]
      : []
  return indicatorModel(facts, {
    kind: 'trend',
    view: `走势${spanWord}`,
    title: titleOf(neutral, ...claims),
    neutralTitle: neutral,
    subtitle: `全市${facts.indicator.name}${spanWord}，${spanWords(facts)}，${format.unit}`,
    table: () => table,
    records: () => withoutEmptyParts(trendRecords(facts, source, inTime.series)),
    methods: source.isOwn && facts.trend?.method ? [facts.trend.method] : [],
    notes: [
      ...axisNotes(scale),
      ...lineNotes(facts, source, lines.series),
      ...measuredNotes(facts),
      ...(source.isOwn ? yardstickNotes(facts.city.yardsticks, format) : []),
      ...(source.isOwn ? forecastNotes(facts, periodsAhead(facts)) : []),
    ],
    body: { form: 'lines', unit: format.unit, decimals: format.decimals, ...lines, scale, apart: [] },
  })
}

function forecastNotes({ forecast, indicator }: IndicatorFacts, ahead: readonly string[]): string[] {
  if (ahead.length === 0 || !forecast) return []
  const range = rangeWords({ ...forecast, format: { unit: indicator.unit, decimals: indicator.decimals } })
  return [`虚线“推算”按以往走势外推，${forecast.targetYear}年末${range}，不是统计数据`]
}

function spanWords(facts: IndicatorFacts): string {
  const [first] = facts.periods
  const last = facts.periods.at(-1)
  if (first === undefined || last === undefined) return ''
  return first === last ? periodWords(first) : `${periodWords(first)}—${periodWords(last)}`
}

/** The city quarter by quarter with its parts, then every other line that is drawn. */
function trendRecords(facts: IndicatorFacts, source: TrendSource, inTime: readonly LineSeries[]): ChartTable {
  const format = indicatorFormat(facts)
  const values = figuresOf(facts, source.city)
  const periods = [...facts.periods, ...periodsAhead(facts)]
  const whole = { unit: '', decimals: 0 }
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unit', '单位'),
      wordColumn('indicatorCode', '指标代码'),
      wordColumn('indicator', '指标'),
      numberColumn('value', '值', format),
      numberColumn('numerator', '分子', whole),
      numberColumn('denominator', '分母', whole),
      numberColumn('target', '目标', format),
      wordColumn('state', '状态'),
      wordColumn('mark', '标记'),
      wordColumn('release', '发布编号'),
    ],
    rows: [
      ...facts.periods.map((period, at) => [
        wordCell(period),
        wordCell(facts.release.city),
        wordCell(facts.indicator.code),
        wordCell(facts.indicator.name),
        numberCell(must(values[at])),
        numberCell(partFigure(source.isOwn ? facts.citySeries.numerator[at] : null)),
        numberCell(partFigure(source.isOwn ? facts.citySeries.denominator[at] : null)),
        numberCell(source.isOwn ? targetOf(facts, yearOf(parsePeriod(period))) : companion(null, format)),
        wordCell(formatState(must(values[at]).state)),
        wordCell(markWords(facts, source, at)),
        wordCell(facts.release.code),
      ]),
      ...inTime
        .filter((line) => line.key !== 'city' && line.key !== 'target')
        .flatMap((line) => lineRecords(facts, line, periods)),
    ],
  }
}

/** 本期起口径调整；已修订；缺岚谷县 */
function markWords(facts: IndicatorFacts, { city }: TrendSource, at: number): string {
  const isPartial = city.state[at] === 'partial' && city.value[at] !== null
  const marks = [
    breakWords(facts, must(facts.periods[at])),
    facts.revised.includes(must(facts.periods[at])) ? '已修订' : '',
    isPartial ? lackingWords(city.lacking[at] ?? []) : '',
  ]
  return marks.filter((mark) => mark !== '').join('；')
}

function breakWords({ breaks }: IndicatorFacts, period: string): string {
  return breaks.includes(period) ? '本期起口径调整' : ''
}

/** A unit's line, the expected path or the forecast: only quarters with a figure or a state of their own. */
function lineRecords(facts: IndicatorFacts, line: LineSeries, periods: readonly string[]): TableCell[][] {
  const none = wordCell('—')
  const isUnit = line.role === 'value'
  return line.figures.flatMap((figure, at) => {
    if (figure.value === null && (!isUnit || figure.text === '')) return []
    return [
      [
        wordCell(must(periods[at])),
        wordCell(isUnit || line.role === 'outside' ? line.name : facts.release.city),
        wordCell(facts.indicator.code),
        wordCell(facts.indicator.name),
        numberCell(figure),
        none,
        none,
        none,
        wordCell(isUnit ? stateWord(figure) : '—'),
        wordCell(isUnit ? breakWords(facts, must(periods[at])) : line.role === 'outside' ? '外部参照' : line.name),
        wordCell(facts.release.code),
      ],
    ]
  })
}
