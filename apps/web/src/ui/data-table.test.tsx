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

test('of a nation’s counties those in the frame are drawn, each with its place in the whole; on paper all are', () => {
  const counties = Array.from({ length: 2850 }, (_, at) => ({ name: `县${at + 1}`, value: at }))
  render(
    <DataTable
      name="nation"
      caption="全国"
      rows={counties}
      rowKey={(row) => row.name}
      columns={[
        { key: 'name', header: '单位', isRowHeader: true, cell: (row) => row.name },
        { key: 'value', header: '值', cell: (row) => row.value, sortValue: (row) => row.value },
      ]}
    />,
  )
  expect(names().length).toBeLessThan(100)
  expect(names()[0]).toBe('县1')
  expect(screen.getByRole('table').getAttribute('aria-rowcount')).toBe('2851')
  const frame = screen.getByRole('region', { name: /全国/ })
  frame.scrollTop = 1000 * 36
  fireEvent.scroll(frame)
  expect(names()).toContain('县1001')
  expect(names()).not.toContain('县1')
  expect(screen.getByRole('rowheader', { name: '县1001' }).closest('tr')?.getAttribute('aria-rowindex')).toBe('1002')
  fireEvent.click(screen.getByRole('button', { name: /值/ }))
  expect(names()).toContain('县1850')
  fireEvent(window, new Event('beforeprint'))
  expect(names().length).toBe(2850)
  fireEvent(window, new Event('afterprint'))
  expect(names().length).toBeLessThan(100)
})
