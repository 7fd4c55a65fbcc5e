import { expect, it } from 'vitest'
import { numberCell, numberColumn, partFigure, wordCell, wordColumn } from './figure.ts'
import { withoutEmptyParts } from './parts.ts'

const whole = { unit: '', decimals: 0 }
const columns = [
  wordColumn('unit', '单位'),
  numberColumn('value', '值', { unit: '分', decimals: 1 }),
  numberColumn('numerator', '分子', whole),
  numberColumn('denominator', '分母', whole),
  wordColumn('state', '状态'),
]
const row = (value: number | null, numerator: number | null, denominator: number | null) => [
  wordCell('安平区'),
  { text: value === null ? '未报' : String(value), value },
  numberCell(partFigure(numerator)),
  numberCell(partFigure(denominator)),
  wordCell('正常'),
]

it('has no 分子 and 分母 where a figure is made of neither', () => {
  const table = withoutEmptyParts({ columns, rows: [row(78, null, null), row(null, null, null)], focus: 1 })
  expect(table.columns.map(({ header }) => header)).toEqual(['单位', '值', '状态'])
  expect(table.rows.map((cells) => cells.map(({ text }) => text))).toEqual([
    ['安平区', '78', '正常'],
    ['安平区', '未报', '正常'],
  ])
  expect(table.focus).toBe(1)
})

it('keeps them where one figure has one, where it is 0, and where nobody has a figure yet', () => {
  for (const rows of [[row(78, null, null), row(80, 0, null)], [row(null, null, null)]])
    expect(withoutEmptyParts({ columns, rows }).columns).toEqual(columns)
})
