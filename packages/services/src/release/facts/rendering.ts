import { formatShare } from '@cg/domain/number/number-format'
import type { ComparedFact, IndicatorFact, UnitColumns, ValueFact } from '@cg/contract/release/fact'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { ReportingRates } from '@cg/contract/release/measure'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ResultState } from '@cg/domain/cell'
import { stateName } from '@cg/domain/column'
import { namesWords } from '@cg/domain/claim/words'
import { coversAlike } from '@cg/domain/figure/span'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import { exactMean } from '@cg/domain/number/sum'
import { cityAt, isDefinedAlike } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { baselineOf, isRatio } from '../compute/results.ts'
import { isThin } from '../compute/share.ts'
import { spanIn } from '../compute/span.ts'
import { describeFormula, describeSource, meanWorking, quarterWords } from '../words.ts'
import { asksWhole } from '../compute/unasked.ts'
import { excusedFrom, excusedNotes } from '../excused-words.ts'
import type { Figures } from '../compute/figures.ts'
import { comparedFacts, unitsBefore } from './compared.ts'
import type { Before } from './compared.ts'
import { isUncomputable, missingUnits } from './lacking.ts'
import { reportingOf } from './reporting.ts'
import { countForms } from './form-records.ts'
import type { CountedForm } from './form-records.ts'
import { writtenOften } from '../stored/json-bytes.ts'
import { carriedAt, lightAt, numberAt, placeAt, progressAt, stateAt } from '../stored/result-table.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { yardsticksBeside } from './yardsticks.ts'

/** What every answer of one release shares; the head differs between preview and publication, the figures do not. */
export type Rendering = {
  readonly head: ReleaseHead
  readonly figures: Figures
  readonly units: UnitColumns
  readonly indicators: readonly IndicatorFact[]
  /** The quarter's forms as quality counts them, and how those came in that an indicator rests on. */
  readonly forms: readonly CountedForm[]
  readonly reportingOf: (indicator: BasisIndicator) => ReportingRates
  /** The city's figure, by indicator; computed once. */
  readonly cityOf: (i: number) => ValueFact
  /** Where the units stood before, by indicator; computed once. */
  readonly beforeOf: (i: number) => Before
  /** Footnotes of an indicator's ranking. */
  readonly notesOf: (i: number) => readonly string[]
  /** What was rendered of an indicator before and is the same now; null: everything is rendered anew. */
  readonly partOf: ((i: number) => IndicatorPart) | null
}

/** What is rendered of one indicator, kept from preview to preview as long as all that it was rendered from is the same. */
export type IndicatorPart = {
  /** The same under the same name; `make` sees the rendering through a view that notes what it reads. */
  readonly once: <T>(name: string, make: (rendering: Rendering) => T) => T
}

/** Renders something of an indicator, or takes what was kept of it. It must not hold the head. */
export function ofPart<T>(rendering: Rendering, i: number, name: string, make: (from: Rendering) => T): T {
  return rendering.partOf === null ? make(rendering) : rendering.partOf(i).once(name, make)
}

export function prepareRendering(head: ReleaseHead, figures: Figures): Rendering {
  const forms = countForms(figures.input)
  return {
    head,
    figures,
    units: writtenOften(unitColumns(figures)),
    indicators: figures.basis.indicators.map((indicator) => indicatorFact(figures.basis, indicator)),
    forms,
    reportingOf: reportingOf(figures.basis, forms, head.preparedAt),
    ...indicatorsOf(figures),
    partOf: null,
  }
}

/** What is rendered of indicators from the figures alone. */
export function indicatorsOf(figures: Figures): Pick<Rendering, 'cityOf' | 'beforeOf' | 'notesOf'> {
  return {
    cityOf: onceEach((i) => cityFact(figures, i)),
    beforeOf: onceEach((i) => unitsBefore(figures, i)),
    notesOf: onceEach((i) => indicatorNotes(figures, i)),
  }
}

/** Columns of one indicator over the ranked units. */
type UnitFigures = Pick<
  RankingFacts,
  'value' | 'state' | 'light' | 'target' | 'expected' | 'carriedFrom' | 'rank' | 'isTied' | 'numerator' | 'denominator'
>

const figuresOf = new WeakMap<Figures, (i: number) => UnitFigures>()

