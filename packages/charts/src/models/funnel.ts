import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { FunnelFact } from '@cg/contract/release/measure'
import { must } from '@cg/domain/must'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import { rateFunnel, shareFunnel } from '@cg/domain/statistics/funnel'
import type { FunnelLimits } from '@cg/domain/statistics/funnel'
import { companion, figureOf, numberCell, numberColumn, partFigure, wordCell, wordColumn } from '../figure.ts'
import { periodWords } from '../lines.ts'
import type { ChartModel, ChartTable, FunnelBody, FunnelPoint } from '../model.ts'
import { focusRow, toneOf } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { titleOf } from '../titles.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'

type UnitRow = Omit<FunnelPoint, 'level'> & { readonly level: FunnelPoint['level'] | null; readonly at: number }

const whole = { unit: '', decimals: 0 }

/** True where chance can explain most of the units: elsewhere nearly all lie outside and the funnel tells nobody apart. */
export function chanceMatters({ level }: FunnelFact): boolean {
  const judged = level.filter((one) => one !== null)
  return judged.filter((one) => one !== 'alarm').length * 2 >= judged.length
}

/**
 * 漏斗图: each unit by its denominator and its figure, between the limits within which chance alone would put 95 % and
 * 99.8 % of units like the city. Only units outside are named.
 */
export function funnel(facts: IndicatorFacts, spec: ChartSpec): ChartModel {
  const { funnel: own = null } = facts
  const format = indicatorFormat(facts)
  const rows = facts.units.code
    .map((_, at) => unitRow(facts, own, spec, at))
    .filter(({ at }) => spec.group === undefined || facts.units.group[at] === spec.group)
  if (own === null && rows.some((row) => row.figure.value !== null))
    throw new ChartRefusal(`${facts.indicator.name}不是按人数、户数或起数计算的比率，没有控制限，不画漏斗图`)
  const points = rows.flatMap(drawnPoint)
  const limits = own === null || points.length === 0 ? [] : limitsOver(own, points)
  const scale = niceScale(
    [...points.map((point) => point.figure.value), ...limits.flatMap(({ outer }) => [outer.low, outer.high])],
    { format, startsAtZero: false },
  )
  const neutral = `${facts.indicator.name}漏斗图`
  return indicatorModel(facts, {
    kind: 'funnel',
    view: '漏斗图',
    title: titleOf(neutral),
    neutralTitle: neutral,
    subtitle: `${spec.group ?? '各单位'}${facts.indicator.name}与分母，${periodWords(facts.release.period)}，${format.unit}`,
    table: () => funnelTable(facts, rows),
    records: () => funnelRecords(facts, rows, own),
    notes: [
      '控制限以全市水平为中心，分母越小，偶然波动的范围越宽；限内的差异不宜当作高低，图中只标出限外单位',
      ...axisNotes(scale),
    ],
    methods: own === null ? [] : [methodWords(own)],
    body: funnelBody(facts, { points, limits, scale, centre: own === null ? 0 : own.centre * own.multiplier }),
  })
}

function drawnPoint({ level, ...unit }: UnitRow): FunnelPoint[] {
  const { at: _at, ...row } = unit
  return level === null ? [] : [{ ...row, level }]
}

type Drawn = Pick<FunnelBody, 'points' | 'limits' | 'scale'> & { readonly centre: number }

function funnelBody(facts: IndicatorFacts, { points, limits, scale, centre }: Drawn): FunnelBody {
  const format = indicatorFormat(facts)
  return {
    form: 'funnel',
    unit: format.unit,
    decimals: format.decimals,
    points,
    scale,
    sizes: niceScale(
      points.map((point) => point.size.value),
      { format: whole, startsAtZero: true },
    ),
    sizeWord: '分母',
    centre: { value: centre, text: `全市 ${formatProse(centre, format)}`, role: 'compare' },
    limits,
    innerWord: '95%控制限',
    outerWord: '99.8%控制限',
  }
}

function methodWords({ kind }: FunnelFact): string {
  return kind === 'share'
    ? '控制限按二项分布的标准差计算：全市比率 ± z × √(比率 × (1 − 比率) ÷ 分母)，z 为 1.96 和 3.09'
    : '控制限按泊松分布的精确区间计算，中心为全市发生率'
}

