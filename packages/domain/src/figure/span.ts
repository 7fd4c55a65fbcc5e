import type {
  Formula,
  Frequency,
  IndicatorCode,
  IndicatorDefinition,
  IndicatorPeriodKind,
  ItemCode,
  ItemDefinition,
  Term,
} from '../indicator.ts'
import type { PeriodForm } from './item-column.ts'
import { type Period, quarterOf, shiftPeriod } from '../period.ts'

/** The time a figure speaks of: a moment, the quarter, the year so far, a half-yearly or yearly observation, all since the start. */
export const spanKinds = ['stock', 'quarter', 'yearToDate', 'halfYear', 'year', 'sinceStart'] as const
export type SpanKind = (typeof spanKinds)[number]

/** The earlier figure that covers as long a time: 上季, 上年同期, 上次调查 (half a year ago), 上年. */
export const spanComparisons = ['lastQuarter', 'sameQuarterLastYear', 'lastSurvey', 'lastYear'] as const
export type SpanComparison = (typeof spanComparisons)[number]

/**
 * How the value expected today follows from year-end targets: interpolated from the baseline; the elapsed share of the
 * year (what grows from nothing each year); a fourth of the year (what is counted anew each quarter).
 */
export const spanJudgements = ['interpolated', 'shareOfYear', 'quarterOfYear'] as const
export type SpanJudgement = (typeof spanJudgements)[number]

/** `step`: quarters back to the figure it is compared with. */
export type Span = {
  readonly kind: SpanKind
  readonly compareWith: SpanComparison
  readonly judgedBy: SpanJudgement
  readonly step: 1 | 2 | 4
}

/** Where the formula's parts are looked up. */
export type SpanLookups = {
  readonly items: ReadonlyMap<ItemCode, Pick<ItemDefinition, 'periodKind'>>
  readonly indicators: ReadonlyMap<IndicatorCode, SpanIndicator>
}
export type SpanIndicator = Pick<IndicatorDefinition, 'formula' | 'periodKind' | 'frequency' | 'flowForm'>

/**
 * The span of an indicator's figures (domain 2.2, 2.3; decision 37): the one place that says it. Gaps, ratios and derived
 * figures have the span of what they are made of; a ratio of two running totals is no share of a year's target.
 */
export function spanOf(indicator: SpanIndicator, lookups: SpanLookups, form: PeriodForm = 'asDefined'): Span {
  const frequency = frequencyOf(indicator, lookups)
  const kind = kindOf(indicator, { frequency, runs: runs(indicator, lookups, form), lookups, form })
  const judgedBy = judgementOf(kind, grows(indicator, lookups))
  return { kind, judgedBy, ...comparisonOf(kind, frequency) }
}

/** The quarter whose figure is held beside the one observed in `period`. */
export function comparedPeriod({ step }: Span, period: Period): Period {
  return shiftPeriod(period, -step)
}

/** How long a figure of that quarter counts: of what grows through the year, how much of the year has passed. */
export function lengthIn({ kind }: Pick<Span, 'kind'>, period: Period): string {
  return kind === 'yearToDate' ? `${kind}${quarterOf(period)}` : kind
}

/** Whether figures of two quarters cover the same length of time: the year so far only at the same quarter of each year. */
export function coversAlike(span: Span, period: Period, other: Period): boolean {
  return lengthIn(span, period) === lengthIn(span, other)
}

/** What has a figure of a single quarter although it may be asked for longer. */
const cutByQuarter: ReadonlySet<IndicatorPeriodKind> = new Set(['FLOW_Q', 'YTD_CUM', 'SINCE_BASE'])

type Kinding = {
  readonly frequency: Frequency
  readonly runs: boolean
  readonly lookups: SpanLookups
  readonly form: PeriodForm
}

function kindOf(indicator: SpanIndicator, { frequency, runs: isRunning, lookups, form }: Kinding): SpanKind {
  const kind = partOf(indicator, lookups)
  if (form === 'quarter' && cutByQuarter.has(kind)) return 'quarter'
  if (frequency === 'Y') return 'year'
  if (isRunning) return 'yearToDate'
  if (frequency === 'H') return 'halfYear'
  if (kind === 'SINCE_BASE') return 'sinceStart'
  return kind === 'FLOW_Q' || kind === 'SURVEY' ? 'quarter' : 'stock'
}

