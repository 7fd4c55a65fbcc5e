import type { ChartSpec } from '@cg/contract/chart'
import { gapOf } from '@cg/contract/shown-gap'
import type { EquityFacts, GapSeries } from '@cg/contract/release/equity'
import { must } from '@cg/domain/must'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { differenceUnit, formatProse, spokenUnit } from '@cg/domain/number/number-format'
import { companion, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { captionParts, periodTick, periodWords, releaseParts } from '../lines.ts'
import type { Apart, ChartModel, ChartTable, Figure, LineSeries } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import type { Title } from '../titles.ts'

/** 差距走势: both sides of one gap over the quarters that compare; a quarter without a unit is no point and names it. */
export function gapTrend(facts: EquityFacts, spec: ChartSpec): ChartModel {
  const gap = gapOf(facts, spec)
  if (gap === null)
    throw new ChartRefusal(`${spec.pair === undefined ? '' : `“${spec.pair}”`}没有可画的差距数据`, '请换一组')
  const { release } = facts
  const format = { unit: spokenUnit(gap.unit), decimals: gap.decimals }
  const series = sides(gap, format)
  const scale = niceScale([...gap.high, ...gap.low], { format, startsAtZero: false })
  const neutral = `${gap.highName}与${gap.lowName}的${gap.measureName}`
  const title = titleFor(gap, neutral)
  const table = gapTable(gap, format)
  const subtitle = `${gap.measureName}，${spanWords(gap)}，${format.unit}`
  return {
    kind: 'gap-trend',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle,
      source: gap.source,
      definition: `两方之间为公布值之差；${gap.definition}`,
      notes: [
        ...(gap.members === null ? [] : [gap.members]),
        ...missingNotes(gap),
        ...axisNotes(scale),
        ...facts.notes,
      ],
      methods: gap.trend === null ? [] : [trendMethod(gap)],
    }),
    ...releaseParts(release),
    body: {
      form: 'lines',
      across: 'time',
      unit: format.unit,
      decimals: format.decimals,
      periods: gap.periods.map(periodTick),
      series,
      scale,
      breaks: [],
      apart: endsApart(gap, format),
    },
    table,
    records: records(facts, gap, table),
    ranking: null,
    altText: `${title.text}。${subtitle}。${table.rows.map((row) => row.map((cell) => cell.text).join(' ')).join('；')}`,
    file: { period: release.period, subject: gap.indicatorName, view: `${gap.name}走势`, release: release.code },
  }
}

/** Over time the verdict is what is seen, with how wide the gap is now; without one what is said of it now. */
function titleFor(gap: GapSeries, neutral: string): Title {
  const told = trendLine(gap)
  if (told === null) return titleOf(neutral, gap.claim)
  return { text: told, source: 'claim', claim: gap.trend?.claim ?? null }
}

/** 规上企业与中小微企业的工伤保险参保率：2024年第三季度以来差距收敛，本期为7.8个百分点; null without a verdict or a gap now. */
export function trendLine({ highName, lowName, measureName, trend, gap, unit, decimals }: GapSeries): string | null {
  const now = gap.at(-1) ?? null
  if (trend === null || now === null) return null
  const words = formatProse(now, { unit: differenceUnit(unit), decimals })
  return `${highName}与${lowName}的${measureName}：${trend.name}，本期为${words}`
}

function sides(gap: GapSeries, format: NumberFormat): LineSeries[] {
  const figures = (values: readonly (number | null)[]): Figure[] =>
    values.map((value, at) => {
      const figure = companion(value, format)
      return value === null ? { ...figure, text: lackingWords(gap, at) } : figure
    })
  const quiet = { role: 'value', revised: [], incomplete: [] } as const
  return [
    { ...quiet, key: 'low', name: gap.lowName, tone: 'focus', figures: figures(gap.low) },
    { ...quiet, key: 'high', name: gap.highName, tone: 'plain', figures: figures(gap.high) },
  ]
}

/** 缺岚谷县，不可计算 */
export function lackingWords({ missing, missingCount }: GapSeries, at: number): string {
  const names = must(missing[at])
  const rest = must(missingCount[at]) > 3 ? `等${missingCount[at]}个单位` : ''
  return `缺${names.slice(0, 3).join('、')}${rest}，不可计算`
}

function missingNotes(gap: GapSeries): string[] {
  return gap.periods.flatMap((period, at) =>
    must(gap.missingCount[at]) === 0 ? [] : [`${periodWords(period)}${lackingWords(gap, at)}`],
  )
}

/** 2024年第三季度—2026年第三季度; of a running total the same quarter of each year. */
function spanWords({ periods, isSameQuarter }: GapSeries): string {
  const [first, last] = [must(periods[0]), must(periods.at(-1))]
  const span = first === last ? periodWords(first) : `${periodWords(first)}—${periodWords(last)}`
  return isSameQuarter ? `${span}（各年同季）` : span
}

/** The first and the last gap are written between the lines. */
function endsApart(gap: GapSeries, format: NumberFormat): Apart[] {
  const known = gap.periods.flatMap((_, at) => (gap.gap[at] === null ? [] : [at]))
  const ends = [...new Set([known[0], known.at(-1)])].filter((at) => at !== undefined)
  const unit = differenceUnit(format.unit)
  return ends.map((at) => {
    const [high, low] = [must(gap.high[at]), must(gap.low[at])]
    const text = formatProse(Math.abs(must(gap.gap[at])), { unit, decimals: format.decimals })
    return { at, from: Math.min(high, low), to: Math.max(high, low), text }
  })
}

function gapTable(gap: GapSeries, format: NumberFormat): ChartTable {
  const difference = { ...format, unit: differenceUnit(format.unit) }
  return {
    columns: [
      wordColumn('period', '期次'),
      numberColumn('high', gap.highName, format),
      numberColumn('low', gap.lowName, format),
      numberColumn('difference', '两方之差', difference),
      wordColumn('missing', '缺数据的单位'),
    ],
    rows: gap.periods.map((period, at) => [
      wordCell(periodWords(period)),
      numberCell(companion(gap.high[at], format)),
      numberCell(companion(gap.low[at], format)),
      numberCell(companion(gap.gap[at], difference)),
      wordCell(must(gap.missingCount[at]) === 0 ? '—' : lackingWords(gap, at)),
    ]),
  }
}

function records({ release }: EquityFacts, gap: GapSeries, table: ChartTable): ChartTable {
  return {
    columns: [
      wordColumn('indicatorCode', '指标代码'),
      wordColumn('indicator', '指标'),
      wordColumn('pair', '比较'),
      ...table.columns,
      wordColumn('release', '发布编号'),
    ],
    rows: table.rows.map((row, at) => [
      wordCell(gap.indicator),
      wordCell(gap.indicatorName),
      wordCell(gap.name),
      wordCell(must(gap.periods[at])),
      ...row.slice(1),
      wordCell(release.code),
    ]),
  }
}

function trendMethod({ trend }: GapSeries): string {
  return `走势按曼-肯德尔检验判断，同时检验两方之差和它占较高一方的比重，取${must(trend).points}期可比数据`
}
