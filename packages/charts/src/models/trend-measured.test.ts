import { describe, expect, test } from 'vitest'
import { indicatorFacts } from '../testing/fixtures.ts'
import { trend } from './trend.ts'

const plain = indicatorFacts()

function drawn(change: Partial<typeof plain.indicator>) {
  const facts = indicatorFacts({ indicator: { ...plain.indicator, ...change } })
  const model = trend(facts, { kind: 'trend', measure: facts.indicator.code })
  if (model.body.form !== 'lines') throw new Error('not lines')
  return { model, body: model.body }
}

describe('a figure that is not measured every quarter', () => {
  test('is drawn where it is measured: a carried value is no point of its line', () => {
    const { model, body } = drawn({ frequency: 'H' })
    expect(body.periods.every((period) => /Q[24]$/.test(period))).toBe(true)
    expect(body.periods).toHaveLength(plain.periods.filter((period) => /Q[24]$/.test(period)).length)
    for (const line of body.series) expect([line.key, line.figures.length]).toEqual([line.key, body.periods.length])
    expect(model.lines.note).toContain('数据每半年一次，只画有数据的各期')
    expect(drawn({ frequency: 'Y' }).body.periods.every((period) => period.endsWith('Q4'))).toBe(true)
    expect(drawn({}).body.periods).toHaveLength(plain.periods.length)
  })

  test('begins no year at the value of the year before', () => {
    const span = { ...plain.indicator.span, kind: 'yearToDate', step: 4 } as const
    const { body } = drawn({ frequency: 'H', span })
    expect(body.periods).toEqual(['1—2季度', '1—4季度'])
    const city = body.series.find((line) => line.key === 'city')
    const at = plain.periods.indexOf('2026Q2')
    expect(city?.figures.map((figure) => figure.value)).toEqual([plain.citySeries.value[at], null])
  })
})
