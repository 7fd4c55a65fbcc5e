import type { ChartSpec } from '@cg/contract/chart'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import type { GridBody } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { indicatorFacts, units } from '../testing/fixtures.ts'
import { targetsFacts } from '../testing/targets-fixture.ts'

function gridOf(spec: ChartSpec, facts = targetsFacts()): GridBody {
  const { body } = chartFromSpec(spec, { facts: 'targets', data: facts })
  if (body.form !== 'grid') throw new Error(body.form)
  return body
}

test('commitments over the quarters: each light of its quarter, what lags counted by quarter and by commitment', () => {
  const body = gridOf({ kind: 'target-history' })
  expect(body.columns.map(({ name }) => name)).toEqual(['25Q1', '25Q2', '25Q3', '25Q4', '26Q1', '26Q2', '26Q3'])
  const row = (code: string) => must(body.rows.find(({ key }) => key === code))
  expect(row('QY02').cells.map(({ text, words }) => `${text}${words}`)).toEqual([
    '80.0达标',
    '81.0达标',
    '82.4达标',
    '83.1达标',
    '84.0达标',
    '83.0临近',
    '80.2临近',
  ])
  // 工伤保险参保率 lagged in all seven, nothing else did.
  expect(row('QY12').total).toBe('7期')
  expect(row('QY02').total).toBe('0期')
  expect(body.totals).toEqual(['1项', '1项', '1项', '1项', '1项', '1项', '1项'])
  // 未报 is no 0 and no late one; a carried figure says whence it is.
  expect(row('JN12').cells[0]).toMatchObject({ value: null, text: '未报', isWeak: false })
  expect(row('JN12').cells[6]).toMatchObject({ value: 62.4, carriedFrom: '2025Q4' })
})

test('commitments over the quarters can be narrowed in time and to a block, and refuse what is not there', () => {
  const body = gridOf({ kind: 'target-history', dimension: 'RIGHTS', from: '2026Q1', to: '2026Q2' })
  expect(body.columns.map(({ key }) => key)).toEqual(['2026Q1', '2026Q2'])
  expect(body.rows.map(({ key }) => key)).toEqual(['QY02', 'QY12', 'QY18'])
  expect(() => gridOf({ kind: 'target-history', from: '2030Q1' })).toThrow(ChartRefusal)
  expect(() => gridOf({ kind: 'target-history', dimension: 'NOWHERE' })).toThrow('没有符合所选条件的目标')
})

test('where another definition begins, the cell has a line before it, and a note says of which from when', () => {
  const facts = targetsFacts()
  const rows = facts.rows.map((row) => (row.indicator.code === 'QY02' ? { ...row, breaks: ['2026Q1'] } : row))
  const changed = { ...facts, rows }
  const row = (spec: ChartSpec) => must(gridOf(spec, changed).rows.find(({ key }) => key === 'QY02'))
  expect(row({ kind: 'target-history' }).cells.map((cell) => cell.startsDefinition ?? false)).toEqual([
    false,
    false,
    false,
    false,
    true,
    false,
    false,
  ])
  expect(row({ kind: 'target-history' }).cells[4]).toMatchObject({ text: '84.0', words: '达标，本季起口径调整' })
  const notesOf = (spec: ChartSpec) => chartFromSpec(spec, { facts: 'targets', data: changed }).fullNote ?? ''
  const note = '竖虚线：口径调整，前后不作比较（集体合同签订率自2026年第一季度起）'
  expect(notesOf({ kind: 'target-history' })).toContain(note)
  // The first quarter shown has nothing before it.
  expect(row({ kind: 'target-history', from: '2026Q1' }).cells[0]?.startsDefinition).toBeUndefined()
  expect(notesOf({ kind: 'target-history', from: '2026Q1' })).not.toContain('竖虚线')
  const units = chartFromSpec(
    { kind: 'unit-history', measure: 'QY02' },
    { facts: 'indicator', data: { ...indicatorFacts(), breaks: ['2026Q1'] } },
  )
  if (units.body.form !== 'grid') throw new Error(units.body.form)
  const at = units.body.columns.findIndex(({ key }) => key === '2026Q1')
  expect(units.body.rows.map(({ cells }) => cells[at]?.startsDefinition)).toEqual(units.body.rows.map(() => true))
  expect(units.fullNote).toContain('竖虚线：口径调整，前后不作比较（2026年第一季度起）')
})

