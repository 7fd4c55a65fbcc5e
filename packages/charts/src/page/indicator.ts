import { directionWords } from '@cg/domain/direction-words'
import type { ChartSpec } from '@cg/contract/chart'
import type { chartSpans } from '@cg/contract/chart-choices'
import { dimensionNames } from '@cg/contract/dimension'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { redefinedPair } from '@cg/domain/claim/redefined'
import { formatPeriod, formatProse, formatResult, formatState } from '@cg/domain/number/number-format'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { buildModel } from '../build-model.ts'
import { indicatorLapses } from '../lapses.ts'
import { lapseBlock } from './lapses.ts'
import type { Built } from '../build-model.ts'
import { besideSpan } from '../models/beside-span.ts'
import { chanceMatters } from '../models/funnel.ts'
import { multiplesSpec } from '../models/multiples.ts'
import type { MultiplesChoice } from '../models/multiples.ts'
import { lackingWords, pastNotes } from '../models/trend-lines.ts'
import { measuredOnly } from '../models/trend-measured.ts'
import { statusMarks } from '../theme.ts'
import { sourceOf } from './overview.ts'
import type { PageBlock, PageModel, PageTable, Pair } from './page-model.ts'
import { pageModel, panelBlock, plainCell } from './page-model.ts'
import { onlyQuarterPair } from './only-quarter.ts'
import { placeBuilt } from './place.ts'
import { versionPairs } from './versions.ts'

export type IndicatorChoice = MultiplesChoice & {
  sort?: ChartSpec['sort'] | undefined
  span?: (typeof chartSpans)[number] | undefined
  focus?: string | undefined
}

export type IndicatorCharts = {
  trend: Built
  units: Built
  multiples: Built
  funnel: Built | null
  groups: Built[]
  workers: WorkerCharts | null
}

/** Groups of workers beside everybody: in the city, and group by group in each unit. */
export type WorkerCharts = { city: Built; units: Built[] }

/** Whether the figure can be shown over that span beside its own. */
export function hasOtherSpan(facts: IndicatorFacts, span: IndicatorChoice['span']): boolean {
  return span !== undefined && facts.otherSpan?.kind === span
}

/** The charts of 指标: the city over time, the units, each unit over time, the groups of each breakdown. */
export function indicatorCharts(facts: IndicatorFacts, choice: IndicatorChoice): IndicatorCharts {
  const { sort, focus, span } = choice
  const measure = facts.indicator.code
  const isKnown = focus !== undefined && facts.units.code.includes(focus)
  const common = { measure, ...(isKnown ? { focus } : {}) }
  const build = (spec: ChartSpec) => buildModel(spec, { facts: 'indicator', data: facts })
  return {
    trend: build({ kind: 'trend', ...common, ...(span !== undefined && hasOtherSpan(facts, span) ? { span } : {}) }),
    units: build({ kind: 'by-unit', ...common, ...(sort === undefined ? {} : { sort }) }),
    multiples: build(
      multiplesSpec(measure, choice, {
        focus: isKnown ? focus : undefined,
        sort,
        span: hasOtherSpan(facts, span) ? span : undefined,
      }),
    ),
    funnel: facts.funnel && chanceMatters(facts.funnel) ? build({ kind: 'funnel', ...common }) : null,
    groups: facts.breakdowns.map((breakdown) => build({ kind: 'breakdown', measure, axis: breakdown.axis })),
    workers: workerCharts(facts, common),
  }
}

/** On a group's own page that group; null for an indicator that is measured of nobody's group. */
function workerCharts(facts: IndicatorFacts, common: Pick<ChartSpec, 'measure' | 'focus'>): WorkerCharts | null {
  const { workerGroups } = facts
  if (workerGroups === null || workerGroups === undefined) return null
  const { own, groups } = workerGroups
  const build = (spec: ChartSpec) => buildModel(spec, { facts: 'indicator', data: facts })
  const shown = groups.filter(({ group }) => own === '' || group === own)
  return {
    city: build({ kind: 'worker-groups', ...common }),
    units: isByUnit(facts) ? shown.map(({ group: axis }) => build({ kind: 'group-gaps', ...common, axis })) : [],
  }
}

/** False for what is counted for the city alone. */
export function isByUnit({ current }: Pick<IndicatorFacts, 'current'>): boolean {
  return current.state.some((state) => state !== 'not_applicable')
}

