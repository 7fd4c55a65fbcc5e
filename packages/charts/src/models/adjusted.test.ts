import type { AppliedFact, RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { scoreFacts } from '../testing/fixtures.ts'
import { contribution } from './contribution.ts'
import { unitPage } from '../page/unit.ts'
import { pageAnswers } from '../testing/page-fixture.ts'
import { dimensions, unitBlockLines } from './dimensions.ts'
import { waterfall } from './waterfall.ts'

/* 青石县 with two points taken for what it was criticised for, and one added for what others took up. */

const unit = 'YC10'
const matters: AppliedFact['matters'] = [
  {
    id: 7,
    happenedOn: '2026-05-20',
    what: '被通报批评',
    evidence: '通报〔2026〕3号',
    department: '市总工会',
    enteredBy: '甲',
    acceptedBy: '乙',
    acceptedAt: '2026-07-12T07:00:00.000Z',
  },
]
const applied: AppliedFact[] = [
  { kind: 'deduction', fact: 'matter:CRITICISM', name: '市级以上通报批评', amount: -2, matters },
  { kind: 'bonus', fact: 'matter:PRAISE', name: '省级以上推广经验', amount: 1, matters: [] },
]

function adjusted(): RankingFacts {
  const base = scoreFacts()
  const at = base.units.code.indexOf(unit)
  const explanations = must(base.explanations).map((why, u) => {
    if (u !== at || why === null || why.lastQuarter === null) return why
    const { lastQuarter } = why
    const adjustments = applied.map(({ fact, name, amount }) => ({ fact, name, points: must(amount) }))
    return { ...why, lastQuarter: { ...lastQuarter, adjustment: -1, adjustments, rest: lastQuarter.rest + 1 } }
  })
  return { ...base, explanations, adjusted: base.units.code.map((code) => (code === unit ? applied : [])) }
}

test('each of them is a step of its own on the way from one score to another', () => {
  const { body, table } = waterfall(adjusted(), { kind: 'waterfall', focus: unit, against: 'lastQuarter' })
  if (body.form !== 'steps') throw new Error('no steps')
  const own = body.rows.filter(({ key }) => key.startsWith('adjustment'))
  expect(own.map(({ name, figure }) => `${name} ${figure.text}`)).toEqual([
    '市级以上通报批评 −2.00',
    '省级以上推广经验 +1.00',
  ])
  const [taken, added] = [must(own[0]), must(own[1])]
  expect([taken.to - taken.from, added.to - added.from].map((step) => step.toFixed(2))).toEqual(['-2.00', '1.00'])
  expect(added.from).toBe(taken.to)
  expect(table.rows.map((row) => row[0]?.text)).toContain('市级以上通报批评')
})

test('an older release that tells their sum alone keeps one step for it', () => {
  const facts = adjusted()
  const explanations = must(facts.explanations).map((why) => {
    if (why?.lastQuarter?.adjustments === undefined) return why
    const { adjustments: _adjustments, ...lastQuarter } = why.lastQuarter
    return { ...why, lastQuarter }
  })
  const { body } = waterfall({ ...facts, explanations }, { kind: 'waterfall', focus: unit, against: 'lastQuarter' })
  if (body.form !== 'steps') throw new Error('no steps')
  expect(body.rows.filter(({ key }) => key.startsWith('adjustment')).map(({ name }) => name)).toEqual(['加减分'])
})

test('they stand beside the points of the indicators, without a full score behind them', () => {
  const model = contribution(adjusted(), { kind: 'contribution', focus: unit })
  const { body } = model
  if (body.form !== 'bars') throw new Error('no bars')
  const own = body.rows.slice(0, 2)
  expect(own.map(({ name, figure, full }) => [name, figure.value, figure.text, full])).toEqual([
    ['市级以上通报批评', -2, '−2.00', 0],
    ['省级以上推广经验', 1, '+1.00', 0],
  ])
  expect(must(body.scale).from).toBeLessThanOrEqual(-2)
  expect(must(own[0]).detail).toEqual([
    '市级以上通报批评（1件）扣2分',
    '2026年5月20日，被通报批评，通报〔2026〕3号（市总工会甲报送，乙采纳）',
  ])
  expect(model.altText).toContain('市级以上通报批评（1件）扣2分')
})

test('a unit without any has the bars of its indicators alone', () => {
  const { body } = contribution(adjusted(), { kind: 'contribution', focus: 'YC09' })
  if (body.form !== 'bars') throw new Error('no bars')
  expect(body.rows).toHaveLength(scoreFacts().parts.length)
})

test('scores by block say that they hold none of them', () => {
  expect(dimensions(adjusted(), { kind: 'dimensions' }).lines.note).toContain(
    '综合得分另含加减分（青石县−1分），各维度得分不含',
  )
  expect(dimensions(scoreFacts(), { kind: 'dimensions' }).lines.note).not.toContain('加减分')
})

test('one unit’s lines by block are those of the table of all units, and with them add up to its score', () => {
  const facts = adjusted()
  const lines = unitBlockLines(facts, unit)
  const { body, records } = dimensions(facts, { kind: 'dimensions' })
  if (body.form !== 'grid') throw new Error('no grid')
  const cells = must(body.rows.find(({ key }) => key === unit)).cells.slice(1)
  const blocks = lines.filter(({ score }) => score !== null)
  expect(blocks).toHaveLength(cells.length)
  expect(blocks.map(({ score, place }) => `${score?.text}（${place.replace(/\D/g, '')}）`)).toEqual(
    cells.map(({ text }) => text),
  )
  const at = records.columns.findIndex(({ key }) => key === 'points')
  const block = records.columns.findIndex(({ key }) => key === 'block')
  const code = records.columns.findIndex(({ key }) => key === 'unitCode')
  const own = records.rows.filter((row) => row[code]?.text === unit)
  for (const { name, points } of blocks)
    expect(own.find((row) => row[block]?.text === name)?.[at]?.text).toBe(points.text)
  expect(lines.slice(-3).map(({ name, points }) => `${name} ${points.text}`)).toEqual([
    '市级以上通报批评 −2.00',
    '省级以上推广经验 +1.00',
    `综合得分 ${must(lines.at(-1)).points.text}`,
  ])
})

test('the page as a file holds the same lines, and a unit without a score has none', () => {
  const facts = adjusted()
  const page = unitPage({ ...pageAnswers.unit, score: facts }, { unit })
  const block = page.blocks.find((one) => one.kind === 'table' && one.title === '分维度得分')
  if (block?.kind !== 'table') throw new Error('no table')
  expect(block.table.rows.map((row) => (row.kind === 'row' ? row.cells.map(({ text }) => text) : []))).toEqual(
    unitBlockLines(facts, unit).map(({ name, weight, score, place, points }) => [
      name,
      weight,
      score?.text ?? '',
      place,
      points.text,
    ]),
  )
  const none = { ...facts, value: facts.value.map(() => null) }
  expect(unitBlockLines(none, unit)).toEqual([])
})
