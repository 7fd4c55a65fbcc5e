import { describe, expect, test } from 'vitest'
import { parsePeriod } from '../period.ts'
import { lostAfterMet } from './light-history.ts'
import type { JudgedQuarter } from './light-history.ts'
import { isBaseBeyond } from './target.ts'
import type { Light } from './target.ts'
import type { TargetPath } from './target-path.ts'

const point = (period: string, value: number) => ({ period: parsePeriod(period), value })
const path: TargetPath = {
  pace: 'linear',
  direction: 'higher',
  baseline: point('2021Q4', 60),
  points: [point('2025Q4', 80), point('2026Q4', 90)],
}
const quarter = (period: string, value: number | null, light: Light | null, isAlike = true): JudgedQuarter => ({
  period: parsePeriod(period),
  value,
  light,
  isAlike,
})
const lost = (history: readonly JudgedQuarter[], own: TargetPath = path) =>
  lostAfterMet(history, { path: own, decimals: 1 })

describe('met, then lost', () => {
  test('names the last quarter that was met, and that the value fell since', () => {
    const history = [quarter('2025Q4', 81, 'met'), quarter('2026Q1', 83, 'met'), quarter('2026Q2', 81.9, 'near')]
    expect(lost(history)).toEqual({ period: '2026Q1', value: 83, fell: true })
  })

  test('does not call it a fall when the expected value ran ahead, nor when the values print alike', () => {
    expect(lost([quarter('2026Q1', 83, 'met'), quarter('2026Q2', 83.5, 'near')])).toMatchObject({ fell: false })
    expect(lost([quarter('2026Q1', 83.04, 'met'), quarter('2026Q2', 83, 'near')])).toMatchObject({ fell: false })
    expect(lost([quarter('2026Q1', 83, 'met', false), quarter('2026Q2', 80, 'near')])).toMatchObject({ fell: false })
  })

  test('rises where lower is better', () => {
    const low: TargetPath = { ...path, direction: 'lower', baseline: point('2021Q4', 40) }
    expect(lost([quarter('2026Q1', 30, 'met'), quarter('2026Q2', 36, 'late')], low)).toMatchObject({ fell: true })
    expect(lost([quarter('2026Q1', 30, 'met'), quarter('2026Q2', 29, 'late')], low)).toMatchObject({ fell: false })
  })

  test('is said of nothing that is met, unjudged or was never met', () => {
    expect(lost([quarter('2026Q1', 83, 'met'), quarter('2026Q2', 86, 'met')])).toBeNull()
    expect(lost([quarter('2026Q1', 83, 'met'), quarter('2026Q2', 80, null)])).toBeNull()
    expect(lost([quarter('2026Q1', 83, 'met'), quarter('2026Q2', null, null)])).toBeNull()
    expect(lost([quarter('2026Q1', 80, 'near'), quarter('2026Q2', 79, 'late')])).toBeNull()
    expect(lost([])).toBeNull()
  })

  test('looks back within the year only where each year counts anew', () => {
    const ofYear: TargetPath = { ...path, pace: 'share' }
    const crossing = [quarter('2025Q4', 81, 'met'), quarter('2026Q1', 20, 'near')]
    expect(lost(crossing, ofYear)).toBeNull()
    expect(lost(crossing)).not.toBeNull()
    expect(lost([quarter('2026Q1', 25, 'met'), quarter('2026Q2', 40, 'late')], ofYear)).toMatchObject({ fell: false })
  })
})

describe('a baseline beyond the target', () => {
  test('reaches the last target as printed, on the better side', () => {
    expect(isBaseBeyond({ ...path, baseline: point('2021Q4', 89.96) }, 1)).toBe(true)
    expect(isBaseBeyond({ ...path, baseline: point('2021Q4', 89.94) }, 1)).toBe(false)
    expect(isBaseBeyond({ ...path, direction: 'lower' }, 1)).toBe(true)
  })

  test('is none of what starts anew each year, or without a baseline or a target', () => {
    expect(isBaseBeyond({ ...path, pace: 'share', baseline: point('2021Q4', 99) }, 1)).toBe(false)
    expect(isBaseBeyond({ ...path, baseline: null }, 1)).toBe(false)
    expect(isBaseBeyond({ ...path, points: [] }, 1)).toBe(false)
  })
})
