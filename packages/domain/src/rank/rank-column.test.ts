import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resultStates } from '../cell.ts'
import { unitCode } from '../city.fixture.ts'
import { stateCode } from '../column.ts'
import { must } from '../must.ts'
import { rankColumn } from './rank-column.ts'
import { rankUnits } from './ranking.ts'
import type { RankEntry } from './ranking.ts'

const column = (values: readonly (number | null)[], groups: readonly number[] | null = null) => ({
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
  states: Uint8Array.from(values, (value) => (value === null ? stateCode.not_reported : stateCode.reported)),
  groups: groups === null ? null : Int32Array.from(groups),
})

test('equal as printed is equal, and a missing value has no place in either direction', () => {
  const given = column([95.06, 95.14, 95.26, null, 95.2, 1], [0, 0, 1, 1, 1, -1])
  const { ranks, tied, groupRanks, ranked } = rankColumn(given, { direction: 'higher', decimals: 1 })
  expect([...ranks]).toEqual([3, 3, 1, 0, 2, 5])
  expect([...tied]).toEqual([1, 1, 0, 0, 0, 0])
  expect([...groupRanks]).toEqual([1, 1, 1, 0, 2, 0])
  expect(ranked).toBe(5)
  expect([...rankColumn(given, { direction: 'lower', decimals: 1 }).ranks]).toEqual([2, 2, 5, 0, 4, 1])
})

const unit = fc.record({
  value: fc.oneof(
    fc.integer({ min: -9, max: 9 }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.constantFrom(Number.NaN, -0, 0.05, 0.15, Number.POSITIVE_INFINITY, 1e15),
  ),
  state: fc.constantFrom(...resultStates, 'reported' as const, 'reported' as const),
  group: fc.integer({ min: -1, max: 2 }),
})

test('the same places as one row a unit gives', () => {
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 40 }),
      fc.constantFrom('higher' as const, 'lower' as const),
      fc.integer({ min: 0, max: 2 }),
      (units, direction, decimals) => {
        const rows = units.map(({ value, state, group }, at): RankEntry => ({
          unit: unitCode(`u${at}`),
          value: Number.isNaN(value) ? null : value,
          state,
          group: group < 0 ? null : `g${group}`,
          protocolOrder: at,
        }))
        const { rows: placed, ranked } = rankUnits(rows, { rule: 'competition', direction, decimals })
        const found = new Map(placed.map((row) => [row.unit, row]))
        const columns = {
          values: Float64Array.from(units, ({ value }) => value),
          states: Uint8Array.from(units, ({ state }) => stateCode[state]),
          groups: Int32Array.from(units, ({ group }) => group),
        }
        const own = rankColumn(columns, { direction, decimals })
        const places = rows.map((row) => must(found.get(row.unit)))
        expect(own.ranked).toBe(ranked)
        expect([...own.ranks]).toEqual(places.map(({ overall }) => overall?.rank ?? 0))
        expect([...own.tied]).toEqual(places.map(({ overall }) => (overall?.tied === true ? 1 : 0)))
        expect([...own.groupRanks]).toEqual(places.map(({ inGroup }) => inGroup?.rank ?? 0))
        expect([...rankColumn({ ...columns, groups: null }, { direction, decimals }).groupRanks]).toEqual(
          units.map(() => 0),
        )
      },
    ),
  )
})