/** What an indicator says of each ranked unit; several answers hold it. Kept with the figures, whose units they are. */
export function columnsOf(figures: Figures, i: number): UnitFigures {
  const known = figuresOf.get(figures) ?? onceEach((at) => unitFigures(figures, at))
  figuresOf.set(figures, known)
  return known(i)
}

type Nothing = { readonly nulls: null[]; readonly lists: never[][] }

const nothings = new WeakMap<Figures, Nothing>()

/** Columns over the ranked units without anything in them. */
export function nothingOf(figures: Figures): Nothing {
  const made = nothings.get(figures) ?? {
    nulls: writtenOften(Array.from(figures.ranked, () => null)),
    lists: writtenOften(Array.from(figures.ranked, () => [])),
  }
  nothings.set(figures, made)
  return made
}

/** A column in which nothing stands is the one that all answers of the release share. */
export function orNothing<T>(figures: Figures, column: (T | null)[]): (T | null)[] {
  return column.every((value) => value === null) ? nothingOf(figures).nulls : column
}

function unitFigures(figures: Figures, i: number): UnitFigures {
  const { results, ranked } = figures
  const at = ranked.map((unit) => i * results.unitCount + unit)
  const shared = <T>(column: (T | null)[]) => writtenOften(orNothing(figures, column))
  const numbers = (column: Float64Array) => shared(at.map((position) => numberAt(column, position)))
  return {
    value: numbers(results.values),
    state: writtenOften(at.map((position) => stateAt(results, position))),
    light: shared(at.map((position) => lightAt(results, position))),
    target: numbers(results.targets),
    expected: numbers(results.expected),
    carriedFrom: shared(at.map((position) => carriedAt(results, position))),
    rank: shared(at.map((position) => placeAt(results.ranks, position))),
    isTied: writtenOften(at.map((position) => results.tied[position] === 1)),
    numerator: numbers(results.numerators),
    denominator: numbers(results.denominators),
  }
}

export function onceEach<T>(compute: (i: number) => T): (i: number) => T {
  const known = new Map<number, T>()
  return (i) => {
    const found = known.get(i)
    if (found !== undefined) return found
    const made = compute(i)
    known.set(i, made)
    return made
  }
}

export function unitColumns({ basis, ranked }: Figures): UnitColumns {
  const units = ranked.map((at) => must(basis.units[at]))
  return {
    code: units.map((unit) => unit.code),
    name: units.map((unit) => unit.name),
    shortName: units.map((unit) => unit.shortName),
    kind: units.map((unit) => unit.kind),
    areaType: units.map((unit) => unit.areaType),
    group: units.map((unit) => unit.assessmentGroup),
    countsInParent: units.map((unit) => unit.countsInParent),
    tileRow: units.map((unit) => unit.tileRow),
    tileColumn: units.map((unit) => unit.tileColumn),
  }
}

function indicatorFact(basis: ReleaseBasis, indicator: BasisIndicator): IndicatorFact {
  return {
    code: indicator.code,
    name: indicator.name,
    dimension: indicator.dimension,
    unit: indicator.unit,
    decimals: indicator.decimals,
    direction: indicator.direction,
    periodKind: indicator.periodKind,
    frequency: indicator.frequency,
    definition: indicator.definition,
    formula: describeFormula(basis, indicator),
    leadDepartment: basis.departments[indicator.leadDepartment] ?? indicator.leadDepartment,
    source: describeSource(basis, indicator),
    isAssessed: indicator.isAssessed,
    weight: weightOf(basis, indicator),
    version: indicator.version,
    validFrom: indicator.validFrom,
    isRunningTotal: spanIn(basis, indicator).judgedBy === 'shareOfYear',
    span: spanIn(basis, indicator),
    breaks: [...indicator.breaks],
  }
}

/** Points in the adopted scheme; without one, what the catalogue proposes. */
function weightOf(basis: ReleaseBasis, indicator: BasisIndicator): number {
  if (basis.scheme === null) return indicator.isAssessed ? indicator.weight : 0
  return basis.scheme.body.items.find((item) => item.indicator === indicator.code)?.weight ?? 0
}

/** The quarter's view, or null when it was never published. */
export function quarterAt({ quarters }: Figures, period: string): QuarterView | null {
  return quarters.find((quarter) => quarter.period === period) ?? null
}

