import { act, fireEvent, render, screen } from '@testing-library/react'
import { useSyncExternalStore } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { FormEditor } from '../editor/form-editor.ts'
import { formDetail } from '../../../testing/form.fixture.ts'
import { editorOf } from '../testing/form.ts'
import { Grid } from './grid.tsx'
import type { PasteResult } from './grid.tsx'
import { gridLayout } from './grid-layout.ts'

const quiet = () => new Promise<never>(() => undefined)

function Shown({ editor, onPasted }: { editor: FormEditor; onPasted: (result: PasteResult) => void }) {
  useSyncExternalStore(editor.subscribe, editor.revision)
  return (
    <Grid
      editor={editor}
      layout={gridLayout(editor.detail, false)}
      beside="none"
      findings={editor.findings()}
      onSelect={() => undefined}
      onPasted={onPasted}
      onSidePanel={() => undefined}
    />
  )
}

function open(detail = formDetail()) {
  const editor = editorOf({ send: quiet, detail })
  const onPasted = vi.fn<(result: PasteResult) => void>()
  render(<Shown editor={editor} onPasted={onPasted} />)
  const cell = (index: number) => {
    const input = document.querySelector<HTMLInputElement>(`input[data-index="${index}"]`)
    if (input === null) throw new Error(`no cell ${index}`)
    return input
  }
  const enter = (index: number) => act(() => cell(index).focus())
  const press = (key: string, more: KeyboardEventInit = {}) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more })
  const type = (text: string) => fireEvent.input(document.activeElement ?? document.body, { target: { value: text } })
  const paste = (text: string) =>
    fireEvent.paste(document.activeElement ?? document.body, { clipboardData: { getData: () => text } })
  const focused = () => Number((document.activeElement as HTMLInputElement).dataset['index'])
  return { editor, onPasted, cell, enter, press, type, paste, focused }
}

describe('moving in the grid', () => {
  it('goes by arrows and Enter, and Tab wraps to the next line', () => {
    const { enter, press, focused } = open()
    enter(0)
    press('ArrowRight')
    press('Enter')
    expect(focused()).toBe(4)
    press('Enter', { shiftKey: true })
    press('Tab')
    press('Tab')
    expect(focused()).toBe(3)
  })

  it('reads each field aloud with its item, district and unit', () => {
    open()
    expect(screen.getByLabelText('规上企业工人数，西屏区，人')).toBeDefined()
    expect(screen.getByRole('rowheader', { name: /产业工人总数/ })).toBeDefined()
  })
})

describe('typing', () => {
  it('is taken when the cell is left, and shown back as read', () => {
    const { editor, cell, enter, type, press } = open()
    enter(2)
    type('１．２万')
    press('Enter')
    enter(0)
    expect(editor.cell(2).value).toBe(12000)
    expect(cell(2).value).toBe('12,000')
  })

  it('is not taken while an input method is composing', () => {
    const { editor, enter, type, press, focused } = open()
    enter(2)
    type('yiqian')
    press('Enter', { isComposing: true })
    press('Process', { keyCode: 229 })
    expect(focused()).toBe(2)
    expect(editor.cell(2).status).toBe('clean')
  })

  it('is given up by Esc', () => {
    const { editor, cell, enter, type, press } = open()
    enter(0)
    type('5')
    press('Escape')
    enter(1)
    expect([cell(0).value, editor.cell(0).value]).toEqual(['1,000', 1000])
  })

  it('Ctrl+; takes last quarter’s value, over a whole range', () => {
    const { editor, enter, press } = open()
    enter(0)
    press('ArrowRight', { shiftKey: true })
    press(';', { ctrlKey: true })
    expect([editor.cell(0).value, editor.cell(1).value]).toEqual([990, 1980])
  })
})

describe('a range', () => {
  it('is copied as lines and columns without separators, and cleared by Delete', () => {
    const { editor, enter, press } = open()
    enter(0)
    press('ArrowRight', { shiftKey: true })
    press('ArrowDown', { shiftKey: true })
    const setData = vi.fn()
    fireEvent.copy(document.activeElement ?? document.body, { clipboardData: { setData } })
    expect(setData).toHaveBeenCalledWith('text/plain', '1000\t2000\r\n400\t')
    press('Delete')
    expect([0, 1, 3].map((index) => editor.cell(index).state)).toEqual(['not_reported', 'not_reported', 'not_reported'])
    press('z', { ctrlKey: true })
    expect([0, 1, 3].map((index) => editor.cell(index).value)).toEqual([1000, 2000, 400])
  })

  it('is filled by one pasted value', () => {
    const { editor, enter, press, paste } = open()
    enter(0)
    press('ArrowRight', { shiftKey: true })
    paste('7\n')
    expect([editor.cell(0).value, editor.cell(1).value]).toEqual([7, 7])
  })
})

describe('pasting', () => {
  it('says what fell outside the table', () => {
    const { editor, onPasted, enter, paste } = open()
    enter(1)
    paste('11\t12\t13\r\n21\t22\t23')
    expect(onPasted).toHaveBeenCalledWith({ pasted: 3, outside: 3, locked: 0 })
    expect([1, 2, 4].map((index) => editor.cell(index).value)).toEqual([11, 12, 21])
  })

  it('leaves locked cells alone and says so', () => {
    const returned = formDetail()
    const { editor, onPasted, enter, paste } = open({
      ...returned,
      cells: { ...returned.cells, isOpen: [false, true, false, false, false, false] },
    })
    enter(0)
    paste('1000\t2500\t9')
    expect(onPasted).toHaveBeenCalledWith({ pasted: 1, outside: 0, locked: 1 })
    expect([0, 1, 2].map((index) => editor.cell(index).value)).toEqual([1000, 2500, null])
  })
})
