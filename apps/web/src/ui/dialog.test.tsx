import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { ConfirmDialog } from './dialog.tsx'

test('an act that cannot be undone waits until its name is typed', () => {
  const confirm = vi.fn()
  render(
    <ConfirmDialog
      isOpen
      onClose={() => undefined}
      onConfirm={confirm}
      title="移除演示数据"
      confirmWord="移除"
      mustType="云川市"
    >
      <p>全部演示数据将被移除。</p>
    </ConfirmDialog>,
  )
  const button = screen.getByRole<HTMLButtonElement>('button', { name: '移除' })
  expect(button.disabled).toBe(true)
  fireEvent.change(screen.getByLabelText('请输入“云川市”以确认'), { target: { value: '云川市' } })
  fireEvent.click(button)
  expect(confirm).toHaveBeenCalledOnce()
})
