import { describe, expect, test } from 'vitest'
import { claimUncomputable } from '@cg/domain/claim/uncomputable'
import { linesOption } from '../options/lines.ts'
import { readingNotes } from '../reading-notes.ts'
import { panelSettings } from '../settings-for.ts'
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
    expect(model.lines.note).toContain('虚线“推算”按以往走势外推，2027年末90%的可能在86.1%—90.2%之间，不是统计数据')
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

describe('a figure that lacks a unit', () => {
  const at = last - 1
  const state = plain.citySeries.state.map((own, quarter) => (quarter === at ? ('partial' as const) : own))
  const lacking = state.map((_, quarter) => (quarter === at ? ['岚谷县'] : []))
  const partial = { ...plain, citySeries: { ...plain.citySeries, state, lacking } }

  test('bears its own word on the point, in the table, the caption and the file', () => {
    const { model, line } = drawn(partial)
    expect(line('city')?.incomplete).toEqual([{ at, words: '缺岚谷县' }])
    expect(model.lines.note).toContain('2026年第三季度缺岚谷县（◇，虚线）')
    const own = model.table.rows[at]?.[1]
    expect(own?.text).toMatch(/^[\d.]+（缺岚谷县）$/)
    expect(own?.value).toBe(line('city')?.figures[at]?.value)
    expect(model.records.rows[at]?.slice(-3).map((cell) => cell.text)).toEqual(['部分', '缺岚谷县', plain.release.code])
    expect(drawn(plain).line('city')?.incomplete).toEqual([])
    expect(readingNotes(drawn(partial).body).at(-1)).toBe('26Q3缺岚谷县（◇，虚线）')
    expect(readingNotes(drawn(plain).body).join()).not.toContain('◇')
  })

  test('is a hollow mark of its own, and the stroke that leads to it is dashed', () => {
    const { body } = drawn(partial)
    const settings = panelSettings({ theme: 'light', width: 800, height: 400, animation: false })
    const option = linesOption(body, { left: 0, top: 0, width: 800, height: 400 }, settings)
    type Drawn = {
      name: string
      silent?: boolean
      lineStyle: { type: unknown; opacity: number }
      data: { value: unknown; symbol?: string }[]
    }
    // The first stroke is of the definition before.
    const [marks, , solid, dashed] = (option['series'] as Drawn[]).filter(({ name }) => name === '全市')
    expect(marks?.data.map(({ symbol }) => symbol ?? null).slice(-2)).toEqual([null, 'diamond'])
    expect([marks?.lineStyle.opacity, solid?.lineStyle.type, dashed?.lineStyle.type]).toEqual([0, 'solid', [6, 4]])
    const values = plain.citySeries.value
    expect(solid?.data.slice(-2)).toEqual([values[at - 1], '-'])
    expect(dashed?.data.slice(-3)).toEqual(['-', values[at - 1], values[at]])
  })

  test('no stroke leads from one definition to the next, and the data say where it begins', () => {
    const { body, model } = drawn(plain)
    const mark = model.records.columns.findIndex(({ key }) => key === 'mark')
    const marked = model.records.rows.filter((row) => row[mark]?.text.includes('口径调整') === true)
    expect(marked.map((row) => row[0]?.text)).toEqual(['2025Q1'])
    const settings = panelSettings({ theme: 'light', width: 800, height: 400, animation: false })
    const option = linesOption(body, { left: 0, top: 0, width: 800, height: 400 }, settings)
    type Stroke = { name: string; lineStyle: { opacity: number }; data: unknown[] }
    const [marks, before, after, ...more] = (option['series'] as Stroke[]).filter(({ name }) => name === '全市')
    const start = plain.periods.indexOf('2025Q1')
    expect([marks?.lineStyle.opacity, more.length]).toEqual([0, 0])
    expect(before?.data.slice(start).every((value) => value === '-')).toBe(true)
    expect(after?.data.slice(0, start).every((value) => value === '-')).toBe(true)
    expect([before?.data[start - 1], after?.data[start]]).toEqual(plain.citySeries.value.slice(start - 1, start + 1))
  })

  test('cannot be computed without a unit: the title and the figure say so', () => {
    const none = state.map((own, quarter) => (quarter === at ? ('uncomputable' as const) : own))
    const value = plain.citySeries.value.map((own, quarter) => (quarter === at ? null : own))
    const claims = [claimUncomputable(plain.indicator.name, null, ['岚谷县'])].filter((claim) => claim !== null)
    const { model, line } = drawn({ ...partial, citySeries: { ...partial.citySeries, state: none, value }, claims })
    expect(model.title).toBe(`缺岚谷县数据，${plain.indicator.name}本季不可计算`)
    expect(line('city')?.figures[at]?.text).toBe('不可计算')
    expect(model.records.rows[at]?.at(-3)?.text).toBe('不可计算')
  })
})