/** 指标 as a file: the city's figure and its comparisons, trend, units, groups, definition, how far to trust it, all quarters. */
export function indicatorPage({ indicator: facts, place }: AnswersOf<'indicator'>, params: PageParams): PageModel {
  const { trend, units, multiples, funnel, groups, workers } = indicatorCharts(facts, params)
  const { indicator, release } = facts
  const isGiven = 'model' in trend
  const only = onlyQuarterPair(facts)
  return pageModel(release, {
    page: 'indicator',
    title: isGiven ? trend.model.title : indicator.name,
    subtitle: isGiven ? trend.model.lines.subtitle : formatPeriod(parsePeriod(release.period)),
    subject: indicator.name,
    source: isGiven ? sourceOf(trend.model) : indicator.source,
    blocks: [
      { kind: 'facts', title: `全市${indicator.name}`, subtitle: '', pairs: headlinePairs(facts) },
      isGiven && only === null ? panelBlock(trend.model, { title: trend.model.neutralTitle }) : null,
      {
        kind: 'facts',
        title: '口径',
        subtitle: `${indicator.code}，第${indicator.version}版`,
        pairs: definition(facts),
      },
      isByUnit(facts) && 'model' in units ? panelBlock(units.model) : null,
      isByUnit(facts) ? mapBlock(place, params) : null,
      lapseBlock(indicatorLapses(facts), '单位'),
      ...[...groups, ...(workers === null ? [] : [workers.city, ...workers.units])].map((built) =>
        'model' in built ? panelBlock(built.model) : null,
      ),
      only === null && isByUnit(facts) && 'model' in multiples ? panelBlock(multiples.model) : null,
      funnel !== null && 'model' in funnel ? panelBlock(funnel.model) : null,
      trustBlock(facts),
      ...historyTables(measuredOnly(facts)).map((table, at, parts): PageBlock => ({
        kind: 'table',
        title: parts.length === 1 ? '历期数据' : `历期数据（${at + 1}/${parts.length}）`,
        subtitle: `${indicator.name}，${indicator.unit}`,
        table,
      })),
    ],
    notes: facts.notes,
  })
}

/** Over the city's own map; as tiles it says no more than the units above. */
function mapBlock(place: AnswersOf<'indicator'>['place'], { focus, place: form }: PageParams): PageBlock | null {
  if (place === null || form === 'tiles') return null
  const { ranking, sheet } = place
  const isKnown = focus !== undefined && ranking.units.code.includes(focus)
  const spec = { measure: ranking.measure.code, ...(isKnown ? { focus } : {}) }
  const built = placeBuilt(ranking, spec, { sheet, form })
  return 'model' in built && built.spec.kind === 'map' ? panelBlock(built.model) : null
}

/** 1—2季度累计 beside 本季, or the other way round, with what it lacks; null for what has one figure alone. */
export function besidePair(facts: IndicatorFacts): { readonly own: string; readonly pair: Pair } | null {
  const span = besideSpan(facts)
  if (span === null) return null
  const { value, text } = span.city
  const lacking = span.lacking === '' ? '' : `（${span.lacking}）`
  const words = value === null ? text : `${formatProse(value, facts.indicator)}${lacking}`
  return { own: span.own, pair: [span.beside, words] }
}

function headlinePairs(facts: IndicatorFacts): Pair[] {
  const { city, indicator, release } = facts
  const light = city.light === null ? '' : `（${statusMarks[city.light].word}）`
  const names = new Map(facts.units.code.map((code, at) => [code, facts.units.shortName[at] ?? code]))
  const changes = facts.claims.flatMap((claim): Pair[] => {
    if (claim.kind !== 'change') return []
    const parts = comparisonParts(claim.comparison, claim.format)
    if (parts === null) return []
    return [[parts.term, parts.note === null ? parts.text : `${parts.text}（${parts.note}）`]]
  })
  const spans = besidePair(facts)
  const pairs: (Pair | null)[] = [
    [
      spans === null ? '全市' : `全市（${spans.own}）`,
      city.value === null ? formatState(city.state) : `${formatProse(city.value, indicator)}${light}`,
    ],
    spans?.pair ?? null,
    city.target === null ? null : [`${yearOf(parsePeriod(release.period))}年目标`, formatProse(city.target, indicator)],
    city.expected === null || city.expected === city.target
      ? null
      : ['时序目标', formatProse(city.expected, indicator)],
    ...changes,
    city.value === null ? null : redefinedPair(indicator, release.period),
    onlyQuarterPair(facts),
    city.missing.length === 0 ? null : ['尚缺', city.missing.map((code) => names.get(code) ?? code).join('、')],
    city.carriedFrom === null ? null : ['数据所属期', formatPeriod(parsePeriod(city.carriedFrom))],
  ]
  return pairs.filter((pair) => pair !== null)
}

const frequencyWords = { Q: '每季', H: '每半年', Y: '每年' } as const

