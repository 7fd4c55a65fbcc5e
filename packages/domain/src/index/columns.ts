import type { Imputation, IndexMethod, MethodIndicator } from './definition.ts'
import { must } from '../must.ts'
import { normalise, type Normaliser, type NormaliseNotice } from '../score/normalise.ts'
import { exactSum } from '../number/sum.ts'
import { type Treatment, treatColumn } from '../score/treat.ts'

/** A number; null: missing; 'not_applicable': nothing is asked of the unit here. */
export type TableCell = number | null | 'not_applicable'

/** Units as rows; one column per indicator and denominator. `pool`: values of all periods, to set minimum and maximum. */
export type IndexTable = {
  readonly units: readonly string[]
  readonly groups?: readonly (string | null)[]
  readonly columns: Readonly<Record<string, readonly TableCell[]>>
  readonly pool?: Readonly<Record<string, readonly (number | null)[]>>
}

export type ColumnNotice =
  | NormaliseNotice
  | 'neutral_score'
  | 'zero_denominator'
  | 'log_of_nonpositive'
  | 'treated'
  | 'imputed'
  | 'still_skewed'

/** One indicator after all steps before aggregation. `values` as they went into normalising; `scores` what came out. */
export type PreparedColumn = {
  readonly code: string
  readonly values: readonly (number | null)[]
  readonly scores: readonly (number | null)[]
  readonly notApplicable: readonly boolean[]
  readonly imputed: readonly boolean[]
  readonly treatments: readonly Treatment[]
  readonly notices: readonly ColumnNotice[]
  /** Nobody has a score under this indicator: it is dropped as a whole. */
  readonly dropped: boolean
}

/** Denominates, imputes, treats and normalises one indicator over the units of `keep`. */
export function prepareColumn(
  method: IndexMethod,
  indicator: MethodIndicator,
  table: IndexTable,
  keep: readonly number[],
): PreparedColumn {
  const notices = new Set<ColumnNotice>()
  const cells = keep.map((row) => must(table.columns[indicator.code], `no column ${indicator.code}`)[row] ?? null)
  const plain = cells.map((cell) => (cell === 'not_applicable' ? null : cell))
  const rates = denominate(plain, indicator, { table, keep, notices })
  const notApplicable = cells.map((cell) => cell === 'not_applicable')
  const groups = keep.map((row) => table.groups?.[row] ?? null)
  const filled = impute(rates, method.impute ?? 'none', { groups, skip: notApplicable })
  const imputed = filled.map((value, at) => value !== null && rates[at] === null)
  if (imputed.includes(true)) notices.add('imputed')
  const logged = indicator.log === true ? filled.map((value) => logOf(value, notices)) : filled
  const treated =
    method.treat === undefined || indicator.treat === false
      ? { values: logged, treatments: logged.map((): Treatment => 'none'), passes: true }
      : treatColumn(logged, method.treat)
  if (treated.treatments.some((treatment) => treatment !== 'none')) notices.add('treated')
  if (!treated.passes) notices.add('still_skewed')
  const scores = scoreColumn(method, indicator, { values: treated.values, table, notices })
  const dropped = !scores.some((score) => score !== null)
  return {
    code: indicator.code,
    values: treated.values,
    scores,
    notApplicable,
    imputed,
    treatments: treated.treatments,
    notices: [...notices],
    dropped,
  }
}

type Step = { readonly table: IndexTable; readonly keep: readonly number[]; readonly notices: Set<ColumnNotice> }

/** x ÷ (d ÷ perUnits) (COINr R/denominate.R). A denominator of 0 leaves no value and spoils no other unit (fault B2). */
function denominate(
  values: readonly (number | null)[],
  indicator: MethodIndicator,
  { table, keep, notices }: Step,
): (number | null)[] {
  if (indicator.denominator === undefined) return [...values]
  const denominators = must(table.columns[indicator.denominator], `no column ${indicator.denominator}`)
  return values.map((value, at) => {
    const below = denominators[must(keep[at])] ?? null
    if (value === null || below === null || below === 'not_applicable') return null
    if (below <= 0) notices.add('zero_denominator')
    return below <= 0 ? null : (value * (indicator.perUnits ?? 1)) / below
  })
}

type ImputeInput = { readonly groups: readonly (string | null)[]; readonly skip: readonly boolean[] }

/** Fills gaps with the mean or median of all units or of the unit's own group; what does not apply stays empty. */
export function impute(
  values: readonly (number | null)[],
  kind: Imputation,
  { groups, skip }: ImputeInput,
): (number | null)[] {
  if (kind === 'none') return [...values]
  const centre = kind.endsWith('mean') ? meanOf : medianOf
  const byGroup = kind.startsWith('group')
  return values.map((value, at) => {
    if (value !== null || skip[at] === true) return value
    const peers = byGroup ? values.filter((_, other) => groups[other] === groups[at]) : values
    return centre(peers.filter((peer) => peer !== null))
  })
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : exactSum(values) / values.length
}

/** The median; null of no numbers. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return null
  return sorted.length % 2 === 1 ? must(sorted[middle]) : (must(sorted[middle - 1]) + must(sorted[middle])) / 2
}

function logOf(value: number | null, notices: Set<ColumnNotice>): number | null {
  if (value === null || value > 0) return value === null ? null : Math.log(value)
  notices.add('log_of_nonpositive')
  return null
}

type ScoreInput = {
  readonly values: readonly (number | null)[]
  readonly table: IndexTable
  readonly notices: Set<ColumnNotice>
}

function scoreColumn(
  method: IndexMethod,
  indicator: MethodIndicator,
  { values, table, notices }: ScoreInput,
): readonly (number | null)[] {
  const normaliser = logged(indicator.normaliser ?? method.normaliser, indicator.log === true)
  const ownPool = table.pool?.[indicator.code]
  const pool = ownPool === undefined || indicator.log !== true ? ownPool : ownPool.map((value) => logOf(value, notices))
  const input = { values, direction: indicator.direction, ...(pool === undefined ? {} : { pool }) }
  const { scores, notice } = normalise(normaliser, input)
  if (notice !== null) notices.add(notice)
  const { neutral } = method
  if (notice !== 'cannot_discriminate' || neutral === undefined) return scores
  notices.add('neutral_score')
  return values.map((value) => (value === null ? null : neutral))
}

/** Goalposts of a logged indicator are given in its own unit and logged with it (HDI income: 100 to 75,000). */
function logged(normaliser: Normaliser, log: boolean): Normaliser {
  if (!log || normaliser.kind !== 'goalposts') return normaliser
  return { ...normaliser, low: Math.log(normaliser.low), high: Math.log(normaliser.high) }
}
