import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ResultState } from '@cg/domain/cell'
import type { SpanKind } from '@cg/domain/figure/span'
import type { Term } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import type { BookLine, BookMeasure, FigureBook } from '@cg/domain/speech/book'
import type { BasisIndicator, BasisItem } from '../release/stored/basis.ts'

/** One indicator of a release: its answers and what it was computed from. */
export type BookSource = {
  readonly facts: IndicatorFacts
  readonly ranking: RankingFacts
  readonly indicator: BasisIndicator
}
type City = FigureBook['city']

type BookParts = {
  readonly release: Pick<ReleaseHead, 'code' | 'period'>
  readonly sources: readonly BookSource[]
  readonly items: readonly BasisItem[]
  readonly score: RankingFacts | null
}

/** The published figures of a release as a draft is held against them; `score`: null without a scheme. */
export function buildFigureBook(city: City, { release, sources, items, score }: BookParts): FigureBook {
  const { units, periods } = sources[0]?.facts ?? { units: { code: [], name: [], shortName: [] }, periods: [] }
  const measures = sources.flatMap((source) => [valueOf(source, city.code), ...partsOf(source, city.code, items)])
  return {
    release: release.code,
    period: parsePeriod(release.period),
    city,
    units: units.code.map((code, u) => ({ code, name: units.name[u] ?? code, shortName: units.shortName[u] ?? code })),
    periods: periods.map(parsePeriod),
    measures: [...distinct(measures), ...(score === null ? [] : [scoreOf(score, periods)])],
  }
}

/** An item stands below several indicators; one of them is enough, and an indicator goes before an item of its name. */
function distinct(measures: readonly BookMeasure[]): BookMeasure[] {
  const byName = new Map<string, BookMeasure>()
  for (const part of ['value', 'numerator', 'denominator'] as const)
    for (const one of measures) if (one.part === part && !byName.has(plain(one.name))) byName.set(plain(one.name), one)
  return measures.filter((one) => byName.get(plain(one.name)) === one)
}
const plain = (name: string): string => name.replaceAll(/（[^）]*）/gu, '')

function valueOf({ facts, ranking, indicator }: BookSource, city: string): BookMeasure {
  const { current, units, citySeries } = facts
  const { name, unit, decimals, span, breaks } = facts.indicator
  const line = (series: IndicatorFacts['unitSeries'][number]): BookLine => ({
    values: series.value,
    states: series.state,
  })
  const other = facts.otherSpan
  const yearToDate =
    other?.kind === 'yearToDate'
      ? {
          [city]: wholeLine(other.city),
          ...byUnit(units.code, (u) => (other.units[u] === undefined ? null : line(other.units[u]))),
        }
      : undefined
  const baselines = Object.fromEntries(
    [
      [city, facts.city.baseline, facts.city.baselinePeriod] as const,
      ...units.code.map((code, u) => [code, ranking.baseline[u], ranking.baselinePeriod[u]] as const),
    ].flatMap(([code, value, period]) =>
      value == null || period == null ? [] : [[code, { value, period: parsePeriod(period) }]],
    ),
  )
  return {
    indicator: indicator.code,
    part: 'value',
    name,
    unit,
    decimals,
    span: span.kind,
    breaks: breaks.map(parsePeriod),
    lines: {
      [city]: wholeLine(citySeries),
      ...byUnit(units.code, (u) => (facts.unitSeries[u] === undefined ? null : line(facts.unitSeries[u]))),
    },
    ...(yearToDate === undefined ? {} : { yearToDate }),
    baselines,
    carriedFrom: carriedIn(facts, city),
    ...expectedIn(facts, city),
    targets: Object.fromEntries(facts.targets.map(({ year, value }) => [String(year), value])),
    ranks: byUnit(units.code, (u) =>
      current.rank[u] == null ? null : { rank: current.rank[u], isTied: current.isTied[u] ?? false },
    ),
  }
}

/** 时序目标 of the quarter, of what is better the higher it is: 落后 says the same as 低于 of nothing else. */
function expectedIn(
  { indicator, city: whole, units, current }: IndicatorFacts,
  city: string,
): Pick<BookMeasure, 'expected'> {
  if (indicator.direction !== 'higher') return {}
  const judged = (light: unknown, value: number | null | undefined): number | null =>
    light == null || value == null ? null : value
  const own = judged(whole.light, whole.expected)
  const expected = {
    ...(own === null ? {} : { [city]: own }),
    ...byUnit(units.code, (u) => judged(current.light[u], current.expected[u])),
  }
  return Object.keys(expected).length === 0 ? {} : { expected }
}