export function valueIn(quarter: QuarterView | null, i: number, unit: number): number | null {
  const value = quarter?.value(i, unit) ?? Number.NaN
  return Number.isNaN(value) ? null : value
}

export function stateIn(quarter: QuarterView, i: number, unit: number): ResultState {
  return stateName(quarter.state(i, unit))
}

/**
 * The baseline, where it may stand beside this quarter: under the same definition, and of a running total the same quarter
 * of another year only.
 */
export function comparableBaseline(
  basis: ReleaseBasis,
  indicator: BasisIndicator,
  unit: number,
): ReturnType<typeof baselineOf> {
  const baseline = baselineOf(basis, indicator.code, unit)
  if (baseline === null || !coversAlike(spanIn(basis, indicator), basis.period, baseline.period)) return null
  return isDefinedAlike(indicator, baseline.period, basis.period) ? baseline : null
}

/** Everything a card prints of the city's figure. What was known of all units stands beside a figure of all units only. */
function cityFact(figures: Figures, i: number): ValueFact {
  const { basis, results } = figures
  const indicator = must(basis.indicators[i])
  const at = i * results.unitCount + cityAt
  const counts = { value: must(results.values[at]), denominator: must(results.denominators[at]) }
  const baseline = isThin(basis, indicator, counts) ? null : comparableBaseline(basis, indicator, cityAt)
  const compared = comparedFacts(figures, i)
  const missing = missingUnits(figures, i)
  const isWhole = stateAt(results, at) === 'reported'
  const yardsticks = yardsticksBeside(basis, i)
  return {
    value: numberAt(results.values, at),
    state: stateAt(results, at),
    numerator: numberAt(results.numerators, at),
    denominator: numberAt(results.denominators, at),
    coverage: numberAt(results.coverage, at),
    carriedFrom: carriedAt(results, at),
    target: numberAt(results.targets, at),
    // Beside what cannot be computed no expected value stands as if it had been missed.
    expected: isUncomputable(figures, i) ? null : numberAt(results.expected, at),
    light: lightAt(results, at),
    progress: progressAt(results, at),
    baseline: isWhole ? (baseline?.value ?? null) : null,
    baselinePeriod: isWhole ? (baseline?.period ?? null) : null,
    ...wholeBefore(compared),
    compared,
    naiveMean: naiveMean(figures, i),
    missing: missing.map((unit) => must(basis.units[unit]).code),
    possibleDoubleCount: results.doubleCount[at] === 1,
    ...(yardsticks.length === 0 ? {} : { yardsticks }),
  }
}

/** Earlier figures that may stand beside the published one: of the same units. */
function wholeBefore({ span, year }: ValueFact['compared']): Pick<ValueFact, 'previous' | 'lastYear'> {
  const whole = (one: ComparedFact | null): number | null => (one?.isWhole === true ? one.before : null)
  const isYear = span?.against === 'sameQuarterLastYear' || span?.against === 'lastYear'
  return { previous: span?.against === 'lastQuarter' ? whole(span) : null, lastYear: whole(isYear ? span : year) }
}

/** The mean of the units' rates, where it prints otherwise than the true Σ ÷ Σ. */
function naiveMean({ basis, results, ranked }: Figures, i: number): number | null {
  const indicator = must(basis.indicators[i])
  if (!isRatio(indicator)) return null
  const start = i * results.unitCount
  const city = numberAt(results.values, start + cityAt)
  const values = ranked
    .filter((unit) => must(basis.units[unit]).countsInParent)
    .map((unit) => numberAt(results.values, start + unit))
    .filter((value) => value !== null)
  const mean = exactMean(values)
  if (mean === null || city === null) return null
  return scaledInteger(mean, indicator.decimals) === scaledInteger(city, indicator.decimals) ? null : mean
}

/** To whom an indicator does not apply: those who are not asked for its form first, with how many are. */
function notAsked({ basis, results, ranked }: Figures, i: number): string[] {
  const indicator = must(basis.indicators[i])
  if (indicator.isCityOnly) return []
  const without = ranked.filter((unit) => stateAt(results, i * results.unitCount + unit) === 'not_applicable')
  const left = new Set(excusedFrom(basis, indicator).map(({ code }) => code))
  const codeAt = (unit: number): string => must(basis.units[unit]).code
  const plain = without.filter((unit) => !left.has(codeAt(unit)))
  const told = excusedNotes(basis, indicator, new Set(without.map(codeAt)))
  // A zone that lies inside another district is in that one's figure.
  const asked = ranked.filter((unit) => must(basis.units[unit]).countsInParent && !without.includes(unit)).length
  return [
    ...told,
    ...(told.length === 0 ? [] : [`全市数应由其余${asked}个区县的数得出。`]),
    ...(plain.length === 0 ? [] : [`不适用：${namesWords(plain.map((unit) => must(basis.units[unit]).shortName))}。`]),
  ]
}

