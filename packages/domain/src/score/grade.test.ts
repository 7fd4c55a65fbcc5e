import { describe, expect, test } from 'vitest'
import { unitCode } from '../city.fixture.ts'
import { gradeUnits, nestedMean, rescaledScore } from './grade.ts'
import { rankUnits } from '../rank/ranking.ts'

const grades = [
  { name: '优秀', atLeast: 90, quota: 0.3 },
  { name: '达标', atLeast: 75 },
  { name: '不达标', atLeast: 0 },
]

function grade(totals: readonly (number | null)[]): (string | null)[] {
  const entries = totals.map((value, at) => ({
    unit: unitCode(`u${at}`),
    value,
    state: value === null ? ('not_reported' as const) : ('reported' as const),
    group: null,
    protocolOrder: at,
  }))
  const { rows } = rankUnits(entries, { rule: 'competition', direction: 'higher', decimals: 2 })
  const given = gradeUnits(rows, grades, 2)
  return entries.map((entry) => given.get(entry.unit) ?? null)
}

describe('grades', () => {
  test('keep the quota, best first', () => {
    expect(grade([95, 94, 93, 92, 91, 90, 80, 70, 60, 50])).toEqual([
      '优秀',
      '优秀',
      '优秀',
      '达标',
      '达标',
      '达标',
      '达标',
      '不达标',
      '不达标',
      '不达标',
    ])
  })

  test('let ties at the edge of a quota fall together, and nobody behind them in', () => {
    expect(grade([95, 94, 93, 93, 92, 80, 80, 80, 80, 80])).toEqual([
      '优秀',
      '优秀',
      '达标',
      '达标',
      '达标',
      '达标',
      '达标',
      '达标',
      '达标',
      '达标',
    ])
  })

  test('compare printed scores, and give none to the unranked', () => {
    expect(grade([89.996, 80, 80, 80, null])).toEqual(['优秀', '达标', '达标', '达标', null])
  })
})

test('a nested mean adds a share of the members’ mean', () => {
  expect(nestedMean(60, [80, 40, null], 0.5)).toBe(90)
  expect(nestedMean(60, [null], 0.5)).toBe(60)
})

test('a rescaled score is points reached of points reachable', () => {
  expect(rescaledScore(72, 80)).toBe(90)
  expect(rescaledScore(0, 0)).toBeNull()
})
