import type { GridBody, GridCell } from '@cg/charts/model'
import { expect, test } from 'vitest'
import { windowOf } from './window.ts'

const cell = { text: '1' } as GridCell
const line = (at: number) => ({ key: `U${at}`, name: `单位${at}`, unit: '', group: '' })

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

test('a nation of units is laid out a hundred at a time, whichever way the table stands; the totals are those of all', () => {
  const third = windowOf(rug(2850, '单位'), 3)
  expect([third.total, third.body.rows.length, third.body.rows[0]?.key]).toEqual([2850, 100, 'U200'])
  expect(third.body.totals).toHaveLength(2)
  const last = windowOf(rug(2850, '指标'), 29)
  expect([last.body.columns.length, last.body.columns[0]?.key, last.body.rows[0]?.cells.length]).toEqual([
    50,
    'U2800',
    50,
  ])
  expect(last.body.totals[0]).toBe('2800')
})

test('two hundred units stand in one table', () => {
  expect(windowOf(rug(200, '单位'), 1).body.rows).toHaveLength(200)
})
