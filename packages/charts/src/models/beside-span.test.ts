import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { indicatorFacts, units } from '../testing/fixtures.ts'
import { besideSpan } from './beside-span.ts'

const base = indicatorFacts()
const reported = base.periods.map(() => 'reported' as const)
const series = (last: number) => ({ value: base.periods.map(() => last), state: reported })

function flow(kind: 'quarter' | 'yearToDate', partial = false) {
  const city = {
    ...series(246.8),
    state: base.periods.map(() => (partial ? ('partial' as const) : ('reported' as const))),
    lacking: base.periods.map(() => (partial ? ['云岭县'] : [])),
  }
  return indicatorFacts({ otherSpan: { kind, city, units: units.code.map((_, at) => series(at + 0.5)) } })
}

test('the year so far stands beside the quarter, and the quarter beside the year so far', () => {
  expect(besideSpan(flow('yearToDate'))).toMatchObject({ own: '本季', beside: '1—3季度累计', city: { value: 246.8 } })
  expect(besideSpan(flow('quarter'))).toMatchObject({ own: '1—3季度累计', beside: '本季', lacking: '' })
  expect(besideSpan(flow('quarter', true))?.lacking).toBe('缺云岭县')
})

test('nothing stands beside a stock or a figure that is carried', () => {
  expect(besideSpan(base)).toBeNull()
  const carried = flow('quarter')
  expect(besideSpan({ ...carried, city: { ...carried.city, carriedFrom: '2026Q2' } })).toBeNull()
})

test('both figures stand in the table of the units', () => {
  const spec = { kind: 'by-unit', measure: 'JN03', sort: 'protocol' } as const
  const { table } = chartFromSpec(spec, { facts: 'indicator', data: flow('yearToDate') })
  expect(table.columns.map(({ header }) => header).slice(2, 4)).toEqual(['技能培训覆盖率（本季）', '1—3季度累计'])
  expect(must(table.rows[1])[3]).toMatchObject({ value: 1.5 })
})
