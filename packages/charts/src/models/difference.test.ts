import { sentence } from '@cg/domain/claim/claim'
import { expect, test } from 'vitest'
import { buildModel } from '../build-model.ts'
import { differenceFacts } from '../testing/difference-fixture.ts'

const built = (facts: ReturnType<typeof differenceFacts>) => {
  const made = buildModel({ kind: 'difference', before: facts.from.code }, { facts: 'difference', data: facts })
  if (!('model' in made)) throw new Error('it draws nothing')
  return made.model
}

test('the files say what the page says: the claim of the drawn measure above, every other one beneath', () => {
  const facts = differenceFacts()
  const { title, titleSource, methods } = built(facts)
  expect(title).toBe('技能培训覆盖率：全市由61.2%改为62.0%，东湾区由63.1%改为66.4%，岚谷县由未报改为58.3%')
  expect(titleSource).toBe('claim')
  expect([title, ...methods].toSorted()).toEqual(facts.claims.map(sentence).toSorted())
})

test('a figure that a release does not have is none of the five reasons for having no number', () => {
  const facts = differenceFacts()
  const figures = facts.figures.map((figure) => ({ ...figure, from: null, absent: 'indicator' as const }))
  const { records, table } = built({ ...facts, figures })
  for (const { rows } of [records, table])
    for (const row of rows) {
      const words = row.map(({ text }) => text)
      expect(words).toContain('无此指标')
      expect(words).not.toContain('不适用')
    }
})

test('figures that do not compare say why under the picture, in the table and in the records', () => {
  const facts = differenceFacts()
  const figures = facts.figures.map((figure) => ({
    ...figure,
    unlike: 'definition' as const,
    to: figure.to === null ? null : { ...figure.to, carriedFrom: '2026Q2' },
  }))
  const { lines, records, table } = built({ ...facts, figures })
  const words = `口径不同；${facts.to.code}沿用2026年第二季度数据`
  expect(lines.note).toContain(words)
  for (const { columns, rows } of [records, table]) {
    const at = columns.findIndex(({ header }) => header === '说明')
    expect(rows.map((row) => row[at]?.text)).toEqual(rows.map(() => words))
  }
})
