import { describe, expect, test } from 'vitest'
import { indicatorFacts } from '../testing/fixtures.ts'
import { trend } from './trend.ts'

const plain = indicatorFacts()
const last = plain.periods.length
const forecast = {
  targetYear: 2027,
  target: 90,
  value: 88.4,
  low: 86.1,
  high: 90.2,
  arrival: null,
  confidence: 0.9,
  isMet: false,
  periods: ['2026Q4', '2027Q1', '2027Q2', '2027Q3', '2027Q4'],
  values: [83.6, 84.9, 86.1, 87.3, 88.4],
  words: '按最近8期走势推算，2027年末约为88.4%。推算不是统计数据。',
}

function drawn(facts: typeof plain) {
  const model = trend(facts, { kind: 'trend', measure: facts.indicator.code })
  if (model.body.form !== 'lines') throw new Error('not lines')
  return {
    model,
    body: model.body,
    line: (key: string) => (model.body.form === 'lines' ? model.body.series.find((one) => one.key === key) : undefined),
  }
}

describe('the projection of a trend', () => {
  test('stands behind the last quarter, dashed, named 推算, and in the table, with its words in the notes', () => {
    expect(plain.periods.at(-1)).toBe('2026Q3')
    const { model, body, line } = drawn({ ...plain, forecast })
    expect(body.periods.slice(last)).toEqual(['26Q4', '27Q1', '27Q2', '27Q3', '27Q4'])
    const projected = line('forecast')
    expect([projected?.name, projected?.role]).toEqual(['推算', 'expected'])
    expect(projected?.figures.map((figure) => figure.value)).toEqual([
      ...plain.periods.map(() => null),
      ...forecast.values,
    ])
    expect(
      line('city')
        ?.figures.slice(last)
        .map((figure) => [figure.value, figure.text]),
    ).toEqual(forecast.periods.map(() => [null, '']))
    for (const one of body.series) expect([one.key, one.figures.length]).toEqual([one.key, body.periods.length])
    expect(model.table.rows.map((row) => row[0]?.text)).toEqual([...plain.periods, ...forecast.periods])
    expect(model.lines.note).toContain('虚线“推算”按以往走势外推，2027年末90%预测区间86.1%—90.2%，不是统计数据')
    const marks = model.records.rows.map((row) => row.at(-2)?.text)
    expect(marks.filter((mark) => mark !== '推算' && mark !== '时序目标')).toHaveLength(last)
    expect(marks).toContain('推算')
  })

  test('changes neither the title nor the figures', () => {
    const [without, withIt] = [drawn(plain), drawn({ ...plain, forecast })]
    expect(withIt.model.title).toBe(without.model.title)
    expect(withIt.line('city')?.figures.slice(0, last)).toEqual(without.line('city')?.figures)
  })

  test('is left out when there is none, and when it would leave holes in the line', () => {
    const yearly = { ...forecast, periods: ['2026Q4', '2027Q4'], values: [84, 88.4] }
    for (const facts of [plain, { ...plain, forecast: null }, { ...plain, forecast: yearly }]) {
      const { body, line } = drawn(facts)
      expect(line('forecast')).toBeUndefined()
      expect(body.periods).toHaveLength(last)
    }
  })
})
