import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { referenceQuery } from './queries.ts'
import { UserForm } from './user-form.tsx'

afterEach(cleanup)

const scope = () => screen.getByLabelText<HTMLSelectElement>('范围')
const groups = () => Array.from(scope().querySelectorAll('optgroup'), ({ label }) => label)

it('offers only what a role may be granted for, and saves nothing while a department or a unit is to be chosen', () => {
  const client = new QueryClient()
  client.setQueryData(referenceQuery.queryKey, {
    departments: [{ code: 'YBJ', name: '市医保局' }],
    units: [{ code: 'DWQ', name: '东湾区', kind: 'district', parent: null }],
  })
  render(
    <QueryClientProvider client={client}>
      <UserForm user={null} onClose={vi.fn()} onDone={vi.fn()} />
    </QueryClientProvider>,
  )
  fireEvent.change(screen.getByLabelText(/登录名/), { target: { value: 'ybj' } })
  fireEvent.change(screen.getByLabelText(/姓名/), { target: { value: '方医保' } })
  const save = screen.getByRole<HTMLButtonElement>('button', { name: '保存' })
  const role = (value: string) => fireEvent.change(screen.getByLabelText('角色'), { target: { value } })
  expect([scope().options[0]?.label, ...groups(), save.disabled]).toEqual([
    '请选择部门或区县',
    '部门',
    '区县',
    '乡镇街道、企业',
    true,
  ])
  fireEvent.change(scope(), { target: { value: 'd:YBJ' } })
  expect(save.disabled).toBe(false)
  // A publisher is the whole city's: the department that was chosen is taken out.
  role('publisher')
  expect([scope().value, scope().options[0]?.label, ...groups(), save.disabled]).toEqual(['', '全市', false])
  role('filler')
  expect(save.disabled).toBe(true)
})
