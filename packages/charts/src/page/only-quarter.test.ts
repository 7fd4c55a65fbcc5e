import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { indicatorFacts } from '../testing/fixtures.ts'
import { quartersBetween } from '../models/trend-measured.ts'
import { indicatorPage } from './indicator.ts'
import { onlyQuarterPair } from './only-quarter.ts'

test('the first quarter of all says that there is one, and draws no lines of one dot', () => {
  const facts = indicatorFacts()
  const period = must(facts.periods.at(-1))
  const first = quartersBetween(facts, { from: period, to: period })
  const blocks = (indicator: typeof facts) => {
    const page = indicatorPage({ page: 'indicator', indicator, place: null }, {})
    const models = page.blocks.flatMap((block) => (block.kind === 'panel' ? [block.model.kind] : []))
    const pairs = page.blocks.flatMap((block) => (block.kind === 'facts' ? block.pairs : []))
    return { models, told: pairs.find(([term, words]) => term === '走势' && words.startsWith('目前只有'))?.[1] }
  }
  const lines = (models: readonly string[]) => models.filter((kind) => kind === 'trend' || kind === 'multiples')
  expect(lines(blocks(facts).models)).toEqual(['trend', 'multiples'])
  expect(lines(blocks(first).models)).toEqual([])
  expect([onlyQuarterPair(facts), blocks(facts).told]).toEqual([null, undefined])
  expect(blocks(first).told).toBe('目前只有2026年第三季度一期数据，自下一期起显示')
})
