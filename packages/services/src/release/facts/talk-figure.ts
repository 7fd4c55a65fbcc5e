import type { CatalogueGuide } from '@cg/contract/catalogue'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { TalkFigure } from '@cg/contract/release/talk'
import type { TargetRow } from '@cg/contract/release/targets'
import type { TalkMeasure } from '@cg/contract/talk'
import type { ResultState } from '@cg/domain/cell'
import type { SpanKind } from '@cg/domain/figure/span'
import { roundHalfAway } from '@cg/domain/number/round'
import { parsePeriod, quarterOf } from '@cg/domain/period'

/** The city's line of a measure over the quarters of its answer, and its units in the release's own. */
type Line = {
  readonly span: SpanKind
  readonly value: readonly (number | null)[]
  readonly state: readonly ResultState[]
  readonly lacking: readonly (readonly string[])[]
  readonly units: readonly (number | null)[]
}

type Compared = Pick<TalkFigure, 'base' | 'compared' | 'obstacle'>

/** The quarter of the speech, and what the catalogue calls areas. */
export type TalkTerms = { readonly basePeriod: string; readonly areas: CatalogueGuide['areas'] }

/** What a part of the city has instead of the whole. */
type PartFigure = Omit<TalkFigure, 'indicator' | 'unit' | 'decimals' | 'direction' | 'department' | 'isKnown' | 'said'>

/** A figure of a release beside the time that the speech speaks of. `goal`: the city's commitment; undefined without any. */
export function talkFigure(
  measure: TalkMeasure,
  facts: IndicatorFacts,
  goal: TargetRow | undefined,
  { basePeriod, areas }: TalkTerms,
): TalkFigure {
  const { code, name, unit, decimals, direction, leadDepartment } = facts.indicator
  const own = {
    indicator: code,
    unit,
    decimals,
    direction,
    department: leadDepartment,
    isKnown: true,
    said: measure.said ?? null,
  }
  if (measure.group !== undefined) return { ...own, ...groupFigure(facts, measure.group) }
  if (measure.area !== undefined) return { ...own, ...areaFigure(facts, measure.area, { areas, basePeriod }) }
  const line = lineOf(facts)
  const now = facts.periods.indexOf(facts.release.period)
  const [highest, lowest] = endsOf(facts, line)
  const last = facts.targets.at(-1)
  return {
    ...own,
    group: '',
    name,
    span: line.span,
    value: line.value[now] ?? null,
    state: line.state[now] ?? 'not_available',
    carriedFrom: facts.city.carriedFrom,
    lacking: [...(line.lacking[now] ?? [])],
    ...(measure.against === 'baseline' ? sinceBaseline(facts) : sinceSpeech(facts, line, basePeriod)),
    target: facts.city.target,
    lastTarget: last === undefined ? null : { year: last.year, value: last.value },
    light: facts.city.light,
    standing: goal?.years.find(({ year }) => year === yearOf(facts.release.period))?.standing ?? 'no_target',
    highest,
    lowest,
  }
}

/** Where the release holds no such measure. */
export function unknownFigure({ indicator, group, area, said }: TalkMeasure): TalkFigure {
  return {
    indicator,
    group: group ?? area ?? '',
    name: '',
    unit: '',
    decimals: 0,
    direction: 'neutral',
    department: '',
    span: 'stock',
    isKnown: false,
    said: said ?? null,
    value: null,
    state: 'not_available',
    carriedFrom: null,
    lacking: [],
    ...noBase,
    ...noGoal,
    highest: null,
    lowest: null,
  }
}

const noBase = { base: null, compared: null, obstacle: 'no_base' } as const
const noGoal = { target: null, lastTarget: null, light: null, standing: 'no_target' } as const

function yearOf(period: string): number {
  return Number(period.slice(0, 4))
}

/**
 * The speech counts by years: what is counted anew each quarter is shown as the sum of the year so far, where every quarter
 * of it was asked; else as the quarter's own.
 */
function lineOf({ indicator, citySeries, current, otherSpan, unitSeries, periods, release }: IndicatorFacts): Line {
  const now = periods.indexOf(release.period)
  const isAsked = citySeries.value[now] == null || otherSpan?.city.value[now] != null
  if (otherSpan?.kind === 'yearToDate' && isAsked) return runningLine(otherSpan)
  const units = current.value.length > 0 ? current.value : unitSeries.map(({ value }) => value.at(-1) ?? null)
  return { span: indicator.span.kind, ...citySeries, units }
}

function runningLine({ city, units }: NonNullable<IndicatorFacts['otherSpan']>): Line {
  return { span: 'yearToDate', ...city, units: units.map(({ value }) => value.at(-1) ?? null) }
}

/** One group of the city's figure: its answer holds the release's own quarter alone. */
function groupFigure({ breakdowns, indicator }: IndicatorFacts, key: string): PartFigure {
  const group = breakdowns.flatMap(({ groups }) => groups).find((one) => one.key === key)
  return {
    group: key,
    name: group === undefined ? indicator.name : `${indicator.name}（${group.name}）`,
    span: indicator.span.kind,
    value: group?.value ?? null,
    state: group?.state ?? 'not_available',
    carriedFrom: group?.carriedFrom ?? null,
    lacking: group?.lacking ?? [],
    ...noBase,
    ...noGoal,
    highest: null,
    lowest: null,
  }
}

