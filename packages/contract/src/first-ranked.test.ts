import { expect, it } from 'vitest'
import { firstRanked } from './first-ranked.ts'

const indicator = (code: string, isAssessed: boolean, weight = 0) =>
  ({ code, isAssessed, weight }) as Parameters<typeof firstRanked>[0]['indicators'][number]

it('takes the assessed indicator that weighs most before a mere size, and none without places', () => {
  const indicators = [
    indicator('SIZE', false, 9),
    indicator('EMPTY', true, 8),
    indicator('LIGHT', true, 1),
    indicator('HEAVY', true, 5),
    indicator('ALSO', true, 5),
  ]
  const [has, none] = [
    [2, 1],
    [null, null],
  ]
  expect(firstRanked({ indicators, rank: [has, none, has, has, has] })).toBe('HEAVY')
  expect(firstRanked({ indicators, rank: [has, none, none, none, none] })).toBe('SIZE')
  expect(firstRanked({ indicators, rank: [none, none, none, none, none] })).toBeNull()
})
