import { describe, expect, it } from 'vitest'
import type { IndicatorCode } from '../indicator.ts'
import type { ItemPart } from './composite.ts'
import { dimensionDrag, dimensionScore } from './dimension.ts'

function part(points: number | null, effectiveWeight: number, indicator = 'X'): ItemPart {
  return {
    indicator: indicator as IndicatorCode,
    value: points,
    target: 100,
    points,
    uncapped: points,
    nominalWeight: 0.1,
    effectiveWeight,
    contribution: (points ?? 0) * effectiveWeight,
    action: points === null ? 'redistribute' : 'scored',
    reason: null,
  }
}

describe('the part of a block in a score', () => {
  it('adds up to the points of the total, and of a hundred weighs what was scored', () => {
    const { points, score } = dimensionScore([part(80, 0.3), part(50, 0.1)])
    expect(points).toBeCloseTo(29, 12)
    expect(score).toBeCloseTo(72.5, 12)
  })

  it('leaves out an item whose weight went elsewhere, and counts a 0 for what is owed', () => {
    expect(dimensionScore([part(80, 0.4), part(null, 0)]).score).toBeCloseTo(80, 12)
    expect(dimensionScore([part(80, 0.2), part(0, 0.2)]).score).toBeCloseTo(40, 12)
  })

  it('is nothing where nothing is scored', () => {
    expect(dimensionScore([part(null, 0)])).toEqual({ points: null, score: null })
    expect(dimensionScore([])).toEqual({ points: null, score: null })
  })
})

describe('what holds a block back', () => {
  it('is the item that costs the units most on average, of those of which it is scored', () => {
    const units = [
      [part(90, 0.1, 'A'), part(80, 0.2, 'B')],
      [part(0, 0.1, 'A'), part(90, 0.2, 'B')],
      [part(100, 0.1, 'A'), part(null, 0, 'B')],
    ]
    // A costs 1, 10 and 0 points; B 4 and 2, and nothing where its weight went elsewhere.
    expect(dimensionDrag(units, 2)).toEqual({ indicator: 'A', lost: expect.closeTo(11 / 3, 12) })
  })

  it('is nothing where nothing is lost as printed, and where two cost the same', () => {
    expect(dimensionDrag([[part(99.99, 0.1, 'A'), part(100, 0.1, 'B')]], 2)).toBeNull()
    expect(dimensionDrag([[part(90, 0.1, 'A'), part(90, 0.1, 'B')]], 2)).toBeNull()
    expect(dimensionDrag([], 2)).toBeNull()
  })
})
