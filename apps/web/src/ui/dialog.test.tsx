import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { Button } from './button.tsx'
import { ConfirmDialog, Dialog, Drawer } from './dialog.tsx'
import { Select } from './select.tsx'
import { MenuContent } from './menu-content.tsx'

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

test('Esc closes the list that is open in a field, and only then the dialog', async () => {
  const [close, choose] = [vi.fn(), vi.fn<(value: string) => void>()]
  const options = [{ value: 'A', label: '甲' }]
  render(
    <Dialog isOpen onClose={close} title="选">
      <Select aria-label="单位" isSearched options={options} value="" onChange={choose} />
    </Dialog>,
  )
  const field = await screen.findByRole('combobox', { name: '单位' })
  fireEvent.keyDown(field, { key: 'ArrowDown' })
  expect(choose).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Escape' })
  expect([field.getAttribute('aria-expanded'), close.mock.calls.length]).toEqual(['false', 0])
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(close).toHaveBeenCalledOnce()
})

test('Esc closes a dialog that is a list itself, as the search is', () => {
  const close = vi.fn()
  render(
    <Dialog isOpen onClose={close} title="搜索">
      <input role="combobox" aria-label="搜索" aria-expanded="true" aria-controls="list" />
    </Dialog>,
  )
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Escape' })
  expect(close).toHaveBeenCalledOnce()
})

function Menu({ onSelect }: { onSelect: () => void }) {
  const [isWanted, setWanted] = useState(false)
  const trigger = <Button onClick={() => setWanted(true)}>open menu</Button>
  if (!isWanted) return trigger
  return <MenuContent trigger={trigger} items={[{ key: 'dialog', label: 'dialog from menu', onSelect }]} />
}

function Openers({ isKept = true }: { isKept?: boolean }) {
  const [open, setOpen] = useState<'dialog' | 'drawer' | 'second' | null>(null)
  return (
    <main id="content" tabIndex={-1}>
      {(isKept || open === null) && <Button onClick={() => setOpen('dialog')}>open dialog</Button>}
      <Button onClick={() => setOpen('drawer')}>open drawer</Button>
      <Menu onSelect={() => setOpen('dialog')} />
      {open === 'dialog' && (
        <Dialog isOpen onClose={() => setOpen(isKept ? null : 'second')} title="first">
          <input autoFocus aria-label="text" />
          <Button onClick={() => setOpen('second')}>open second</Button>
        </Dialog>
      )}
      <Drawer isOpen={open === 'drawer'} onClose={() => setOpen(null)} title="drawer">
        <p>words</p>
      </Drawer>
      {open === 'second' && (
        <Dialog isOpen onClose={() => setOpen(null)} title="second">
          <p>words</p>
        </Dialog>
      )}
    </main>
  )
}

async function press(name: string): Promise<void> {
  const button = await screen.findByRole('button', { name })
  button.focus()
  fireEvent.click(button)
}

async function closeLast(): Promise<void> {
  await screen.findByRole('dialog')
  await press('关闭')
}

const focused = () => document.activeElement?.textContent

describe('closing returns the focus', () => {
  test('of a dialog to its button, although a field inside took it at once', async () => {
    render(<Openers />)
    await press('open dialog')
    expect((await screen.findByLabelText('text')) === document.activeElement).toBe(true)
    await closeLast()
    await waitFor(() => expect(focused()).toBe('open dialog'))
  })

  test('of a drawer to its button', async () => {
    render(<Openers />)
    await press('open drawer')
    await closeLast()
    await waitFor(() => expect(focused()).toBe('open drawer'))
  })

  test('of a dialog that another dialog opened to the button of the first', async () => {
    render(<Openers />)
    await press('open dialog')
    await screen.findByRole('dialog', { name: 'first' })
    await press('open second')
    await screen.findByRole('dialog', { name: 'second' })
    await closeLast()
    await waitFor(() => expect(focused()).toBe('open dialog'))
  })

  test('of a dialog opened from a menu to the button of the menu', async () => {
    render(<Openers />)
    const trigger = await screen.findByRole('button', { name: 'open menu' })
    trigger.focus()
    fireEvent.click(trigger)
    fireEvent.click(await screen.findByRole('menuitem', { name: 'dialog from menu' }))
    await closeLast()
    await waitFor(() => expect(focused()).toBe('open menu'))
  })

  test('to the page when the button is gone', async () => {
    render(<Openers isKept={false} />)
    await press('open dialog')
    await screen.findByRole('dialog', { name: 'first' })
    await closeLast()
    await screen.findByRole('dialog', { name: 'second' })
    await closeLast()
    await waitFor(() => expect(document.activeElement).not.toBe(document.body))
  })
})
