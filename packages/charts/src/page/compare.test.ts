import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { matrixFacts } from '../testing/fixtures.ts'
import { chosenUnits, ignoredWords } from './compare.ts'

const facts = matrixFacts()

test('what a link names and the quarter lacks is said by name', () => {
  expect(
    ignoredWords(facts, { units: `NOBODY,${must(facts.units.code[0])}`, dim: 'NOWHERE', group: '无此组', i: 'XX99' }),
  ).toEqual([
    '链接中的单位NOBODY本期不在列，没有列出。',
    '没有维度NOWHERE，现列出全部考核指标。',
    '没有考核组无此组，现列出全部单位。',
    '没有指标XX99，请另选指标。',
  ])
})

test('a sixth unit is left out and said to be', () => {
  const units = facts.units.code.slice(0, 7).join(',')
  expect(chosenUnits(facts, { units })).toHaveLength(5)
  expect(ignoredWords(facts, { units })).toEqual(['并列单位最多5个，链接中排在后面的2个没有列出。'])
})

test('a link that the quarter knows whole says nothing', () => {
  const known = {
    units: must(facts.units.code[0]),
    dim: must(facts.indicators[0]).dimension,
    i: must(facts.indicators[0]).code,
  }
  expect(ignoredWords(facts, known)).toEqual([])
})
