import { describe, expect, it } from 'vitest'
import type { IndicatorCode } from '../indicator.ts'
import type { ItemPart } from './composite.ts'
import { dimensionScore } from './dimension.ts'

function part(points: number | null, effectiveWeight: number): ItemPart {
  return {
    indicator: 'X' as IndicatorCode,
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
