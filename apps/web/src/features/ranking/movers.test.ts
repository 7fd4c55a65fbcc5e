import { expect, test } from 'vitest'
import { rankingFacts } from '../../testing/fixtures.ts'
import { rankMovers } from './movers.ts'

test('names the largest changes first and leaves out units without a place', () => {
  const facts = rankingFacts()
  const rank = facts.rank.map((_, at) => (at === 11 ? null : at + 1))
  const previousRank = rank.map((place, at) => (at < 3 ? ([3, 1, 2][at] ?? null) : at === 10 ? null : place))
  const rankAmongCommon = rank.map((place, at) => (at === 10 ? null : place))
  expect(rankMovers({ ...facts, rank, previousRank, rankAmongCommon })).toEqual([
    { code: 'YC01', name: '江北区', text: '由第3位升至第1位' },
    { code: 'YC02', name: '江东区', text: '由第1位降至第2位' },
    { code: 'YC03', name: facts.units.shortName[2], text: '由第2位降至第3位' },
  ])
})

test('says of a shared place that it is shared', () => {
  const facts = rankingFacts()
  const rank = facts.rank.map((_, at) => (at < 2 ? 1 : at + 1))
  const previousRank = rank.map((_, at) => at + 1)
  expect(rankMovers({ ...facts, rank, previousRank, rankAmongCommon: rank })).toEqual([
    { code: 'YC02', name: '江东区', text: '由第2位升至并列第1位' },
  ])
})
