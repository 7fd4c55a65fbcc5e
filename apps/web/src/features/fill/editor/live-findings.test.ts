import type { RuleDefinition } from '@cg/domain/check/rule'
import { must } from '@cg/domain/must'
import { expect, it } from 'vitest'
import { formDetail } from '../../../testing/form.fixture.ts'
import { formChecker } from './live-findings.ts'

const change: RuleDefinition = {
  code: 'R32a',
  family: 'R32',
  title: '波动',
  severity: 'warning',
  scope: 'cell',
  active: true,
  inactiveReason: null,
  body: { kind: 'change', against: { STOCK_EOQ: ['prev'] }, floor: 10 },
}

const usual = formDetail()
const six = <T>(value: T) => Array.from({ length: 6 }, () => value)

it('holds a figure against the limits of its item while it is typed, not only once it was saved', () => {
  const limits = { ...must(usual.rows[0]).limits, softChange: { kind: 'percent' as const, value: 10 } }
  const detail = {
    ...usual,
    rules: [change],
    rows: usual.rows.map((row) => ({ ...row, limits })),
    history: { periods: ['2026Q2'], state: [six('reported' as const)], value: [[990, 1980, 500, 390, 800, 0]] },
  }
  const value = [1430, 1980, 500, 390, 800, 0]
  const found = formChecker(detail).check((index) => ({
    state: 'reported',
    value: must(value[index]),
    note: null,
  }))
  expect(found.map(({ rule, unit, item }) => [rule, unit, item])).toEqual([['R32a', 'A', 'W_ALL']])
  expect(must(found[0]).message).toContain('超过 10% 的波动限度')
})

it('calls an item by its own name, whatever breakdowns stand beneath it', () => {
  const [first] = usual.rows
  const rows = [must(first), { ...must(first), breakdown: 'size:above', breakdownName: '规上' }]
  const rule: RuleDefinition = {
    ...change,
    code: 'T02',
    severity: 'error',
    scope: 'form',
    body: { kind: 'expression', expression: 'W_ALL <= 5' },
  }
  const found = formChecker({ ...usual, rows, rules: [rule] }).check(() => ({
    state: 'reported',
    value: 9,
    note: null,
  }))
  expect(must(found[0]).message).toContain('产业工人总数 9 大于 5')
})
