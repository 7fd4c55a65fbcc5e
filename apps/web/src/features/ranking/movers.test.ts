import { expect, test } from 'vitest'
import { rankingFacts } from '../../testing/fixtures.ts'
import { rankMovers } from './movers.ts'

test('names the largest changes first and leaves out units without a place', () => {
  const facts = rankingFacts()
  const rank = facts.rank.map((_, at) => (at === 11 ? null : at + 1))
  const previousRank = rank.map((place, at) => (at === 0 ? 4 : at === 1 ? 1 : at === 10 ? null : place))
  expect(rankMovers({ ...facts, rank, previousRank, rankAmongCommon: rank })).toEqual([
    { code: 'YC01', name: '江北区', before: 4, now: 1 },
    { code: 'YC02', name: '江东区', before: 1, now: 2 },
  ])
})
