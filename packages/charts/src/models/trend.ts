import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { IndicatorFacts } from '@cg/contract/release'
import { must } from '@cg/domain/must'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import { parsePeriod, periodIndex, yearOf } from '@cg/domain/period'
import { companion, figureOf, numberCell, numberColumn, partFigure, wordCell, wordColumn } from '../figure.ts'
import { periodTick, periodWords } from '../lines.ts'
import type { ChartModel, ChartTable, Figure, LineSeries, TableCell } from '../model.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'

/**
 * The city's line (or the focused unit's beside it), targets as steps by year, the expected path; a gap stays a gap. Behind
 * the last quarter stands the release's own forecast, dashed and named 推算, where it leads on quarter by quarter.
 */
export function trend(facts: IndicatorFacts, spec: ChartSpec): ChartModel {
  const format = indicatorFormat(facts)
  const values = facts.periods.map((_, at) =>
    figureOf(facts.citySeries.value[at], must(facts.citySeries.state[at]), format),
  )
  const ahead = periodsAhead(facts)
  const periods = [...facts.periods, ...ahead]
  const targets = periods.map((period) => targetOf(facts, period))
  const expected = facts.periods.map((_, at) => companion(facts.citySeries.expected[at], format))
  const series: LineSeries[] = [
    { key: 'target', name: '年度目标', role: 'target', tone: 'context', figures: targets },
    { key: 'expected', name: '时序目标', role: 'expected', tone: 'context', figures: padded(expected, ahead) },
    { key: 'forecast', name: '推算', role: 'expected', tone: 'plain', figures: forecastFigures(facts, ahead) },
    ...unitLines(facts, spec).map((line) => ({ ...line, figures: padded(line.figures, ahead) })),
    { key: 'city', name: '全市', role: 'value', tone: 'plain', figures: padded(values, ahead) },
  ]
  const drawn = series.filter((line) => line.figures.some((figure) => figure.value !== null))
  const neutral = `${facts.indicator.name}走势`
  const scale = niceScale(
    drawn.flatMap((line) => line.figures.map((figure) => figure.value)),
    { format, startsAtZero: false },
  )
  return indicatorModel(facts, {
    kind: 'trend',
    view: '走势',
    title: titleOf(neutral, findClaim(facts.claims, 'goal'), findClaim(facts.claims, 'change')),
    neutralTitle: neutral,
    subtitle: `全市${facts.indicator.name}，${spanWords(facts)}，${format.unit}`,
    table: trendTable(facts, drawn, periods),
    records: trendRecords(facts, { values, targets, drawn, periods }),
    notes: [...axisNotes(scale), ...trendNotes(facts), ...forecastNotes(facts, ahead)],
    body: {
      form: 'lines',
      unit: format.unit,
      decimals: format.decimals,
      periods: periods.map(periodTick),
      series: drawn,
      scale,
      breaks: facts.breaks
        .map((period) => ({ at: facts.periods.indexOf(period), text: '口径调整' }))
        .filter((mark) => mark.at >= 0),
      revised: facts.revised.map((period) => facts.periods.indexOf(period)).filter((at) => at >= 0),
    },
  })
}

/** The forecast's quarters when they follow on one by one; a yearly forecast would leave holes in the line. */
function periodsAhead({ periods, forecast }: IndicatorFacts): readonly string[] {
  const last = periods.at(-1)
  if (last === undefined || forecast === undefined || forecast === null) return []
  const from = periodIndex(parsePeriod(last)) + 1
  return forecast.periods.every((period, at) => periodIndex(parsePeriod(period)) === from + at) ? forecast.periods : []
}

/** Quarters still to come: no figure, and nothing to say about it. */
function padded(figures: readonly Figure[], ahead: readonly string[]): Figure[] {
  return [...figures, ...ahead.map((): Figure => ({ value: null, state: 'not_applicable', text: '' }))]
}