function carriedIn(
  { city: { carriedFrom }, units, current }: IndicatorFacts,
  city: string,
): BookMeasure['carriedFrom'] {
  return {
    ...(carriedFrom === null ? {} : { [city]: parsePeriod(carriedFrom) }),
    ...byUnit(units.code, (u) => (current.carriedFrom[u] == null ? null : parsePeriod(current.carriedFrom[u]))),
  }
}

const wholeLine = ({
  value,
  state,
  lacking,
}: {
  value: BookLine['values']
  state: BookLine['states']
  lacking: readonly (readonly string[])[]
}): BookLine => ({
  values: value,
  states: state,
  isPartial: lacking.map((units) => units.length > 0),
})

function byUnit<T>(codes: readonly string[], read: (unit: number) => T | null): Record<string, T> {
  const entries = codes.flatMap((code, u): [string, T][] => {
    const found = read(u)
    return found === null ? [] : [[code, found]]
  })
  return Object.fromEntries(entries)
}

const spanOfItem: Readonly<Partial<Record<BasisItem['periodKind'], SpanKind>>> = {
  STOCK_EOQ: 'stock',
  FLOW_Q: 'quarter',
  YTD_CUM: 'yearToDate',
  YTD_UNIQUE: 'yearToDate',
  SINCE_BASE: 'sinceStart',
  ANNUAL: 'year',
}

/** What stands above and below the line, where that is one item counted over the same time as the indicator. */
function partsOf({ facts, indicator }: BookSource, city: string, items: readonly BasisItem[]): BookMeasure[] {
  const { formula } = indicator
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') return []
  return (['numerator', 'denominator'] as const).flatMap((part) => {
    const item = onlyItem(formula[part], items)
    const { span, breaks } = facts.indicator
    if (item === null || (spanOfItem[item.periodKind] ?? span.kind) !== span.kind) return []
    const { name, unit, decimals } = item
    const own = { indicator: indicator.code, part, name, unit, decimals, span: span.kind }
    const lines = partLines(facts, part, city)
    return [
      {
        ...own,
        breaks: breaks.map(parsePeriod),
        lines,
        baselines: {},
        carriedFrom: carriedIn(facts, city),
        targets: {},
        ranks: {},
      },
    ]
  })
}

/** The city's over all quarters, the units' in the release's own: what else there was is not in its answers. */
function partLines(facts: IndicatorFacts, part: 'numerator' | 'denominator', city: string): BookMeasure['lines'] {
  const { current, citySeries, units, periods, release } = facts
  const now = periods.indexOf(release.period)
  const unitLine = (u: number): BookLine => {
    const value = current[part][u] ?? null
    return {
      values: periods.map((_, at) => (at === now ? value : null)),
      states: periods.map((_, at) => (at === now ? stateOf(value, current.state[u]) : 'not_available')),
    }
  }
  return {
    [city]: {
      values: citySeries[part],
      states: citySeries[part].map((value, at) => stateOf(value, citySeries.state[at])),
      isPartial: citySeries.lacking.map((lacking) => lacking.length > 0),
    },
    ...byUnit(units.code, unitLine),
  }
}

/** A part that is not shown though its rate is: the parts of a small number are withheld. */
function stateOf(value: number | null, state: ResultState = 'not_reported'): ResultState {
  if (value !== null) return state
  return state === 'reported' || state === 'partial' ? 'withheld' : state
}

function onlyItem(terms: readonly Term[], items: readonly BasisItem[]): BasisItem | null {
  const [term, second] = terms
  if (term === undefined || second !== undefined || term.coefficient !== 1) return null
  return items.find(({ code }) => code === term.item) ?? null
}

/** The composite score, of which the city has none: known in its own quarter alone, since the scheme may change. */
function scoreOf(
  { measure, units, value, state, rank, isTied, release }: RankingFacts,
  periods: readonly string[],
): BookMeasure {
  const now = periods.indexOf(release.period)
  return {
    indicator: 'score',
    part: 'value',
    name: measure.name,
    unit: measure.unit,
    decimals: measure.decimals,
    span: 'quarter',
    breaks: [],
    lines: byUnit(units.code, (u) => ({
      values: periods.map((_, at) => (at === now ? (value[u] ?? null) : null)),
      states: periods.map((_, at) => (at === now ? (state[u] ?? 'not_reported') : 'not_available')),
    })),
    baselines: {},
    carriedFrom: {},
    targets: {},
    ranks: byUnit(units.code, (u) => (rank[u] == null ? null : { rank: rank[u], isTied: isTied[u] ?? false })),
  }
}
