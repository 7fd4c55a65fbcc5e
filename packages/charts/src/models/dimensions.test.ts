import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { scoreFacts } from '../testing/fixtures.ts'
import { dimensions } from './dimensions.ts'

const base = scoreFacts()

/** The first unit has nothing scored in 技能提升: its weight went to the other block, of which it has every point. */
function redistributed() {
  const at = 0
  const contributions = base.contributions.map((row, part) => {
    const weight = must(base.parts[part]).weight
    return row.map((points, u) =>
      u !== at ? points : must(base.parts[part]).dimension === 'SKILLS' ? null : weight / 0.7,
    )
  })
  const blocks = (base.dimensions ?? []).map((block) => ({
    ...block,
    points: block.points.map((points, u) => (u !== at ? points : block.code === 'SKILLS' ? null : 100)),
  }))
  return { ...base, contributions, dimensions: blocks }
}

test('no block gives more points than the weight beside it, though another one left it its weight', () => {
  const { records, lines } = dimensions(redistributed(), { kind: 'dimensions' })
  const of = (key: string) => records.columns.findIndex((column) => column.key === key)
  const rows = records.rows.filter((row) => (row[of('points')]?.value ?? null) !== null)
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows)
    expect(must(row[of('points')]).value).toBeLessThanOrEqual(must(must(row[of('ownWeight')]).value) + 0.005)
  const own = must(records.rows.find((row) => row[of('block')]?.text === '权益保障'))
  expect(['weight', 'ownWeight', 'points'].map((key) => own[of(key)]?.text)).toEqual(['70.0', '100.00', '100.00'])
  const none = must(records.rows.find((row) => row[of('block')]?.text === '技能提升'))
  expect(['weight', 'ownWeight', 'points'].map((key) => none[of(key)]?.text)).toEqual(['30.0', '—', '—'])
  expect(lines.note).toContain('有指标不计分的单位，其权重由其余指标按比例分担')
})

test('where every item counts the weights are the scheme’s and nothing is said of others', () => {
  const { records, lines } = dimensions(base, { kind: 'dimensions' })
  const of = (key: string) => records.columns.findIndex((column) => column.key === key)
  const own = must(records.rows.find((row) => row[of('block')]?.text === '权益保障'))
  expect(['weight', 'ownWeight'].map((key) => own[of(key)]?.text)).toEqual(['70.0', '70.00'])
  expect(lines.note).not.toContain('按比例分担')
})
