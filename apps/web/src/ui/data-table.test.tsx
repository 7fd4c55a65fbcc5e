import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { DataTable } from './data-table.tsx'

const rows = [
  { name: '甲', value: 2 },
  { name: '乙', value: null },
  { name: '丙', value: 10 },
]

function names(): string[] {
  return screen.getAllByRole('rowheader').map((cell) => cell.textContent ?? '')
}

function show() {
  render(
    <DataTable
      name="example"
      caption="示例"
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', header: '单位', isRowHeader: true, cell: (row) => row.name },
        { key: 'value', header: '值', unit: '人', cell: (row) => row.value ?? '未报', sortValue: (row) => row.value },
      ]}
    />,
  )
}

test('sorts numbers down, up, then back to the given order, with missing values always last', () => {
  show()
  const sort = screen.getByRole('button', { name: /值/ })
  fireEvent.click(sort)
  expect(names()).toEqual(['丙', '甲', '乙'])
  expect(screen.getByRole('columnheader', { name: /值/ }).getAttribute('aria-sort')).toBe('descending')
  fireEvent.click(sort)
  expect(names()).toEqual(['甲', '丙', '乙'])
  fireEvent.click(sort)
  expect(names()).toEqual(['甲', '乙', '丙'])
})

test('names its unit once, in the header', () => {
  show()
  expect(screen.getByRole('columnheader', { name: /值/ }).textContent).toContain('人')
  expect(screen.getByText('10')).toBeTruthy()
})
