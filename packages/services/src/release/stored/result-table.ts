import { type ResultState } from '@cg/domain/cell'
import { stateCode, stateName } from '@cg/domain/column'
import { lights } from '@cg/domain/target/target'
import type { Light } from '@cg/domain/target/target'
import { must } from '@cg/domain/must'
import { periodAt } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { floats, integers, octets, pack, unpack } from './pack.ts'

/**
 * All indicators over all units of one quarter. Array position `i * unitCount + u`; NaN and 0 stand for null
 * (`carried` holds a period index, `rank` a place from 1, `light` and `progress` a position in their words + 1).
 */
export type ResultTable = {
  readonly unitCount: number
  readonly states: Uint8Array
  readonly values: Float64Array
  readonly numerators: Float64Array
  readonly denominators: Float64Array
  readonly coverage: Float64Array
  readonly carried: Int32Array
  readonly doubleCount: Uint8Array
  readonly targets: Float64Array
  readonly expected: Float64Array
  readonly lights: Uint8Array
  readonly progress: Uint8Array
  readonly ranks: Int32Array
  readonly tied: Uint8Array
  readonly groupRanks: Int32Array
  readonly unitsDue: Int32Array
  readonly unitsReported: Int32Array
}

export function emptyResults(indicatorCount: number, unitCount: number): ResultTable {
  const length = indicatorCount * unitCount
  const blank = (): Float64Array => new Float64Array(length).fill(Number.NaN)
  return {
    unitCount,
    states: new Uint8Array(length).fill(stateCode.not_reported),
    values: blank(),
    numerators: blank(),
    denominators: blank(),
    coverage: blank(),
    carried: new Int32Array(length),
    doubleCount: new Uint8Array(length),
    targets: blank(),
    expected: blank(),
    lights: new Uint8Array(length),
    progress: new Uint8Array(length),
    ranks: new Int32Array(length),
    tied: new Uint8Array(length),
    groupRanks: new Int32Array(length),
    unitsDue: new Int32Array(length),
    unitsReported: new Int32Array(length),
  }
}

/** 按期 / 偏慢 / 停滞 / 倒退, as the contract names them. */
export const progressNames = ['on_time', 'slow', 'stalled', 'backwards'] as const
export type ProgressName = (typeof progressNames)[number]

/** A number of a column: NaN is null. */
export function numberAt(column: Float64Array, at: number): number | null {
  const value = must(column[at])
  return Number.isNaN(value) ? null : value
}

/** A place of a column: 0 is null. */
export function placeAt(column: Int32Array, at: number): number | null {
  const value = must(column[at])
  return value === 0 ? null : value
}

export function stateAt(table: Pick<ResultTable, 'states'>, at: number): ResultState {
  return stateName(must(table.states[at]))
}

export function lightAt(table: ResultTable, at: number): Light | null {
  const code = must(table.lights[at])
  return code === 0 ? null : must(lights[code - 1])
}

export function progressAt(table: ResultTable, at: number): ProgressName | null {
  const code = must(table.progress[at])
  return code === 0 ? null : must(progressNames[code - 1])
}

export function carriedAt(table: ResultTable, at: number): Period | null {
  const index = must(table.carried[at])
  return index === 0 ? null : periodAt(index)
}

/** What later releases read of this one: values and states of all units, and the parts of the city's own figures. */
export type SeriesTable = {
  readonly units: readonly string[]
  readonly indicators: readonly string[]
  /** Indicators whose city or unit figures a correction changed after the quarter was first published. */
  readonly revised: readonly string[]
  readonly values: Float64Array
  readonly states: Uint8Array
  readonly cityNumerators: Float64Array
  readonly cityDenominators: Float64Array
  /** Share of each city figure that reported; NaN without a value. */
  readonly cityCoverage: Float64Array
  /** The period index a value was carried from; 0: it is the quarter's own. */
  readonly carried: Int32Array
}

/** What a correction asks of the release that it corrects. */
export type RevisedSeries = Pick<SeriesTable, 'units' | 'indicators' | 'revised' | 'values' | 'states'>

export function packSeries(series: SeriesTable): Buffer {
  const { units, indicators, revised, ...arrays } = series
  return pack({ units, indicators, revised }, arrays)
}

type SeriesMeta = Pick<SeriesTable, 'units' | 'indicators' | 'revised'>

/** The part that every shape of a series has held. */
export function unpackRevised(bytes: Buffer): RevisedSeries {
  const { meta, arrays } = unpack<SeriesMeta>(bytes)
  return { ...meta, values: floats(arrays, 'values'), states: octets(arrays, 'states') }
}

/** Throws a MissingColumn for bytes of a shape that lacked one. */
export function unpackSeries(bytes: Buffer): SeriesTable {
  const { meta, arrays } = unpack<SeriesMeta>(bytes)
  return {
    ...meta,
    values: floats(arrays, 'values'),
    states: octets(arrays, 'states'),
    cityNumerators: floats(arrays, 'cityNumerators'),
    cityDenominators: floats(arrays, 'cityDenominators'),
    cityCoverage: floats(arrays, 'cityCoverage'),
    carried: integers(arrays, 'carried'),
  }
}
