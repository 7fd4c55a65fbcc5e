import { fireEvent, render, screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { findOptions } from './search-select.tsx'
import { Select } from './select.tsx'

const options = Array.from({ length: 2850 }, (_, at) => ({ value: `U${at}`, label: `测试区县${at}` }))

it('finds an option by a part of its name, those that begin with it first, and says how many there are', () => {
  const { shown, found } = findOptions([...options, { value: 'X', label: '7号园区' }], '7', 'U0')
  expect(shown[0]?.label).toBe('7号园区')
  expect(shown).toHaveLength(12)
  expect(found).toBe(781)
  expect(findOptions(options, 'U1204', 'U0').shown.map(({ label }) => label)).toEqual(['测试区县1204'])
  expect(findOptions(options, ' 岚谷 ', 'U0')).toEqual({ shown: [], found: 0 })
})

it('shows the neighbours of the chosen one before anything is typed', () => {
  expect(findOptions(options, '', 'U2849').shown.at(-1)?.value).toBe('U2849')
  expect(findOptions(options, '', 'U100').shown[0]?.value).toBe('U100')
})

it('lists a hundred choices as the browser does, and lets 2,850 be searched by keyboard', async () => {
  const choose = vi.fn<(value: string) => void>()
  const { rerender } = render(<Select caption="区县" options={options.slice(0, 100)} value="U3" onChange={choose} />)
  expect(document.querySelectorAll('option')).toHaveLength(100)
  rerender(<Select caption="区县" options={options} value="U3" onChange={choose} />)
  const field = await screen.findByRole('combobox', { name: '区县' })
  expect(field).toHaveProperty('value', '测试区县3')
  expect(document.querySelectorAll('option, [role=option]')).toHaveLength(0)
  fireEvent.change(field, { target: { value: '县284' } })
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toContain('测试区县2841')
  expect(document.querySelectorAll('[role=option]').length).toBeLessThanOrEqual(12)
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  const active = document.getElementById(field.getAttribute('aria-activedescendant') ?? '')
  expect(active?.textContent).toBe('测试区县2840')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(choose).toHaveBeenCalledExactlyOnceWith('U2840')
  expect(field).toHaveProperty('value', '测试区县3')
})

it('leaves everything as it was on Esc and when nothing is found', async () => {
  const choose = vi.fn<(value: string) => void>()
  render(<Select caption="区县" options={options} value="U3" onChange={choose} />)
  const field = await screen.findByRole('combobox')
  fireEvent.change(field, { target: { value: '没有' } })
  expect(screen.getByRole('status').textContent).toContain('没有找到')
  fireEvent.keyDown(field, { key: 'Enter' })
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(field).toHaveProperty('value', '测试区县3')
  expect(screen.queryAllByRole('option')).toEqual([])
  expect(choose).not.toHaveBeenCalled()
})