/** Counts add up: those of the units of one area, as far as they count in the city. */
function areaFigure(facts: IndicatorFacts, area: 'centre' | 'remote', { areas, basePeriod }: TalkTerms): PartFigure {
  const line = areaLine(facts, area)
  const now = facts.periods.indexOf(facts.release.period)
  return {
    group: area,
    name: `${areas[area]}${facts.indicator.name}`,
    span: line.span,
    value: line.value[now] ?? null,
    state: line.state[now] ?? 'not_available',
    carriedFrom: null,
    lacking: [...(line.lacking[now] ?? [])],
    ...sinceSpeech(facts, line, basePeriod),
    ...noGoal,
    highest: null,
    lowest: null,
  }
}

function areaLine(facts: IndicatorFacts, area: 'centre' | 'remote'): Line {
  const { units, periods, unitSeries, otherSpan, indicator } = facts
  const runs = otherSpan?.kind === 'yearToDate' ? otherSpan.units : null
  const inside = units.code.flatMap((_, at) =>
    units.areaType[at] === area && units.countsInParent[at] === true
      ? [{ name: units.shortName[at] ?? '', series: (runs ?? unitSeries)[at] }]
      : [],
  )
  const values = periods.map((_, at) => inside.map(({ series }) => series?.value[at] ?? null))
  const lacking = values.map((own) => inside.flatMap(({ name }, one) => (own[one] === null ? [name] : [])))
  const value = values.map((own) => (own.every((one) => one === null) ? null : sumOf(own)))
  return {
    span: runs === null ? indicator.span.kind : 'yearToDate',
    value,
    state: value.map((one, at) => (one === null ? 'not_reported' : lacking[at]?.length === 0 ? 'reported' : 'partial')),
    lacking,
    units: [],
  }
}

function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, one) => sum + (one ?? 0), 0)
}

function sinceBaseline({ city, release, citySeries, periods }: IndicatorFacts): Compared {
  const { baseline, baselinePeriod, value } = city
  if (baseline === null || baselinePeriod === null) return noBase
  const base = { period: baselinePeriod, value: baseline }
  if (value === null) return { base, compared: null, obstacle: 'no_base' }
  if ((citySeries.lacking[periods.indexOf(release.period)] ?? []).length > 0)
    return { base, compared: null, obstacle: 'partial' }
  return { base, compared: { period: release.period, value }, obstacle: null }
}

/** The figure of the speech's time and the newest one that covers as long a time. */
function sinceSpeech({ periods, breaks, release }: IndicatorFacts, line: Line, basePeriod: string): Compared {
  const then = periods.indexOf(basePeriod)
  const before = line.value[then] ?? null
  if (before === null) return noBase
  const base = { period: basePeriod, value: before }
  const at = newestLike(periods, line, { basePeriod, period: release.period })
  const value = at === null ? null : (line.value[at] ?? null)
  const period = at === null ? undefined : periods[at]
  const without = (obstacle: NonNullable<Compared['obstacle']>) => ({ base, compared: null, obstacle })
  if (period === undefined) return without('year_open')
  if (value === null) return without('no_base')
  if (breaks.some((start) => start > basePeriod && start <= period)) return without('break')
  if ([then, at ?? then].some((one) => (line.lacking[one] ?? []).length > 0)) return without('partial')
  return { base, compared: { period, value }, obstacle: null }
}

/**
 * Of a running total the end of the last year that is over; of all else the newest quarter that lacks no unit, or the
 * release's own where none does. Null: no later year is over.
 */
function newestLike(
  periods: readonly string[],
  { span, lacking }: Line,
  { basePeriod, period }: { readonly basePeriod: string; readonly period: string },
): number | null {
  const own = periods.indexOf(period)
  const newest = (isLike: (one: string, at: number) => boolean): number =>
    periods.findLastIndex((one, at) => at <= own && one > basePeriod && isLike(one, at))
  const isWhole = (_: string, at: number): boolean => (lacking[at] ?? []).length === 0
  if (span === 'yearToDate') {
    const at = newest((one) => quarterOf(parsePeriod(one)) === 4)
    return at === -1 ? null : at
  }
  const at = newest(isWhole)
  return at === -1 ? own : at
}

type Ends = [highest: TalkFigure['highest'], lowest: TalkFigure['lowest']]

/** Who prints the largest and the smallest value; nobody below three units, and where all print the same. */
function endsOf({ units, indicator }: IndicatorFacts, line: Line): Ends {
  let [known, high, low] = [0, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const printed = line.units.map((value) => {
    if (value === null || value === undefined) return null
    const shown = roundHalfAway(value, indicator.decimals)
    known += 1
    high = Math.max(high, shown)
    low = Math.min(low, shown)
    return shown
  })
  if (known < 3 || high === low) return [null, null]
  const end = (value: number) => ({
    value,
    units: units.shortName.filter((_, at) => printed[at] === value),
  })
  return [end(high), end(low)]
}
