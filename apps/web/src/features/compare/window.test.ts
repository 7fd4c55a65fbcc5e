import type { GridBody, GridCell } from '@cg/charts/model'
import { expect, test } from 'vitest'
import { windowOf } from './window.ts'

const cell = { text: '1' } as GridCell
const line = (at: number) => ({ of: 'unit' as const, key: `U${at}`, name: `单位${at}`, unit: '', group: '' })

function rug(units: number, corner: '单位' | '指标'): GridBody {
  const isTurned = corner === '指标'
  const [rows, columns] = isTurned ? [2, units] : [units, 2]
  return {
    form: 'grid',
    corner,
    columns: Array.from({ length: columns }, (_, at) => line(at)),
    rows: Array.from({ length: rows }, (_, at) => ({
      ...line(at),
      tone: 'plain' as const,
      cells: Array.from({ length: columns }, () => cell),
      total: '',
    })),
    totals: Array.from({ length: columns }, (_, at) => String(at)),
    totalsWord: '',
    rowTotalsWord: '',
    legend: [],
  }
}

test('a nation of units as rows is one table; as columns forty are shown at a time, with the totals of all', () => {
  const rows = windowOf(rug(2850, '单位'), 3, false)
  expect([rows.total, rows.body.rows.length, rows.size]).toEqual([2850, 2850, 2850])
  const last = windowOf(rug(2850, '指标'), 72, false)
  expect([last.body.columns.length, last.body.columns[0]?.key, last.body.rows[0]?.cells.length]).toEqual([
    10,
    'U2840',
    10,
  ])
  expect(last.body.totals[0]).toBe('2840')
})

test('on a phone a hundred are listed at a time', () => {
  const third = windowOf(rug(2850, '单位'), 3, true)
  expect([third.size, third.body.rows.length, third.body.rows[0]?.key]).toEqual([100, 100, 'U200'])
  expect(third.body.totals).toHaveLength(2)
})

test('a city of forty-five stands in one table whichever way', () => {
  expect(windowOf(rug(45, '单位'), 1, false).body.rows).toHaveLength(45)
  expect(windowOf(rug(45, '指标'), 1, false).body.columns).toHaveLength(45)
  expect(windowOf(rug(45, '单位'), 1, true).body.rows).toHaveLength(45)
})