describe('what grows through the year', () => {
  const span = { kind: 'yearToDate', compareWith: 'sameQuarterLastYear', judgedBy: 'shareOfYear', step: 4 } as const
  const city = [16, 33, 52, 71, 18, 35, 53, 74, 20, 41, 62]
  const running = {
    ...plain,
    indicator: { ...plain.indicator, isRunningTotal: true, span },
    citySeries: { ...plain.citySeries, value: city, state: city.map(() => 'reported' as const) },
  }

  test('is one line a year over its four quarters, never a saw', () => {
    const { body, line, model } = drawn({ ...running, revised: ['2025Q4'] })
    expect([body.across, body.periods]).toEqual(['year', ['1季度', '1—2季度', '1—3季度', '1—4季度']])
    const values = (key: string) => line(key)?.figures.map((figure) => figure.value)
    expect(values('2024')).toEqual([16, 33, 52, 71])
    expect(values('2025')).toEqual([18, 35, 53, 74])
    expect(values('city')).toEqual([20, 41, 62, null])
    expect([line('city')?.name, line('city')?.tone, line('2025')?.tone]).toEqual(['全市2026年', 'plain', 'context'])
    expect([line('2025')?.revised, line('city')?.revised]).toEqual([[3], []])
    expect(values('target')).toEqual([85, 85, 85, 85])
    expect(values('expected')).toEqual([...plain.citySeries.expected.slice(-3), null])
    for (const one of body.series)
      for (const [at, figure] of one.figures.entries())
        if (one.role === 'value' && at > 0 && figure.value !== null)
          expect(figure.value).toBeGreaterThan(one.figures[at - 1]?.value ?? 0)
    expect(model.table.rows.map((row) => row[0]?.text)).toEqual(body.periods)
    expect(model.records.rows.slice(0, last).map((row) => row[4]?.value)).toEqual(city)
    expect(body.scale.from).toBe(0)
  })

  test('is forecast within its year only', () => {
    const { line } = drawn({ ...running, forecast })
    expect(line('forecast')?.figures.map((figure) => figure.value)).toEqual([null, null, null, 83.6])
  })

  test('a flow shows the year so far when asked, without targets that are not its own, and refuses what it has not', () => {
    const other = { value: city, state: city.map(() => 'reported' as const), lacking: city.map(() => []) }
    const flow = {
      ...plain,
      indicator: { ...plain.indicator, span: { ...span, kind: 'quarter' as const } },
      otherSpan: { kind: 'yearToDate' as const, city: other, units: plain.units.code.map(() => other) },
    }
    const spec = { kind: 'trend', measure: flow.indicator.code } as const
    const asked = trend(flow, { ...spec, span: 'yearToDate' })
    if (asked.body.form !== 'lines') throw new Error('not lines')
    expect([asked.body.across, asked.body.series.map((line) => line.key)]).toEqual(['year', ['2024', '2025', 'city']])
    expect([asked.title, asked.titleSource]).toEqual([`${flow.indicator.name}走势（累计）`, 'neutral'])
    const own = trend(flow, spec)
    expect(own.body.form === 'lines' && own.body.across).toBe('time')
    expect(trend(flow, { ...spec, span: 'quarter' })).toEqual(own)
    expect(() => trend({ ...flow, otherSpan: null }, { ...spec, span: 'yearToDate' })).toThrow(/没有累计数/)
  })
})