test('what is said of the commitments heads them up to the newest quarter, and no earlier one', () => {
  const headOf = (spec: ChartSpec) => chartFromSpec(spec, { facts: 'targets', data: targetsFacts() })
  const whole = chartFromSpec({ kind: 'targets' }, { facts: 'targets', data: targetsFacts() })
  expect(headOf({ kind: 'target-history' })).toMatchObject({
    title: whole.title,
    claim: { kind: 'commitments', year: 2026 },
    neutralTitle: '全市各项目标历季完成情况',
  })
  const block = headOf({ kind: 'target-history', dimension: 'RIGHTS' })
  expect(block.title).toMatch(/权益保障/)
  expect(block.title).not.toBe(whole.title)
  expect(headOf({ kind: 'target-history', to: '2026Q2' }).title).toBe('全市各项目标历季完成情况')
})

test('every record of the history says its own quarter, unit and state', () => {
  const { records } = chartFromSpec({ kind: 'target-history' }, { facts: 'targets', data: targetsFacts() })
  const of = (code: string, period: string) =>
    must(records.rows.find((row) => row[3]?.text === code && row[0]?.text === period)).map(({ text }) => text)
  expect(of('QY02', '2026Q2').slice(5, 10)).toEqual(['%', '83.0', '临近', '已报', '2026Q2'])
  expect(of('JN12', '2025Q1').slice(5, 10)).toEqual(['%', '未报', '—', '未报', '—'])
  expect(of('JN12', '2026Q3')[9]).toBe('2025Q4')
})

/** Two quarters: the city at 80 and 50, then by hand what 1, 3 and 10 per cent above and below it are. */
function twoQuarters(direction: 'higher' | 'lower' | 'neutral' = 'higher') {
  const facts = indicatorFacts()
  const values = [
    [80.8, 50],
    [82.4, 48.5],
    [88, 45],
    [null, 55],
  ]
  const silent = { value: [null, null], state: ['not_reported' as const, 'not_reported' as const] }
  return indicatorFacts({
    indicator: { ...facts.indicator, direction },
    periods: ['2026Q2', '2026Q3'],
    revised: [],
    breaks: [],
    citySeries: {
      value: [80, 50],
      state: ['reported', 'partial'],
      numerator: [80, 50],
      denominator: [100, 100],
      expected: [null, null],
      lacking: [[], ['云岭县']],
    },
    unitSeries: units.code.map((_, at) => {
      const own = values[at]
      if (own === undefined) return silent
      return {
        value: own,
        state: own.map((one) => (one === null ? ('not_available' as const) : ('reported' as const))),
      }
    }),
  })
}

function unitsGrid(facts: ReturnType<typeof indicatorFacts>): GridBody {
  const spec = { kind: 'unit-history', measure: 'JN03' } as const
  const { body } = chartFromSpec(spec, { facts: 'indicator', data: facts })
  if (body.form !== 'grid') throw new Error(body.form)
  return body
}

test('units over the quarters are held against the city of the same quarter', () => {
  const { rows, totals } = unitsGrid(twoQuarters())
  const words = (at: number) => rows[at]?.cells.map((cell) => cell.words)
  expect(rows[0]).toMatchObject({ of: 'city', name: '全市' })
  expect(words(0)).toEqual(['不比较', '不比较'])
  expect(words(1)).toEqual(['与全市相差不到2%', '与全市相差不到2%'])
  expect(words(2)).toEqual(['优于全市2%—5%', '差于全市2%—5%'])
  expect(words(3)).toEqual(['优于全市5%以上', '差于全市5%以上'])
  expect(words(4)?.[1]).toBe('优于全市5%以上')
  expect(totals).toEqual(['0个', '2个'])
  expect(rows[3]?.total).toBe('1期')
})

test('where less is better the same distances turn round, and a figure without a direction is judged by none', () => {
  const lower = unitsGrid(twoQuarters('lower'))
  expect(lower.rows[3]?.cells.map((cell) => cell.words)).toEqual(['差于全市5%以上', '优于全市5%以上'])
  const none = unitsGrid(twoQuarters('neutral'))
  expect(none.totals).toEqual(['0个', '0个'])
  expect(none.rows.flatMap(({ cells }) => cells.map(({ tint }) => tint)).every((tint) => tint === null)).toBe(true)
})

test('a quarter whose city lacks units says so', () => {
  const model = chartFromSpec({ kind: 'unit-history', measure: 'JN03' }, { facts: 'indicator', data: twoQuarters() })
  expect(model.fullNote).toContain('2026年第三季度的全市值按已报单位汇总')
})
