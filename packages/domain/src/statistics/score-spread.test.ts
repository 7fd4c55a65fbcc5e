import { describe, expect, it } from 'vitest'
import { scoreSpread, widestStep } from './score-spread.ts'

describe('the spread of scores', () => {
  it('is the mean, the ends and the sample deviation', () => {
    // 60, 75, 75, 90, 90: mean 78, squares 324 + 9 + 9 + 144 + 144 = 630, 630 ÷ 4 = 157.5.
    const spread = scoreSpread([60, 75, 75, 90, 90], 15)
    expect(spread).toMatchObject({ count: 5, mean: 78, min: 60, max: 90 })
    expect(spread?.deviation).toBeCloseTo(Math.sqrt(157.5), 12)
  })

  it('names who is more than a step from the median of the others, not from a middle that they moved themselves', () => {
    // 60 against the median 82.5 of 75, 75, 90, 90; 90 against 75 is just one step.
    expect(scoreSpread([60, 75, 75, 90, 90], 15)?.outliers).toEqual([0])
    expect(scoreSpread([90, 90, 60], 15)?.outliers).toEqual([2])
    expect(scoreSpread([75, 90, 90], 15)?.outliers).toEqual([])
  })

  it('calls nobody apart where there are two, and has no deviation of one', () => {
    expect(scoreSpread([0, 100], 20)).toMatchObject({ outliers: [], mean: 50 })
    expect(scoreSpread([75], 15)).toEqual({ count: 1, mean: 75, min: 75, max: 75, deviation: null, outliers: [] })
    expect(scoreSpread([], 15)).toBeNull()
  })

  it('does not depend on the order', () => {
    const [one, other] = [scoreSpread([90, 60, 75, 75], 15), scoreSpread([75, 75, 60, 90], 15)]
    expect({ ...one, outliers: 0 }).toEqual({ ...other, outliers: 0 })
  })
})

describe('the widest step of a scale', () => {
  it('is between neighbours, however they are listed', () => {
    expect(widestStep([100, 60, 85, 75])).toBe(15)
    expect(widestStep([5])).toBe(0)
  })
})
