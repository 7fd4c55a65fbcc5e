import { dimensionNames } from '@cg/contract/dimension'
import type { ChartSpec } from '@cg/contract/chart'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { formatPeriod, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { standingWords } from '@cg/domain/target/standing'
import { chartFromSpec, chartOfStates } from '../from-spec.ts'
import type { ChartModel } from '../model.ts'
import { nothingToDraw } from '../refusal.ts'
import type { PageBlock, PageModel, Pair } from './page-model.ts'
import { pageModel, panelBlock, plainCell } from './page-model.ts'
import { placeBuilt } from './place.ts'

export type OverviewCharts = {
  kpi: ChartModel
  gaps: { spec: ChartSpec; model: ChartModel } | null
  facts: RankingFacts
  ranking: { spec: ChartSpec; model: ChartModel }
  tiles: { spec: ChartSpec; model: ChartModel }
}

/** Gaps of the measure shown, else of the first card that has any: one scale, one unit. */
function gapSpecFor(data: OverviewFacts, measure: string): ChartSpec | null {
  const wanted = [measure, ...data.cards.map((card) => card.indicator.code), ...data.gaps.map((gap) => gap.indicator)]
  const found = wanted.find((code) => data.gaps.some((gap) => gap.indicator === code && gap.gap !== null))
  return found === undefined ? null : { kind: 'gaps', measure: found }
}

/** The charts of 总览 by a measure (`by`; the first of its rankings where it has no such one) and the marked unit. */
export function overviewCharts(
  data: OverviewFacts,
  by: string | undefined,
  focus: string | undefined,
): OverviewCharts | null {
  const facts = data.rankings.find((ranking) => ranking.measure.code === by) ?? data.rankings[0]
  if (!facts) return null
  const isHere = focus !== undefined && facts.units.code.includes(focus)
  const common = { measure: facts.measure.code, ...(isHere ? { focus } : {}) }
  const build = (spec: ChartSpec) => ({ spec, model: chartOfStates(spec, { facts: 'ranking', data: facts }) })
  const gapSpec = gapSpecFor(data, facts.measure.code)
  return {
    kpi: chartOfStates({ kind: 'kpi' }, { facts: 'overview', data }),
    gaps: gapSpec === null ? null : { spec: gapSpec, model: chartFromSpec(gapSpec, { facts: 'overview', data }) },
    facts,
    ranking: build({ kind: 'district-ranking', ...common }),
    tiles: build({ kind: 'tile-map', ...common }),
  }
}

/** 总览 as a file: cards, ranking, map, gaps, what needs attention, blocks of the score, how the quarter was reported. */
export function overviewPage(
  { overview, sheet }: AnswersOf<'overview'>,
  { by, focus, place: form }: PageParams,
): PageModel {
  const { release } = overview
  const charts = overviewCharts(overview, by, focus)
  if (charts === null) throw nothingToDraw('总览', release.period)
  const { kpi, facts, ranking, tiles, gaps } = charts
  const place = placeBuilt(facts, tiles.spec, { sheet, form })
  return pageModel(release, {
    page: 'overview',
    title: kpi.title,
    subtitle: `${release.city}产业工人队伍建设改革进展，${formatPeriod(parsePeriod(release.period))}`,
    subject: '总览',
    source: sourceOf(kpi),
    blocks: [
      { kind: 'cards', title: '核心指标', model: { ...kpi, title: kpi.neutralTitle } },
      alertBlock(overview),
      panelBlock(ranking.model),
      'model' in place ? panelBlock(place.model) : null,
      gaps === null ? null : panelBlock(gaps.model),
      dimensionBlock(overview.rankings.find(({ measure }) => measure.kind === 'score')),
      { kind: 'facts', title: '指标与报送情况', subtitle: '', pairs: standingPairs(overview) },
      overdueBlock(overview),
    ],
    notes: kpi.fullNote === null ? [] : [kpi.fullNote],
  })
}

/** The words behind 数据来源： */
export function sourceOf({ lines }: ChartModel): string {
  return lines.source.replace(/^数据来源：/u, '')
}

/** What the panel of alerts is called. */
export function alertTitle({ alerts }: Pick<OverviewFacts, 'alerts'>): string {
  return alerts.length === 0 ? '本期没有需要关注的事项' : `需关注的${alerts.length}件事`
}

/** How the alerts are ordered. */
export const alertOrder = '按影响人数与差距排序'

function alertBlock(overview: OverviewFacts): PageBlock {
  const items = overview.alerts.map(({ title, detail }) => (detail === '' ? title : `${title}：${detail}`))
  return {
    kind: 'sentences',
    title: alertTitle(overview),
    name: '需关注的事项',
    subtitle: items.length === 0 ? '' : alertOrder,
    lists: [{ title: '', items, empty: '' }],
  }
}

/** Of the score: how the units do within each block, and what holds it back. */
function dimensionBlock(ranking: RankingFacts | undefined): PageBlock | null {
  const blocks = (ranking?.dimensions ?? []).flatMap((block) =>
    block.spread === null ? [] : [{ ...block, spread: block.spread }],
  )
  if (ranking === undefined || blocks.length === 0) return null
  const format = { unit: '', decimals: ranking.measure.decimals }
  const words = (value: number): string => formatValue(value, format)
  return {
    kind: 'table',
    title: '分维度得分',
    subtitle: '各单位在维度内的得分，满分100分',
    table: {
      columns: [
        { header: '维度', isNumber: false },
        { header: '权重（%）', isNumber: true },
        { header: '指标（项）', isNumber: true },
        { header: '中位数', isNumber: true },
        { header: '最低', isNumber: true },
        { header: '最高', isNumber: true },
        { header: '拖分项（平均失分）', isNumber: false },
      ],
      rows: blocks.map(({ code, weight, items, spread, drag }) => ({
        kind: 'row',
        isFocus: false,
        cells: [
          dimensionNames[code] ?? code,
          formatValue(weight, { unit: '', decimals: 1 }),
          String(items),
          words(spread.median),
          words(spread.low),
          words(spread.high),
          drag === null ? '—' : `${drag.name}（${words(drag.lost)}分）`,
        ].map(plainCell),
      })),
      isWide: false,
      legend: '',
    },
  }
}

function standingPairs({ lights, reporting }: OverviewFacts): Pair[] {
  const count = (value: number, unit: string): string => `${formatValue(value, { unit: '', decimals: 0 })}${unit}`
  return [
    ['达标指标', count(lights.met, '项')],
    ['临近指标', count(lights.near, '项')],
    ['滞后指标', count(lights.late, '项')],
    ...lights.unlit.map(({ standing, count: of }): Pair => [`${standingWords[standing]}指标`, count(of, '项')]),
    ['未设目标的指标', count(lights.withoutTarget, '项')],
    ['本期应报报表', count(reporting.due, '张')],
    ['按期审核通过', count(reporting.accepted, '张')],
    ...owedCounts(reporting).map(([label, of]): Pair => [label, count(of, '张')]),
  ]
}

const owedKinds = [
  { state: 'missing', label: '未报' },
  { state: 'late', label: '迟报' },
  { state: 'undecided', label: '已报未审定' },
  { state: 'not_due', label: '未到截止时间' },
] as const

export type OwedLabel = (typeof owedKinds)[number]['label']

type Owed = { readonly label: OwedLabel; readonly names: readonly string[] }

/** Who has not reported at all, who reported late, and what the release did not wait for, by name; what is none is left out. */
export function owedNames({ overdue, open = [] }: OverviewFacts['reporting']): Owed[] {
  return owedKinds.flatMap(({ state, label }) => {
    const forms = [...overdue, ...open].filter((form) => form.state === state)
    return forms.length === 0 ? [] : [{ label, names: forms.map(({ reporter, form }) => `${reporter}《${form}》`) }]
  })
}

/** '逾期' and what else keeps a form out, with how many; 逾期 is told when it is none, too. */
export function owedCounts({ late, missing, open = [] }: OverviewFacts['reporting']): [string, number][] {
  const of = (state: (typeof open)[number]['state']) => open.filter((form) => form.state === state).length
  const more: [string, number][] = [
    ['其中至今未报', missing],
    ['已报未审定', of('undecided')],
    ['未到截止时间', of('not_due')],
  ]
  return [['逾期', late], ...more.filter(([, count]) => count > 0)]
}

function overdueBlock({ reporting }: OverviewFacts): PageBlock | null {
  const items = owedNames(reporting).map(({ label, names }) => `${label}：${names.join('、')}`)
  if (items.length === 0) return null
  return {
    kind: 'sentences',
    title: `没有按期审核通过的${reporting.due - reporting.accepted}张报表`,
    name: '没有按期审核通过的报表',
    subtitle: '',
    lists: [{ title: '', items, empty: '' }],
  }
}
