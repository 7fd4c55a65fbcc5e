import { expect, test } from 'vitest'
import { must } from '@cg/domain/must'
import { chartFromSpec } from '../from-spec.ts'
import { scoreFacts } from '../testing/fixtures.ts'
import { mostLost } from './contribution.ts'

const base = scoreFacts()
const unit = must(base.units.code[3])
const states = ['not_reported', 'withheld', 'not_available', 'not_applicable', 'carried', 'no_target'] as const

/** The fourth unit did not report its first item, which counts as 0; the next ones are missing for other reasons. */
function facts() {
  const partState = base.parts.map((_, part) =>
    base.units.code.map((_, at) => (at === 3 ? (states[part] ?? 'reported') : 'reported')),
  )
  const contributions = base.contributions.map((row, part) =>
    row.map((points, at) => (at === 3 && part < states.length ? (part === 0 ? 0 : null) : points)),
  )
  const zeroItems = base.units.code.map((_, at) => (at === 3 ? [must(base.parts[0]).code] : []))
  return { ...base, partState, contributions, zeroItems }
}

test('a part of a score keeps the state of its figure: no zero is printed for what was not reported', () => {
  const { body, titleSource } = chartFromSpec(
    { kind: 'contribution', focus: unit },
    { facts: 'ranking', data: facts() },
  )
  if (body.form !== 'bars') throw new Error(body.form)
  const textOf = (part: number) => body.rows.find((row) => row.key === base.parts[part]?.code)?.figure.text
  const words = ['未报，按0分计', '不公布', '无法提供', '不适用', '沿用往年数据，不计分', '未定目标，不计分']
  const known = words.slice(0, base.parts.length)
  expect(known.map((_, part) => textOf(part))).toEqual(known)
  expect(titleSource).toBe('neutral')
})

test('points that a scheme gives without a figure of the quarter are drawn, so that the bars add up to the score', () => {
  const partState = base.partState.map((column, part) =>
    column.map((state, at) => (at === 3 && part < 2 ? ((['not_reported', 'carried'] as const)[part] ?? state) : state)),
  )
  const { body, lines, records } = chartFromSpec(
    { kind: 'contribution', focus: unit },
    { facts: 'ranking', data: { ...base, partState } },
  )
  if (body.form !== 'bars') throw new Error(body.form)
  const drawn = body.rows.reduce((sum, row) => sum + (row.figure.value ?? 0), 0)
  expect(drawn).toBeCloseTo(
    base.contributions.reduce((sum, column) => sum + must(column[3]), 0),
    6,
  )
  const [first, second] = base.parts.map(({ name }) => name)
  expect(lines.note).toContain(`${first}：未报，按各单位得分的中位数计分`)
  expect(lines.note).toContain(`${second}：沿用往年数据计分`)
  expect(records?.rows.flat().some(({ text }) => text === '未报，按各单位得分的中位数计分')).toBe(true)
})

test('a unit whose score holds such a zero is marked wherever its score stands, and the mark is explained', () => {
  const name = `${must(base.units.shortName[3])}*`
  for (const kind of ['district-ranking', 'bump', 'rank-interval', 'tile-map'] as const) {
    const { table, lines } = chartFromSpec({ kind }, { facts: 'ranking', data: facts() })
    const names = table.rows.flatMap((row) => row.map((cell) => cell.text))
    expect(names, kind).toContain(name)
    expect(lines.note, kind).toContain(`带*单位的得分含未报、按0分计的指标：${must(base.units.shortName[3])}1项`)
  }
})

test('a picture counts the units with zeros and the notes of a score, files name them all', () => {
  const zeroItems = base.units.code.map((_, at) => (at < 4 ? [must(base.parts[0]).code] : []))
  const partState = base.partState.map((column) => column.map(() => 'not_reported' as const))
  const notes = ['江东区：技能培训覆盖率未报，按0分计。', '青石县：工会组建率不计分，权重由其他指标分摊。']
  const model = chartFromSpec(
    { kind: 'district-ranking' },
    { facts: 'ranking', data: { ...base, partState, zeroItems, notes } },
  )
  expect(model.lines.note).toContain('带*的4个单位的得分含未报、按0分计的指标')
  expect(model.lines.note).toContain('共2条，图中未列')
  for (const name of base.units.shortName.slice(0, 4)) {
    expect(model.lines.note).not.toContain(name)
    expect(model.fullNote).toContain(`${name}1项`)
  }
  expect(model.fullNote).toContain('权重由其他指标分摊')
  expect(model.fullNote).not.toContain('图中未列')
})

