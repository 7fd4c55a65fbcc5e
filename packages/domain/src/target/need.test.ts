import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scaledInteger } from '../number/round.ts'
import { parsePeriod } from '../period.ts'
import { neededPerQuarter } from './need.ts'
import type { NeedRequest } from './need.ts'

const at = (period: string, value: number) => ({ period: parsePeriod(period), value })
const ask = (more: Partial<NeedRequest>) =>
  neededPerQuarter({
    pace: 'linear',
    direction: 'higher',
    decimals: 1,
    now: parsePeriod('2026Q2'),
    value: 82.6,
    target: at('2026Q4', 85),
    ...more,
  })

describe('what must be gained per quarter', () => {
  test('of a level is the way left over the quarters left, rounded so that they suffice', () => {
    expect(ask({})).toEqual({ kind: 'gain', total: 2.4, quarters: 2, each: 1.2 })
    expect(ask({ target: at('2027Q4', 90) })).toEqual({ kind: 'gain', total: 7.4, quarters: 6, each: 1.3 })
  })

  test('goes down where lower is better', () => {
    expect(ask({ direction: 'lower', value: 40, target: at('2026Q4', 33) })).toMatchObject({ total: 7, each: 3.5 })
    expect(ask({ direction: 'lower', value: 33, target: at('2026Q4', 33.04) })).toEqual({ kind: 'reached' })
  })

  test('of a running total is what the rest of the year must bring', () => {
    const share = { pace: 'share', value: 61.2 } as const
    expect(ask({ ...share, now: parsePeriod('2026Q3') })).toEqual({
      kind: 'volume',
      total: 23.8,
      quarters: 1,
      each: 23.8,
    })
    expect(ask({ ...share, value: 85 })).toEqual({ kind: 'reached' })
    expect(ask({ ...share, target: at('2027Q4', 90) })).toEqual({ kind: 'anew', each: 22.5 })
  })

  test('of a running total that should stay low is what the rest of the year may bring', () => {
    const limit = { pace: 'share', direction: 'lower', decimals: 2, value: 0.51, target: at('2026Q4', 0.96) } as const
    expect(ask(limit)).toEqual({ kind: 'allowance', total: 0.45, quarters: 2, each: 0.22 })
    expect(ask({ ...limit, value: 0.96 })).toEqual({ kind: 'allowance', total: 0, quarters: 2, each: 0 })
    expect(ask({ ...limit, value: 1 })).toEqual({ kind: 'exceeded', total: 0.04 })
    expect(ask({ ...limit, target: at('2027Q4', 0.85) })).toEqual({ kind: 'anew', each: 0.21 })
  })

  test('is not asked once the day has come, nor of what is counted anew each quarter', () => {
    expect(ask({ now: parsePeriod('2026Q4') })).toBeNull()
    expect(ask({ target: at('2025Q4', 80) })).toBeNull()
    expect(ask({ pace: 'quarter' })).toBeNull()
  })

  test('suffices for the target and would not with one printed step less', () => {
    const amount = fc.integer({ min: 0, max: 100_000 }).map((steps) => steps / 10)
    fc.assert(
      fc.property(amount, amount, fc.boolean(), (value, target, isHigher) => {
        const need = ask({ value, target: at('2027Q4', target), direction: isHigher ? 'higher' : 'lower' })
        if (need?.kind !== 'gain') return need?.kind === 'reached'
        const [total, each] = [scaledInteger(need.total, 1), scaledInteger(need.each, 1)]
        return each * need.quarters >= total && (each - 1) * need.quarters < total
      }),
    )
  })
})
