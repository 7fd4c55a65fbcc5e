import { expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { rankingFacts, scoreFacts } from '../testing/fixtures.ts'

const drawn = (data: ReturnType<typeof rankingFacts>) => {
  const model = chartFromSpec({ kind: 'rank-interval' }, { facts: 'ranking', data })
  if (model.body.form !== 'interval') throw new Error(model.body.form)
  return { brackets: model.body.brackets, said: model.title, marks: model.table.rows.map((row) => row.at(-1)?.text) }
}

test('a picture has one rule: bars of other weights stand without the groups of nearer ones', () => {
  const score = scoreFacts()
  expect(score.groups).not.toEqual([])
  expect(score.claims.some((claim) => claim.kind === 'groups' && claim.groups.length > 0)).toBe(true)
  expect(drawn(score)).toMatchObject({ brackets: [], said: '各区县综合得分位次及稳健区间' })
  expect(drawn(score).marks).not.toContain('差距很小')
})

test('places and groups that both come from the intervals of the figures stand together', () => {
  const base = rankingFacts()
  const at = [5, 4]
  const data = rankingFacts({
    rankLow: base.rank.map((place) => (place === null ? null : place <= 2 ? 1 : place)),
    rankHigh: base.rank.map((place) => (place === null ? null : place <= 2 ? 2 : place)),
    closeTo: base.rank.map((_, unit) => (at.includes(unit) ? at.filter((other) => other !== unit) : [])),
    groups: [at],
  })
  expect(drawn(data)).toMatchObject({
    brackets: [{ first: 0, last: 1 }],
    said: '第1—2位之间差距很小，不宜据此排先后',
  })
  expect(drawn(data).marks.slice(0, 3)).toEqual(['差距很小', '差距很小', ''])
})
