import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unitCode } from '../city.fixture.ts'
import { type RankEntry, type RankOptions, type RankRule, rankChange, rankUnits } from './ranking.ts'

const options: RankOptions = { rule: 'competition', direction: 'higher', decimals: 1 }

function entry(code: string, value: number | null, more: Partial<RankEntry> = {}): RankEntry {
  const state = value === null ? 'not_reported' : 'reported'
  return { unit: unitCode(code), value, state, group: null, protocolOrder: code.charCodeAt(0), ...more }
}

const four = [entry('a', 8), entry('b', 9), entry('c', 7), entry('d', 8)]
const ranks = (entries: readonly RankEntry[], more: Partial<RankOptions> = {}) =>
  Object.fromEntries(
    rankUnits(entries, { ...options, ...more }).rows.map((row) => [row.unit, row.overall?.rank ?? null]),
  )

describe('a ranking', () => {
  test.each([
    ['competition', { b: 1, a: 2, d: 2, c: 4 }],
    ['modified', { b: 1, a: 3, d: 3, c: 4 }],
    ['dense', { b: 1, a: 2, d: 2, c: 3 }],
    ['fractional', { b: 1, a: 2.5, d: 2.5, c: 4 }],
    ['ordinal', { b: 1, a: 2, d: 3, c: 4 }],
  ] as const)('%s gives equal values their places', (rule: RankRule, expected) => {
    expect(ranks(four, { rule })).toEqual(expected)
  })

  test('fault B10, B11: what prints equal ranks equal, whatever the float noise', () => {
    expect(ranks([entry('a', 0.1 + 0.2), entry('b', 0.3), entry('c', 95.14), entry('d', 95.06)])).toEqual({
      c: 1,
      d: 1,
      a: 3,
      b: 3,
    })
    expect(ranks([entry('a', 95.14), entry('b', 95.06)], { decimals: 2 })).toEqual({ a: 1, b: 2 })
  })

  test('lower-better turns the order around, and a missing value is last in neither direction: it has no place', () => {
    const entries = [
      entry('a', 3),
      entry('b', null),
      entry('c', 1),
      entry('z', 0, { state: 'zero_denominator', value: null }),
    ]
    expect(ranks(entries, { direction: 'lower' })).toEqual({ c: 1, a: 2, b: null, z: null })
    const { rows } = rankUnits(entries, options)
    expect(rows.map((row) => [row.unit, row.unrankedReason])).toEqual([
      ['a', null],
      ['c', null],
      ['b', 'not_reported'],
      ['z', 'zero_denominator'],
    ])
  })

  test('tied names stand in protocol order', () => {
    const entries = [
      entry('a', 5, { protocolOrder: 3 }),
      entry('b', 5, { protocolOrder: 1 }),
      entry('c', 5, { protocolOrder: 2 }),
    ]
    const { rows } = rankUnits(entries, options)
    expect(rows.map((row) => row.unit)).toEqual(['b', 'c', 'a'])
    expect(rows.every((row) => row.overall?.tied === true && row.overall.of === 3)).toBe(true)
  })

  test('a tie-break chain decides between equals, then the place is shared', () => {
    const entries = [
      entry('a', 5, { tieBreaks: [1, 2] }),
      entry('b', 5, { tieBreaks: [1, 3] }),
      entry('c', 5, { tieBreaks: [null, 9] }),
      entry('d', 5, { tieBreaks: [1, 3] }),
    ]
    expect(ranks(entries, { tieBreakDecimals: [0, 0] })).toEqual({ b: 1, d: 1, a: 3, c: 4 })
  })

  test('places within a group are counted within it', () => {
    const entries = [
      entry('a', 5, { group: 'x' }),
      entry('b', 9, { group: 'y' }),
      entry('c', 7, { group: 'x' }),
      entry('d', 6),
    ]
    const { rows } = rankUnits(entries, options)
    expect(rows.map((row) => [row.unit, row.overall?.rank, row.inGroup?.rank ?? null])).toEqual([
      ['b', 1, 1],
      ['c', 2, 1],
      ['d', 3, null],
      ['a', 4, 2],
    ])
  })

  test('one unit is 1 of 1, and fewer than three are too few to print', () => {
    const one = rankUnits([entry('a', 5)], options)
    expect(one.rows[0]?.overall).toEqual({ rank: 1, tied: false, of: 1 })
    expect(one.tooFew).toBe(true)
    expect(rankUnits(four, options).tooFew).toBe(false)
  })

  test('changes of place are told only under the same version', () => {
    const then = { version: 'v1', ranking: rankUnits(four, options) }
    const now = {
      version: 'v1',
      ranking: rankUnits([entry('a', 10), entry('b', 9), entry('c', 7), entry('n', 1)], options),
    }
    const change = rankChange(now, then)
    expect(change.kind === 'changes' ? Object.fromEntries(change.places) : change).toEqual({
      a: 1,
      b: -1,
      c: 1,
      n: null,
    })
    expect(rankChange({ ...now, version: 'v2' }, then)).toEqual({ kind: 'refused', code: 'other_version' })
  })
})

const values = fc.array(fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { nil: null }), {
  minLength: 1,
  maxLength: 12,
})
const named = (list: readonly (number | null)[]) =>
  list.map((value, at) => entry(`u${at}`, value, { protocolOrder: at }))

describe('whatever the values', () => {
  test('row order, names and unranked additions change no place', () => {
    fc.assert(
      fc.property(values, (list) => {
        const entries = named(list)
        const base = rankUnits(entries, options)
        expect(rankUnits(entries.toReversed(), options)).toEqual(base)
        const renamed = rankUnits(
          entries.map((one) => ({ ...one, unit: unitCode(`new-${one.unit}`) })),
          options,
        )
        expect(renamed.rows.map((row) => row.overall)).toEqual(base.rows.map((row) => row.overall))
        const added = rankUnits([...entries, entry('extra', null, { protocolOrder: 99 })], options)
        expect(added.rows.filter((row) => row.unit !== 'extra')).toEqual(base.rows)
      }),
    )
  })

  test('the number of units ahead is the competition place less one', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { rows } = rankUnits(named(list), { ...options, decimals: 6 })
        for (const row of rows) {
          if (row.overall === null) expect(row.value).toBeNull()
          else {
            const own = Math.round((row.value ?? 0) * 1e6)
            const ahead = list.filter((value) => value !== null && Math.round(value * 1e6) > own).length
            expect(Math.abs(row.overall.rank - 1 - ahead)).toBeLessThanOrEqual(
              list.filter((value) => value !== null && Math.abs(value * 1e6 - own) <= 1).length,
            )
          }
        }
      }),
    )
  })
})