test('what counts as 0 without being unreported is not called 未报 by the mark', () => {
  const data = facts()
  const partState = data.partState.map((column, part) =>
    column.map((state, at) => (part === 0 && at === 3 ? ('not_available' as const) : state)),
  )
  const { lines } = chartFromSpec({ kind: 'district-ranking' }, { facts: 'ranking', data: { ...data, partState } })
  expect(lines.note).toContain(`带*单位的得分含无法提供、按0分计的指标：${must(base.units.shortName[3])}1项`)
})

test('nothing is lost below nothing: the points that could be had count the weights that others left', () => {
  const data = facts()
  const { table } = chartFromSpec({ kind: 'contribution', focus: unit }, { facts: 'ranking', data })
  const [full, lost] = ['full', 'lost'].map((key) => table.columns.findIndex((column) => column.key === key))
  const at = (row: (typeof table.rows)[number], column: number | undefined) => must(row[must(column)])
  const left = data.parts.map(({ weight }, part) => ((data.contributions[part]?.[3] ?? null) === null ? 0 : weight))
  expect(left).toContain(0)
  expect(table.rows.reduce((sum, row) => sum + (at(row, full).value ?? 0), 0)).toBeCloseTo(100, 1)
  for (const row of table.rows) expect(at(row, lost).value ?? 0).toBeGreaterThanOrEqual(0)
  expect(table.rows.filter((row) => at(row, full).text === '—')).toHaveLength(left.filter((one) => one === 0).length)
  // Of the redistributed weights all points were had: nothing is lost.
  const whole = left.reduce((sum, weight) => sum + weight, 0)
  const best = data.contributions.map((row, part) =>
    row.map((points, u) => (u === 3 && must(left[part]) > 0 ? (100 * must(left[part])) / whole : points)),
  )
  const zeroItems = data.units.code.map(() => [])
  const partState = data.partState.map((column, part) =>
    column.map((state, u) => (u === 3 && must(left[part]) > 0 ? ('reported' as const) : state)),
  )
  const made = chartFromSpec(
    { kind: 'contribution', focus: unit },
    { facts: 'ranking', data: { ...data, contributions: best, zeroItems, partState } },
  )
  const losses = made.table.rows.map((row) => at(row, lost).text)
  expect([...new Set(losses)].toSorted()).toEqual(['0.00', '—'])
})

test('what cost a score most is named dearest first; an unreported item with its full points and its state, others never', () => {
  const lost = mostLost(facts(), unit)
  expect(lost.length).toBeGreaterThan(0)
  expect(lost.length).toBeLessThanOrEqual(3)
  const points = lost.map((part) => Number.parseFloat(part.lost))
  expect(points).toEqual(points.toSorted((left, right) => right - left))
  const [first] = base.parts
  expect(lost.find(({ code }) => code === first?.code)?.lost).toMatch(/^[\d.]+分（未报，按0分计）$/)
  const unscored = base.parts.slice(1, states.length).map(({ code }) => code)
  expect(lost.filter(({ code }) => unscored.includes(code))).toEqual([])
  expect(mostLost(facts(), 'NOBODY')).toEqual([])
})

test('a score without a place has no class, and where none has one the map claims nothing', () => {
  const rank = base.rank.map((own, at) => (at === 3 ? null : own))
  const one = chartFromSpec({ kind: 'tile-map' }, { facts: 'ranking', data: { ...base, rank } })
  if (one.body.form !== 'tiles') throw new Error(one.body.form)
  const shadeOf = (code: string | undefined) =>
    one.body.form === 'tiles' && one.body.tiles.find(({ key }) => key === code)?.shade
  expect([shadeOf(unit), typeof shadeOf(base.units.code[0])]).toEqual([null, 'number'])
  expect(one.body.missing).toContain('reported')
  const nobody = { ...base, rank: base.rank.map(() => null), notRanked: '可计分的单位不足3个，只列得分，不排名。' }
  const none = chartFromSpec({ kind: 'tile-map' }, { facts: 'ranking', data: nobody })
  if (none.body.form !== 'tiles') throw new Error(none.body.form)
  expect(none.body.classes).toEqual([])
  expect(none.body.tiles.every(({ shade }) => shade === null)).toBe(true)
})