function forecastFigures({ periods, forecast, indicator }: IndicatorFacts, ahead: readonly string[]): Figure[] {
  const format = { unit: indicator.unit, decimals: indicator.decimals }
  const blank = padded([], periods)
  return ahead.length === 0 ? blank : [...blank, ...ahead.map((_, at) => companion(forecast?.values[at], format))]
}

function forecastNotes({ forecast, indicator }: IndicatorFacts, ahead: readonly string[]): string[] {
  if (ahead.length === 0 || !forecast) return []
  const [low, high] = [formatProse(forecast.low, indicator), formatProse(forecast.high, indicator)]
  return [`虚线“推算”按以往走势外推，${forecast.targetYear}年末90%预测区间${low}—${high}，不是统计数据`]
}

function spanWords(facts: IndicatorFacts): string {
  const [first] = facts.periods
  const last = facts.periods.at(-1)
  return first === undefined || last === undefined ? '' : `${periodWords(first)}—${periodWords(last)}`
}

function targetOf(facts: IndicatorFacts, period: string): Figure {
  const target = facts.targets.find((candidate) => candidate.year === yearOf(parsePeriod(period)))
  return companion(target?.value ?? null, indicatorFormat(facts))
}

function unitLines(facts: IndicatorFacts, spec: ChartSpec): LineSeries[] {
  const format = indicatorFormat(facts)
  return [spec.focus, spec.compare].flatMap((code, order) => {
    const at = facts.units.code.findIndex((unit) => unit === code)
    const series = facts.unitSeries[at]
    if (series === undefined) return []
    const figures = facts.periods.map((_, index) => figureOf(series.value[index], must(series.state[index]), format))
    return [
      {
        key: must(facts.units.code[at]),
        name: must(facts.units.shortName[at]),
        role: 'value' as const,
        tone: order === 0 ? ('focus' as const) : ('compare' as const),
        figures,
      },
    ]
  })
}

function trendNotes(facts: IndicatorFacts): string[] {
  const notes: string[] = []
  const revised = facts.revised.filter((period) => facts.periods.includes(period))
  if (revised.length > 0) notes.push(`${revised.map(periodWords).join('、')}数据已修订（○）`)
  const missing = facts.periods.filter((_, at) => facts.citySeries.value[at] === null)
  if (missing.length > 0) notes.push(`${missing.map(periodWords).join('、')}无数据，折线断开`)
  return notes
}

function trendTable(facts: IndicatorFacts, series: readonly LineSeries[], periods: readonly string[]): ChartTable {
  const format = indicatorFormat(facts)
  const order = [...series].reverse()
  return {
    columns: [wordColumn('period', '期次'), ...order.map((line) => numberColumn(line.key, line.name, format))],
    rows: periods.map((period, at) => [wordCell(period), ...order.map((line) => numberCell(must(line.figures[at])))]),
  }
}

type Drawn = {
  readonly values: readonly Figure[]
  readonly targets: readonly Figure[]
  readonly drawn: readonly LineSeries[]
  readonly periods: readonly string[]
}

/** The city quarter by quarter with its parts, then every other line that is drawn. */
function trendRecords(facts: IndicatorFacts, { values, targets, drawn, periods }: Drawn): ChartTable {
  const format = indicatorFormat(facts)
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
        numberCell(partFigure(facts.citySeries.numerator[at])),
        numberCell(partFigure(facts.citySeries.denominator[at])),
        numberCell(must(targets[at])),
        wordCell(formatState(must(values[at]).state)),
        wordCell(facts.revised.includes(period) ? '已修订' : ''),
        wordCell(facts.release.code),
      ]),
      ...drawn
        .filter((line) => line.key !== 'city' && line.key !== 'target')
        .flatMap((line) => lineRecords(facts, line, periods)),
    ],
  }
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
        wordCell(isUnit ? line.name : facts.release.city),
        wordCell(facts.indicator.code),
        wordCell(facts.indicator.name),
        numberCell(figure),
        none,
        none,
        none,
        wordCell(isUnit ? formatState(figure.state) : '—'),
        wordCell(isUnit ? '' : line.name),
        wordCell(facts.release.code),
      ],
    ]
  })
}
