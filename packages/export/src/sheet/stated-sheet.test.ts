import { chartFromSpec } from '@cg/charts/from-spec'
import { indicatorFacts, rankingFacts } from '@cg/charts/testing/fixtures'
import type { UnitLapse } from '@cg/contract/release/lapse'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { renderXlsx } from './xlsx.ts'

const late: UnitLapse = {
  kind: 'late',
  unit: 'YC01',
  statement: {
    id: 1,
    cause: '两家企业停产，培训推迟',
    measures: '四季度补训两期',
    until: '2026Q4',
    value: 85,
    acceptedAt: '2026-10-20T01:00:00.000Z',
  },
}
const silent: UnitLapse = { kind: 'not_reported', unit: 'YC02', statement: null }

async function statedRows(model: ReturnType<typeof chartFromSpec>) {
  const { sheets } = await readXlsx(await renderXlsx(model))
  return sheets.find(({ name }) => name === '原因和措施')?.rows
}

test('the workbooks of an indicator hold what its lead department stated of late figures, and who stated nothing', async () => {
  const byUnit = chartFromSpec(
    { kind: 'by-unit', measure: 'JN03' },
    { facts: 'indicator', data: indicatorFacts({ lapses: [late, silent] }) },
  )
  const rows = must(await statedRows(byUnit))
  expect(rows[0]).toEqual(['单位', '本期', '状态', '原因', '措施', '预计'])
  expect(must(rows[1]).slice(2)).toEqual([
    '滞后',
    '两家企业停产，培训推迟',
    '四季度补训两期',
    '预计2026年第四季度达到85.0%',
  ])
  expect(must(rows[2]).slice(2)).toEqual(['未报', '牵头部门未说明', '—', '—'])
  const ranking = chartFromSpec(
    { kind: 'district-ranking', measure: 'JN03' },
    { facts: 'ranking', data: rankingFacts({ lapses: [late] }) },
  )
  expect(must(await statedRows(ranking))).toHaveLength(2)
})

test('a workbook of a quarter in which nothing is late has no such sheet', async () => {
  const facts = indicatorFacts({ lapses: [] })
  const model = chartFromSpec({ kind: 'by-unit', measure: 'JN03' }, { facts: 'indicator', data: facts })
  expect(await statedRows(model)).toBeUndefined()
})
