import type { RankingFacts } from '@cg/contract/release/ranking'
import { expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { rankingFacts } from '../testing/fixtures.ts'

/** The fixture's units over and over, each time with codes and names of their own. */
function wide(times: number): RankingFacts {
  const facts = rankingFacts()
  const count = facts.units.code.length
  const again = <T>(list: readonly T[]): T[] => Array.from({ length: times }, () => list).flat()
  const named = (list: readonly string[]) => again(list).map((name, at) => `${name}${at}`)
  const columns = Object.entries(facts).map(([key, value]) => [
    key,
    Array.isArray(value) && value.length === count ? again(value as unknown[]) : value,
  ])
  const { periods, rank, value } = facts.history
  const units = Object.entries(facts.units).map(([key, list]) => [
    key,
    ['code', 'name', 'shortName'].includes(key) ? named(list as string[]) : again(list as unknown[]),
  ])
  return {
    ...facts,
    ...(Object.fromEntries(columns) as object),
    units: Object.fromEntries(units) as RankingFacts['units'],
    history: { periods, rank: rank.map(again), value: value.map(again) },
  }
}

const drawn = (data: RankingFacts, focus?: string) => {
  const model = chartFromSpec({ kind: 'bump', ...(focus === undefined ? {} : { focus }) }, { facts: 'ranking', data })
  if (model.body.form !== 'bump') throw new Error(model.body.form)
  return { lines: model.body.series.map(({ key }) => key), rows: model.table.rows.length, note: model.lines.note }
}

test('of very many units the way of the chosen one is drawn, and its table lists them all', () => {
  const data = wide(40)
  expect(data.units.code.length).toBeGreaterThan(200)
  const focus = data.units.code[7] ?? ''
  const { lines, rows, note } = drawn(data, focus)
  expect(lines).toEqual([focus])
  expect(rows).toBeGreaterThan(200)
  expect(note).toContain('图中只画所选的单位')
})

test('without a choice it says what to do', () => {
  expect(() => drawn(wide(40))).toThrow('请先在条形或表中点选一个单位')
  expect(drawn(rankingFacts()).lines.length).toBeGreaterThan(5)
})
