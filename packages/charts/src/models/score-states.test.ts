import { expect, test } from 'vitest'
import { must } from '@cg/domain/must'
import { chartFromSpec } from '../from-spec.ts'
import { scoreFacts } from '../testing/fixtures.ts'

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

test('a unit whose score holds such a zero is marked wherever its score stands, and the mark is explained', () => {
  const name = `${must(base.units.shortName[3])}*`
  for (const kind of ['district-ranking', 'bump', 'rank-interval', 'tile-map'] as const) {
    const { table, lines } = chartFromSpec({ kind }, { facts: 'ranking', data: facts() })
    const names = table.rows.flatMap((row) => row.map((cell) => cell.text))
    expect(names, kind).toContain(name)
    expect(lines.note, kind).toContain(`带*单位的得分含未报、按0分计的指标：${must(base.units.shortName[3])}1项`)
  }
})
