import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { cityAt } from './basis.ts'
import { floats, integers, octets, pack, unpack } from './pack.ts'
import { carriedAt, lightAt, numberAt, placeAt, progressAt, stateAt } from './result-table.ts'
import type { ResultTable } from './result-table.ts'

/** One figure of a release: of a unit, or of the city in a group of an axis (`breakdown`). */
export type ResultRow = {
  indicatorCode: string
  unitCode: string
  breakdown: string
  state: ResultState
  value: number | null
  numerator: number | null
  denominator: number | null
  coverage: number | null
  carriedFrom: string | null
  target: number | null
  expected: number | null
  light: string | null
  progress: string | null
  rank: number | null
  isTied: boolean | null
  groupRank: number | null
  detail: string | null
}

/** The city's figure in a group of an axis: 'size:above'. */
export type FrozenGroup = Pick<ResultRow, 'breakdown' | 'state' | 'value' | 'numerator' | 'denominator'> & {
  /** Position among the indicators. */
  readonly indicator: number
}

/** All figures of a release as columns, with what their positions stand for. */
export type FrozenResults = {
  readonly indicators: readonly string[]
  readonly units: readonly string[]
  readonly groups: readonly FrozenGroup[]
  readonly table: ResultTable
}

type Meta = Pick<FrozenResults, 'indicators' | 'units' | 'groups'>

export function packResults({
  indicators,
  units,
  groups,
  table: { unitCount: _count, ...columns },
}: FrozenResults): Buffer {
  return pack({ indicators, units, groups }, columns)
}

export function unpackResults(bytes: Buffer): FrozenResults {
  const { meta, arrays } = unpack<Meta>(bytes)
  return {
    ...meta,
    table: {
      unitCount: meta.units.length,
      states: octets(arrays, 'states'),
      values: floats(arrays, 'values'),
      numerators: floats(arrays, 'numerators'),
      denominators: floats(arrays, 'denominators'),
      coverage: floats(arrays, 'coverage'),
      carried: integers(arrays, 'carried'),
      doubleCount: octets(arrays, 'doubleCount'),
      targets: floats(arrays, 'targets'),
      expected: floats(arrays, 'expected'),
      lights: octets(arrays, 'lights'),
      progress: octets(arrays, 'progress'),
      ranks: integers(arrays, 'ranks'),
      tied: octets(arrays, 'tied'),
      groupRanks: integers(arrays, 'groupRanks'),
      unitsDue: integers(arrays, 'unitsDue'),
      unitsReported: integers(arrays, 'unitsReported'),
    },
  }
}

/** The figures one by one, in the order in which rows of a table would stand. */
export function* resultRows(frozen: FrozenResults): Generator<ResultRow> {
  const units = inKeyOrder(frozen.units)
  for (const i of inKeyOrder(frozen.indicators)) {
    for (const u of units) {
      yield resultRow(frozen, i, u)
      if (u === cityAt) yield* groupRows(frozen, i)
    }
  }
}

/** Positions in the order of the codes, as the database compares them. */
export function inKeyOrder(codes: readonly string[]): number[] {
  return [...codes.keys()].sort((left, right) => (must(codes[left]) < must(codes[right]) ? -1 : 1))
}

function resultRow({ indicators, units, table }: FrozenResults, i: number, u: number): ResultRow {
  const at = i * table.unitCount + u
  const rank = placeAt(table.ranks, at)
  return {
    indicatorCode: must(indicators[i]),
    unitCode: must(units[u]),
    breakdown: '',
    state: stateAt(table, at),
    value: numberAt(table.values, at),
    numerator: numberAt(table.numerators, at),
    denominator: numberAt(table.denominators, at),
    coverage: numberAt(table.coverage, at),
    carriedFrom: carriedAt(table, at),
    target: numberAt(table.targets, at),
    expected: numberAt(table.expected, at),
    light: lightAt(table, at),
    progress: progressAt(table, at),
    rank,
    isTied: rank === null ? null : table.tied[at] === 1,
    groupRank: placeAt(table.groupRanks, at),
    detail:
      u === cityAt ? JSON.stringify({ unitsDue: table.unitsDue[at], unitsReported: table.unitsReported[at] }) : null,
  }
}

function groupRows({ indicators, units, groups }: FrozenResults, i: number): ResultRow[] {
  const own = groups.filter(({ indicator }) => indicator === i)
  const sorted = inKeyOrder(own.map(({ breakdown }) => breakdown)).map((at) => must(own[at]))
  return sorted.map(({ indicator, ...group }) => ({
    indicatorCode: must(indicators[indicator]),
    unitCode: must(units[cityAt]),
    ...group,
    coverage: null,
    carriedFrom: null,
    target: null,
    expected: null,
    light: null,
    progress: null,
    rank: null,
    isTied: null,
    groupRank: null,
    detail: null,
  }))
}
