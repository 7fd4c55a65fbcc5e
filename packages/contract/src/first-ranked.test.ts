import { expect, it } from 'vitest'
import { firstRanked } from './first-ranked.ts'

const indicator = (code: string, isAssessed: boolean) =>
  ({ code, isAssessed }) as Parameters<typeof firstRanked>[0]['indicators'][number]

it('takes an assessed indicator before a mere size, and none without places', () => {
  const indicators = [indicator('SIZE', false), indicator('EMPTY', true), indicator('RATE', true)]
  expect(
    firstRanked({
      indicators,
      rank: [
        [1, 2],
        [null, null],
        [2, 1],
      ],
    }),
  ).toBe('RATE')
  expect(
    firstRanked({
      indicators,
      rank: [
        [1, 2],
        [null, null],
        [null, null],
      ],
    }),
  ).toBe('SIZE')
  expect(firstRanked({ indicators, rank: [[null], [null], [null]] })).toBeNull()
})