/** Footnotes of one indicator: who is missing and why, what is carried, what is only partly there. */
export function indicatorNotes(figures: Figures, i: number): string[] {
  const { basis, results, ranked } = figures
  const indicator = must(basis.indicators[i])
  const at = (unit: number): number => i * results.unitCount + unit
  const inState = Map.groupBy(ranked, (unit) => stateAt(results, at(unit)))
  const named = (state: ResultState): string[] =>
    (inState.get(state) ?? []).map((unit) => must(basis.units[unit]).shortName)
  const notes: string[] = []
  const tell = (state: ResultState, words: (names: string) => string): void => {
    const names = indicator.isCityOnly ? [] : named(state)
    if (names.length > 0) notes.push(words(namesWords(names)))
  }
  tell('not_reported', (names) => `未报：${names}，不参与排名。`)
  if (!asksWhole(basis, indicator) && named('not_applicable').length === ranked.length) {
    notes.push('本季不填报，此前也没有数值。')
  } else {
    notes.push(...notAsked(figures, i))
  }
  tell('not_available', (names) => `无法提供：${names}，不参与排名。`)
  tell('withheld', (names) => `样本过少或按规定不公布：${names}。`)
  tell('zero_denominator', (names) => `分母为零，不可计算：${names}。`)
  tell('uncomputable', (names) => `缺少下辖单位的数据，不可计算：${names}。`)
  tell('invalid', (names) => `数据无效，未采用：${names}。`)
  const coverage = numberAt(results.coverage, at(cityAt))
  const mean = meanNote(figures, i)
  if (mean !== null) notes.push(mean)
  else if (stateAt(results, at(cityAt)) === 'partial') {
    const share = isRatio(indicator) ? coverage : null
    notes.push(
      partialNote(
        share,
        missingUnits(figures, i).map((unit) => must(basis.units[unit]).shortName),
      ),
    )
  }
  const carried = carriedAt(results, at(cityAt))
  if (carried !== null) notes.push(`沿用${quarterWords(carried)}的数据，本季没有新的观测。`)
  if (results.doubleCount[at(cityAt)] === 1) notes.push('全市人数由各单位相加得出，可能重复计数。')
  if (ranked.some((unit) => !must(basis.units[unit]).countsInParent)) {
    const inside = ranked.filter((unit) => !must(basis.units[unit]).countsInParent)
    notes.push(
      `${namesWords(inside.map((unit) => must(basis.units[unit]).shortName))}位于其他区县内，${mean === null ? '全市合计不重复计算' : '不另计入全市'}。`,
    )
  }
  const target = basis.targets[indicator.code]?.find(({ year }) => year === Number(basis.period.slice(0, 4)))
  if (target !== undefined && target.source.includes('演示')) notes.push('目标值为演示目标，不是本市实际目标。')
  return notes
}

/** Of how many scores the city's figure is the mean; null for figures of another kind, and without one. */
function meanNote(figures: Figures, i: number): string | null {
  const { basis, results } = figures
  const at = i * results.unitCount + cityAt
  const units = { scored: must(results.unitsReported[at]), due: must(results.unitsDue[at]) }
  const words = meanWorking(basis, must(basis.indicators[i]), units)
  if (words === null || numberAt(results.values, at) === null) return null
  const missing = missingUnits(figures, i).map((unit) => must(basis.units[unit]).shortName)
  return `${words}${missing.length === 0 ? '' : `；没有得分的是${namesWords(missing)}`}。`
}

/** Who is missing, and, of a rate, how much of its denominator is there: a sum has none. */
function partialNote(coverage: number | null, missing: readonly string[]): string {
  const lack = missing.length === 0 ? '，尚不完整' : `，不含${namesWords(missing)}`
  const share = coverage === null ? '' : `，已报部分占分母的${formatShare(coverage)}`
  return `全市数据按已报单位汇总${lack}${share}。`
}
