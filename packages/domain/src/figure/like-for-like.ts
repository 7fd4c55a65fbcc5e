import { stateCode } from '../column.ts'
import { coveredShare } from './coverage.ts'
import type { Formula } from '../indicator.ts'
import { must } from '../must.ts'
import { type ResultColumn, sumOver } from './rollup.ts'
import type { UnitTree } from '../unit-tree.ts'

/**
 * A parent's figure of two quarters over the units that both contain (decision 31). `missingNow` and `missingBefore` are
 * units left out because that quarter lacks them; `isWhole`: none is, so both values are the published ones. `covered` is
 * the smaller share, of the two quarters, of what should have reported.
 */
export type LikeForLike = {
  readonly now: number
  readonly before: number
  readonly missingNow: readonly number[]
  readonly missingBefore: readonly number[]
  readonly isWhole: boolean
  readonly covered: number
}

export type LikeColumns = { readonly now: ResultColumn; readonly before: ResultColumn }

/**
 * Recomputes a parent over the units with a whole figure of their own quarter in both columns. Null when nothing is
 * common, and for figures that are not added up from units (comparisons of areas, derived figures, a parent's own count)
 * unless both are whole.
 */
export function likeForLike(tree: UnitTree, unit: number, formula: Formula, columns: LikeColumns): LikeForLike | null {
  const sides = [columns.now, columns.before] as const
  if (sides.some((column) => originOf(column, unit) !== 0)) return null
  const whole = sides.every((column) => column.states[unit] === stateCode.reported)
  const children = Array.from(must(tree.children[unit])).filter((child) => isAsked(sides, child))
  const [missingNow, missingBefore] = sides.map((column) => children.filter((child) => !isPresent(column, child)))
  const gone = new Set(missingNow)
  for (const child of must(missingBefore)) gone.add(child)
  if (!isOfSameUnits(sides, unit)) return null
  if (whole && (gone.size === 0 || !isAdded(formula) || isOwn(tree, sides, unit))) return wholeFigures(sides, unit)
  const common = children.filter((child) => !gone.has(child))
  if (!isAdded(formula) || common.length === 0) return null
  const values = sides.map((column) => valueOver(column, common, formula))
  const [now, before] = values
  if (now === null || now === undefined || before === null || before === undefined) return null
  const covered = Math.min(...sides.map((column) => coveredBy(column, unit, common)))
  return { now, before, missingNow: must(missingNow), missingBefore: must(missingBefore), isWhole: false, covered }
}

/** A comparison of areas is held against one of the same units only (decision 31). */
function isOfSameUnits(sides: Sides, unit: number): boolean {
  const [now, before] = sides.map((column) =>
    (column.compared?.get(unit) ?? []).toSorted((left, right) => left - right),
  )
  return now?.join() === before?.join()
}

type Sides = readonly [ResultColumn, ResultColumn]

function wholeFigures([now, before]: Sides, unit: number): LikeForLike {
  const covered = Math.min(coveredShare(now, unit) ?? 0, coveredShare(before, unit) ?? 0)
  const values = { now: must(now.values[unit]), before: must(before.values[unit]) }
  return { ...values, missingNow: [], missingBefore: [], isWhole: true, covered }
}

const addedKinds: ReadonlySet<Formula['kind']> = new Set(['sum', 'quotient', 'pooled', 'weightedMean', 'unitMean'])

function isAdded({ kind }: Formula): boolean {
  return addedKinds.has(kind)
}

/** A parent that counts for itself (distinct people, decision 9) is whole whatever its children reported. */
function isOwn(tree: UnitTree, sides: Sides, unit: number): boolean {
  const children = must(tree.children[unit])
  return sides.every((column) => {
    const present = children.filter((child) => isPresent(column, child))
    return sumOver(present, column.numerators) !== column.numerators[unit]
  })
}

/** A unit to which neither quarter applies is no part of either figure; 不适用 carried from another quarter is owed. */
function isAsked([now, before]: Sides, unit: number): boolean {
  return isOwed(now, unit) || isOwed(before, unit)
}

function isOwed(column: ResultColumn, unit: number): boolean {
  return column.states[unit] !== stateCode.not_applicable || originOf(column, unit) !== 0
}

/** Its whole figure, measured in the quarter itself, with the parts from which sums are made. */
function isPresent(column: ResultColumn, unit: number): boolean {
  const state = must(column.states[unit])
  if (state !== stateCode.reported && state !== stateCode.zero_denominator) return false
  return originOf(column, unit) === 0 && !Number.isNaN(must(column.numerators[unit]))
}

function originOf(column: ResultColumn, unit: number): number {
  return column.carriedFrom?.[unit] ?? 0
}

function valueOver(column: ResultColumn, units: readonly number[], formula: Formula): number | null {
  const multiplier = 'multiplier' in formula ? formula.multiplier : 1
  const x = sumOver(units, column.numerators)
  const n = formula.kind === 'sum' ? 1 : sumOver(units, column.denominators)
  return Number.isNaN(x) || Number.isNaN(n) || n === 0 ? null : (x * multiplier) / n
}

/** The share of what should have reported that the common units make up. */
function coveredBy(column: ResultColumn, unit: number, common: readonly number[]): number {
  const share = coveredShare(column, unit) ?? 0
  const [part, all] = [sumOver(common, column.denominators), must(column.denominators[unit])]
  if (!Number.isNaN(part) && all > 0) return (share * part) / all
  const expected = must(column.unitsExpected[unit])
  const reported = common.reduce((sum, child) => sum + must(column.unitsReported[child]), 0)
  return expected > 0 ? reported / expected : 0
}