function definition({ indicator, targets, definitions = [] }: IndicatorFacts): Pair[] {
  const goals = targets.map(({ year, value }) => `${year}年 ${value}`).join('；')
  const pairs: Pair[] = [
    ['口径', indicator.definition],
    ['算式', indicator.formula],
    ['单位', `${indicator.unit}，${directionWords[indicator.direction]}`],
    ['牵头部门', indicator.leadDepartment],
    ['数据来源', indicator.source],
    ['频度', `${frequencyWords[indicator.frequency]}，自${formatPeriod(parsePeriod(indicator.validFrom))}起`],
    [
      '维度',
      `${dimensionNames[indicator.dimension] ?? indicator.dimension}${indicator.isAssessed ? `，考核指标，权重 ${indicator.weight}` : ''}`,
    ],
    ['目标', goals === '' ? '' : `${goals}（${targets[0]?.source ?? ''}）`],
    ...versionPairs(definitions),
  ]
  return pairs.filter(([, words]) => words !== '')
}

/** In the release's own words: where the figure is heading, how unequal the units are, what to doubt. */
function trustBlock({
  trend,
  forecast,
  changeSplit,
  inequality,
  intervals,
  quality,
}: IndicatorFacts): PageBlock | null {
  const doubts = quality.suspicions ?? []
  const rows: [string, string | undefined][] = [
    ['走势', trend?.words],
    ['推算', forecast?.words],
    ['变化构成', changeSplit?.words],
    ['不均衡', inequality?.words],
    ['小样本', intervals?.words.replace(/^小样本提示：/u, '')],
    ['方法', [trend?.method, changeSplit?.method, inequality?.method].filter((words) => words !== undefined).join('')],
    ['核查提示', quality.suspicions === undefined ? '' : doubts.map(({ words }) => words).join('') || '未发现异常。'],
  ]
  const pairs = rows.flatMap(([term, words]): Pair[] => (words === undefined || words === '' ? [] : [[term, words]]))
  if (pairs.length === 0) return null
  return { kind: 'facts', title: '走势与可信度', subtitle: '随发布一并计算并固定，供研判参考', pairs }
}

/** Columns of figures beside the names. */
const historyAcross = 13

/** Quarters newest first × units: the units across where they fit, else the quarters, in parts. */
function historyTables(facts: IndicatorFacts): PageTable[] {
  const lines = historyLines(facts)
  const quarters = facts.periods.map((period, at) => ({ at, header: quarterHead(facts, period) })).toReversed()
  const legend = [
    ...(facts.revised.length > 0 ? ['※ 该期数值发布后经过修订'] : []),
    ...(facts.breaks.length > 0 ? ['* 自该期起口径调整，前后不宜直接比较'] : []),
    ...pastNotes(facts, facts.units.code, '□'),
  ].join('；')
  const common = { isWide: false, legend }
  const number = (header: string) => ({ header, isNumber: true })
  if (lines.length <= historyAcross)
    return [
      {
        ...common,
        columns: [{ header: '期次', isNumber: false }, ...lines.map(({ name }) => number(name))],
        rows: quarters.map(({ at, header }) => ({
          kind: 'row',
          isFocus: false,
          cells: [header, ...lines.map(({ words }) => words[at] ?? '')].map(plainCell),
        })),
      },
    ]
  const parts = Array.from({ length: Math.ceil(quarters.length / historyAcross) }, (_, part) =>
    quarters.slice(part * historyAcross, (part + 1) * historyAcross),
  )
  return parts.map((part) => ({
    ...common,
    columns: [{ header: '单位', isNumber: false }, ...part.map(({ header }) => number(header))],
    rows: lines.map(({ name, words }) => ({
      kind: 'row',
      isFocus: false,
      cells: [name, ...part.map(({ at }) => words[at] ?? '')].map(plainCell),
    })),
  }))
}

function quarterHead({ revised, breaks }: IndicatorFacts, period: string): string {
  const marks = `${revised.includes(period) ? '※' : ''}${breaks.includes(period) ? '*' : ''}`
  return `${formatPeriod(parsePeriod(period), 'axis')}${marks}`
}

type HistoryLine = { readonly name: string; readonly words: readonly string[] }

/** The city and the units with a figure in any quarter; what is missing says why. */
function historyLines({ indicator, periods, citySeries, units, unitSeries }: IndicatorFacts): HistoryLine[] {
  const wordsOf = (
    { value, state, restated = [] }: (typeof unitSeries)[number],
    lacking: readonly (readonly string[])[] = [],
  ): string[] =>
    periods.map((_, at) => {
      const [number, why] = [value[at] ?? null, state[at] ?? 'not_reported']
      const printed = formatResult({ value: number, state: why }, indicator)
      if (restated[at] === true) return `${printed}□`
      return number !== null && why === 'partial' ? `${printed}（${lackingWords(lacking[at] ?? [])}）` : printed
    })
  const own = units.code.flatMap((_, at): HistoryLine[] => {
    const series = unitSeries[at]
    if (series === undefined || series.state.every((state) => state === 'not_applicable')) return []
    return [{ name: units.shortName[at] ?? '', words: wordsOf(series) }]
  })
  return [{ name: '全市', words: wordsOf(citySeries, citySeries.lacking) }, ...own]
}
