import { stateCode } from '../column.ts'
import { must } from '../must.ts'
import { oldestOrigins } from './operand.ts'
import { type Period, firstPeriod, periodIndex, shiftPeriod } from '../period.ts'
import { emptyResult, type ResultColumn } from './rollup.ts'

/** Marks a result with the dates of its carried operands. */
export function carryResult(
  result: ResultColumn,
  operands: readonly ({ readonly origins?: Int32Array } | null)[],
): ResultColumn {
  const origins = oldestOrigins(operands.map((operand) => operand?.origins))
  return origins === null ? result : { ...result, carriedFrom: origins }
}

/**
 * For every unit its result at the latest period, from `period` back to `limit` quarters earlier, at which it was
 * anything but 未报 or a comparison that lacks units; `carriedFrom` names that period where it is an earlier one. Null when there is none at all.
 */
export function findResult(
  at: (period: Period) => ResultColumn | null,
  period: Period,
  limit: number,
  length: number,
): ResultColumn | null {
  const first = at(period)
  if (limit === 0 || (first !== null && !first.states.some(isOpen))) return first
  const merged = copyResult(first ?? emptyResult(length))
  let found = first !== null
  for (let back = 1; back <= limit && merged.states.some(isOpen); back++) {
    const earlier = mayShift(period, -back)
    const column = earlier === null ? null : at(earlier)
    if (column === null || earlier === null) continue
    found = true
    fillFrom(merged, column, periodIndex(earlier))
  }
  return found ? merged : null
}

/** Waits for an earlier figure: nobody reported, or not everybody that a comparison needs. */
function isOpen(state: number): boolean {
  return state === stateCode.not_reported || state === stateCode.uncomputable
}

type MutableResult = { -readonly [K in keyof ResultColumn]: ResultColumn[K] }

function copyResult(column: ResultColumn): MutableResult {
  return {
    states: column.states.slice(),
    values: column.values.slice(),
    numerators: column.numerators.slice(),
    denominators: column.denominators.slice(),
    coverage: column.coverage.slice(),
    unitsReported: column.unitsReported.slice(),
    unitsExpected: column.unitsExpected.slice(),
    childSum: column.childSum?.slice() ?? null,
    doubleCount: column.doubleCount?.slice() ?? null,
    carriedFrom: column.carriedFrom?.slice() ?? null,
    ...(column.missing === undefined ? {} : { missing: new Map(column.missing) }),
    ...(column.compared === undefined ? {} : { compared: column.compared }),
  }
}

function fillFrom(target: MutableResult, source: ResultColumn, origin: number): void {
  const length = target.states.length
  for (let unit = 0; unit < length; unit++) {
    if (!isOpen(must(target.states[unit])) || isOpen(must(source.states[unit]))) continue
    target.states[unit] = must(source.states[unit])
    if (target.missing?.has(unit) === true) target.missing = without(target.missing, unit)
    target.values[unit] = must(source.values[unit])
    target.numerators[unit] = must(source.numerators[unit])
    target.denominators[unit] = must(source.denominators[unit])
    target.coverage[unit] = must(source.coverage[unit])
    target.unitsReported[unit] = must(source.unitsReported[unit])
    target.unitsExpected[unit] = must(source.unitsExpected[unit])
    if (source.childSum !== null) {
      target.childSum ??= new Float64Array(length).fill(Number.NaN)
      target.childSum[unit] = must(source.childSum[unit])
    }
    if (source.doubleCount !== null) {
      target.doubleCount ??= new Uint8Array(length)
      target.doubleCount[unit] = must(source.doubleCount[unit])
    }
    target.carriedFrom ??= new Int32Array(length)
    const own = source.carriedFrom?.[unit] ?? 0
    target.carriedFrom[unit] = own === 0 ? origin : own
  }
}

function without(
  missing: ReadonlyMap<number, readonly number[]>,
  unit: number,
): ReadonlyMap<number, readonly number[]> {
  return new Map([...missing].filter(([at]) => at !== unit))
}

/** Quarters before the first one that can be written do not exist. */
function mayShift(period: Period, count: number): Period | null {
  return periodIndex(period) + count < periodIndex(firstPeriod) ? null : shiftPeriod(period, count)
}