/** The period kind of an indicator, through what it is made of. */
function partOf(indicator: SpanIndicator, lookups: SpanLookups): IndicatorPeriodKind {
  const { formula } = indicator
  if (formula.kind === 'areaRatio') return lookups.items.get(formula.item)?.periodKind ?? indicator.periodKind
  const [first] = operandsOf(formula, lookups)
  return first === undefined ? indicator.periodKind : partOf(first, lookups)
}

function operandsOf(formula: Formula, { indicators }: SpanLookups): SpanIndicator[] {
  const codes =
    formula.kind === 'areaGap'
      ? [formula.indicator]
      : formula.kind === 'derived'
        ? [formula.numerator, formula.denominator]
        : []
  return codes.flatMap((code) => indicators.get(code) ?? [])
}

const slowness: Readonly<Record<Frequency, number>> = { Q: 0, H: 1, Y: 2 }

/** The slowest of the parts: a derived figure is not observed more often than they are. */
function frequencyOf(indicator: SpanIndicator, lookups: SpanLookups): Frequency {
  const own: Frequency = indicator.periodKind === 'ANNUAL' ? 'Y' : indicator.frequency
  const parts = operandsOf(indicator.formula, lookups).map((operand) => frequencyOf(operand, lookups))
  return [own, ...parts].reduce((slowest, one) => (slowness[one] > slowness[slowest] ? one : slowest))
}

const runningKinds: ReadonlySet<IndicatorPeriodKind> = new Set(['YTD_CUM', 'YTD_UNIQUE', 'YTD_SUM_OVER_ANNUAL'])

/** Counted up through the year: by kind, by how its flow is taken, or through what it is made of. */
function runs(indicator: SpanIndicator, lookups: SpanLookups, form: PeriodForm): boolean {
  if (form === 'quarter') return false
  const kinds = [indicator.periodKind, partOf(indicator, lookups)]
  if (kinds.some((kind) => runningKinds.has(kind)) || indicator.flowForm === 'ytd') return true
  if (form === 'ytd' && kinds.some((kind) => kind === 'FLOW_Q' || kind === 'SINCE_BASE')) return true
  return operandsOf(indicator.formula, lookups).some((operand) => runs(operand, lookups, form))
}

/** Whether a figure grows with the time that its span has lasted: its upper part does and its lower part does not. */
function grows(indicator: SpanIndicator, lookups: SpanLookups): boolean {
  const flows = (terms: readonly Term[]): boolean =>
    terms.some(({ item }) => {
      const kind = lookups.items.get(item)?.periodKind
      return kind === 'FLOW_Q' || kind === 'YTD_CUM' || kind === 'YTD_UNIQUE'
    })
  const part = (code: IndicatorCode): boolean => {
    const found = lookups.indicators.get(code)
    return found !== undefined && grows(found, lookups)
  }
  const { formula } = indicator
  if (indicator.periodKind === 'YTD_SUM_OVER_ANNUAL') return true
  switch (formula.kind) {
    case 'sum':
      return flows(formula.terms)
    case 'quotient':
      return flows(formula.numerator) && !flows(formula.denominator)
    case 'areaGap':
      return part(formula.indicator)
    case 'derived':
      return part(formula.numerator) && !part(formula.denominator)
    default:
      return false
  }
}

function judgementOf(kind: SpanKind, isGrowing: boolean): SpanJudgement {
  if (!isGrowing) return 'interpolated'
  return kind === 'quarter' ? 'quarterOfYear' : 'shareOfYear'
}

function comparisonOf(kind: SpanKind, frequency: Frequency): Pick<Span, 'compareWith' | 'step'> {
  if (kind === 'yearToDate') return { compareWith: 'sameQuarterLastYear', step: 4 }
  if (kind === 'quarter' || frequency === 'Q') return { compareWith: 'lastQuarter', step: 1 }
  return frequency === 'Y' ? { compareWith: 'lastYear', step: 4 } : { compareWith: 'lastSurvey', step: 2 }
}