/** Limits at forty sizes, in the figure's own unit. */
function limitsOver(own: FunnelFact, points: readonly FunnelPoint[]): FunnelBody['limits'] {
  const sizes = points.flatMap((point) => point.size.value ?? [])
  const [low, high] = [Math.min(...sizes) * 0.85, Math.max(...sizes)]
  return Array.from({ length: 41 }, (_, step) => low * (high / low) ** (step / 40)).flatMap((size) => {
    const limits = limitsAt(own, size)
    return limits === null ? [] : [{ size, inner: times(limits.inner, own), outer: times(limits.outer, own) }]
  })
}

function limitsAt({ kind, centre }: FunnelFact, size: number): FunnelLimits | null {
  return kind === 'share' ? shareFunnel(centre, size) : rateFunnel(centre, size)
}

function times({ low, high }: FunnelLimits['inner'], { multiplier }: FunnelFact): { low: number; high: number } {
  return { low: low * multiplier, high: high * multiplier }
}

function unitRow(facts: IndicatorFacts, own: FunnelFact | null, spec: ChartSpec, at: number): UnitRow {
  const format = indicatorFormat(facts)
  const figure = figureOf(facts.current.value[at], must(facts.current.state[at]), format)
  const size = partFigure(facts.current.denominator[at])
  const level = figure.value === null || size.value === null ? null : (own?.level[at] ?? null)
  const words = standingWords(level, own?.side[at] ?? null)
  const key = must(facts.units.code[at])
  return {
    at,
    key,
    name: must(facts.units.shortName[at]),
    rank: '',
    tone: toneOf(spec, key),
    detail: [
      must(facts.units.name[at]),
      figure.value === null ? figure.text : formatProse(figure.value, format),
      `分母：${size.text}`,
      words,
    ],
    figure,
    size,
    level,
    standing: words,
  }
}

function standingWords(level: UnitRow['level'], side: NonNullable<FunnelFact['side'][number]> | null): string {
  if (level === null) return '—'
  if (level === 'within' || side === null) return '限内'
  const isGood = { better: '（偏优）', worse: '（偏差）', higher: '（偏高）', lower: '（偏低）' }[side]
  return `${level === 'alarm' ? '99.8%限外' : '95%限外'}${isGood}`
}

function funnelTable(facts: IndicatorFacts, rows: readonly UnitRow[]): ChartTable {
  return {
    ...focusRow(rows),
    columns: [
      wordColumn('name', '单位'),
      numberColumn('value', facts.indicator.name, indicatorFormat(facts)),
      numberColumn('size', '分母', whole),
      wordColumn('standing', '位置'),
    ],
    rows: rows.map((row) => [wordCell(row.name), numberCell(row.figure), numberCell(row.size), wordCell(row.standing)]),
  }
}

function funnelRecords(facts: IndicatorFacts, rows: readonly UnitRow[], own: FunnelFact | null): ChartTable {
  const format = indicatorFormat(facts)
  const limit = (at: UnitRow, which: 'inner' | 'outer', end: 'low' | 'high') => {
    const limits = own === null || at.level === null || at.size.value === null ? null : limitsAt(own, at.size.value)
    return numberCell(companion(limits === null || own === null ? null : limits[which][end] * own.multiplier, format))
  }
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('indicator', '指标'),
      numberColumn('value', '值', format),
      numberColumn('numerator', '分子', whole),
      numberColumn('denominator', '分母', whole),
      numberColumn('low95', '95%下限', format),
      numberColumn('high95', '95%上限', format),
      numberColumn('low998', '99.8%下限', format),
      numberColumn('high998', '99.8%上限', format),
      wordColumn('standing', '位置'),
      wordColumn('state', '状态'),
      wordColumn('release', '发布编号'),
    ],
    rows: rows.map((row) => [
      wordCell(facts.release.period),
      wordCell(row.key),
      wordCell(must(facts.units.name[row.at])),
      wordCell(facts.indicator.name),
      numberCell(row.figure),
      numberCell(partFigure(row.figure.value === null ? null : facts.current.numerator[row.at])),
      numberCell(row.size),
      limit(row, 'inner', 'low'),
      limit(row, 'inner', 'high'),
      limit(row, 'outer', 'low'),
      limit(row, 'outer', 'high'),
      wordCell(row.standing),
      wordCell(formatState(row.figure.state)),
      wordCell(facts.release.code),
    ]),
  }
}
