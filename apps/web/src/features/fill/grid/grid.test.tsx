import type { SaveReply } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState, useSyncExternalStore } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { EditorOptions, FormEditor } from '../editor/form-editor.ts'
import { formDetail } from '../../../testing/form.fixture.ts'
import { editorOf, outcome, reply, stored } from '../testing/form.ts'
import { findCells } from './find-cells.ts'
import { Grid } from './grid.tsx'
import { gridLayout } from './grid-layout.ts'
import { PasteDialog } from '../paste-dialog.tsx'
import type { PasteAsk } from './paste-ask.ts'
import { pasteWords } from './paste-words.ts'
import { readHtmlTable } from './paste-html.ts'
import type { Pasted } from './use-clipboard.ts'

const quiet = () => new Promise<never>(() => undefined)

function Shown({ editor, onPasted }: { editor: FormEditor; onPasted: (result: Pasted) => void }) {
  useSyncExternalStore(editor.subscribe, editor.revision)
  const [ask, setAsk] = useState<PasteAsk | null>(null)
  return (
    <>
      <Grid
        editor={editor}
        layout={gridLayout(editor.detail, false)}
        beside="none"
        findings={editor.findings()}
        onSelect={() => undefined}
        onPasted={onPasted}
        onAsk={setAsk}
        onSidePanel={() => undefined}
        widthsName="widths.7.F1"
        reachRef={null}
      />
      {ask !== null && <PasteDialog editor={editor} ask={ask} onClose={() => setAsk(null)} onPasted={onPasted} />}
    </>
  )
}

function open(detail = formDetail(), send: EditorOptions['send'] = quiet) {
  const editor = editorOf({ send, detail })
  const onPasted = vi.fn<(result: Pasted) => void>()
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
  const paste = (text: string, kind = 'text/plain') =>
    fireEvent.paste(document.activeElement ?? document.body, {
      clipboardData: { getData: (asked: string) => (asked === kind ? text : '') },
    })
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

  it('goes to ends and edges as a spreadsheet does, and passes over places that ask nothing', () => {
    const { enter, press, focused } = open()
    const after = (from: number, key: string, more: KeyboardEventInit = {}) => {
      enter(from)
      press(key, more)
      return focused()
    }
    const ctrlKey = true
    expect([after(1, 'Home'), after(0, 'End'), after(3, 'End')]).toEqual([0, 2, 4])
    expect([after(1, 'Home', { ctrlKey }), after(0, 'End', { ctrlKey })]).toEqual([0, 4])
    expect([after(0, 'ArrowDown', { ctrlKey }), after(4, 'ArrowLeft', { ctrlKey })]).toEqual([3, 3])
    expect([after(2, 'ArrowDown', { ctrlKey }), after(4, 'ArrowUp', { ctrlKey })]).toEqual([2, 1])
    expect([after(0, 'PageDown'), after(3, 'PageUp'), after(1, 'PageDown')]).toEqual([3, 0, 4])
  })

  it('reads each field aloud with its item, district and unit', () => {
    open()
    expect(screen.getByLabelText('规上企业工人数，西屏区，人')).toBeDefined()
    expect(screen.getByRole('rowheader', { name: /产业工人总数/ })).toBeDefined()
  })
})

describe('commands', () => {
  const ctrlKey = true

  it('fill a block down from its first line, and a line from what stands above it', () => {
    const { editor, enter, press } = open()
    enter(0)
    press('ArrowRight', { shiftKey: true })
    press('ArrowDown', { shiftKey: true })
    press('d', { ctrlKey })
    expect([editor.cell(3).value, editor.cell(4).value]).toEqual([1000, 2000])
    enter(1)
    press('d', { ctrlKey })
    expect(editor.cell(1).value).toBe(2000)
  })

  it('take the whole grid, and empty it; undone and done again', () => {
    const { editor, enter, press } = open()
    const values = () => [0, 1, 2, 3, 4].map((index) => editor.cell(index).value)
    enter(4)
    const before = values()
    press('a', { ctrlKey })
    press('Delete')
    expect(values()).toEqual([null, null, null, null, null])
    press('z', { ctrlKey })
    expect(values()).toEqual(before)
    press('y', { ctrlKey })
    expect(values()).toEqual([null, null, null, null, null])
    press('z', { ctrlKey })
    press('z', { ctrlKey, shiftKey: true })
    expect(values()).toEqual([null, null, null, null, null])
  })

  it('cut a block: it is on the clipboard and gone from the grid', () => {
    const { editor, enter, press } = open()
    const setData = vi.fn<(kind: string, text: string) => void>()
    enter(0)
    press('ArrowRight', { shiftKey: true })
    fireEvent.cut(document.activeElement ?? document.body, { clipboardData: { setData } })
    expect(setData).toHaveBeenCalledWith('text/plain', '1000\t2000')
    expect([editor.cell(0).value, editor.cell(1).value]).toEqual([null, null])
  })

  it('leave the text alone while it is edited in its cell', () => {
    const { editor, enter, press, type } = open()
    enter(1)
    press('F2')
    type('77')
    press('d', { ctrlKey })
    press('a', { ctrlKey })
    press('Home')
    expect(editor.cell(1).value).toBe(2000)
  })
})

describe('the width of a column', () => {
  const altKey = true
  const shiftKey = true
  const head = (at: number) => document.querySelector('thead tr')?.children[at] as HTMLTableCellElement
  const width = (at: number) => head(at).style.width
  const laidOut = (px: number) => vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(px)

  it('is changed by keys for the column of the focus, within bounds, and found again on the next visit', () => {
    const { enter, press } = open()
    laidOut(100)
    enter(1)
    press('ArrowRight', { altKey, shiftKey })
    expect([width(2), width(3)]).toEqual(['', '116px'])
    laidOut(60)
    press('ArrowLeft', { altKey, shiftKey })
    expect(width(3)).toBe('56px')
    cleanup()
    open()
    expect([width(2), width(3)]).toEqual(['', '56px'])
    vi.restoreAllMocks()
  })

  it('of the labels is changed at its edge, and what is kept under another account or broken is not taken', () => {
    localStorage.setItem('cg.widths.8.F1', JSON.stringify({ B: 300 }))
    localStorage.setItem('cg.widths.7.F1', JSON.stringify({ A: 'wide', B: 7, C: 200 }))
    open()
    expect([width(2), width(3), width(4)]).toEqual(['', '', '200px'])
    laidOut(190)
    fireEvent.keyDown(screen.getByRole('separator', { name: '首列列宽' }), { key: 'ArrowRight' })
    expect(screen.getByRole('grid').style.getPropertyValue('--entry-label-width')).toBe('206px')
    vi.restoreAllMocks()
  })
})

describe('finding', () => {
  const ctrlKey = true
  const bar = () => screen.getByRole<HTMLInputElement>('textbox', { name: '查找' })
  const found = () => document.querySelector('[data-found]')?.getAttribute('data-cell')
  const count = () => within(screen.getByRole('search')).getByRole('status').textContent
  const look = (words: string) => fireEvent.change(bar(), { target: { value: words } })

  it('is opened in the grid alone, goes on and back by Enter, and leaves to what was found', () => {
    const { enter, press, focused } = open()
    expect(fireEvent.keyDown(document.body, { key: 'f', ctrlKey })).toBe(true)
    expect(screen.queryByRole('search')).toBeNull()
    enter(3)
    expect(press('f', { ctrlKey })).toBe(false)
    expect(document.activeElement).toBe(bar())
    look('00')
    expect([count(), found()]).toEqual(['3/3', '3'])
    press('Enter')
    expect([count(), found()]).toEqual(['1/3', '0'])
    press('Enter', { shiftKey: true })
    press('Enter', { shiftKey: true })
    expect([count(), found()]).toEqual(['2/3', '1'])
    press('Escape')
    expect([focused(), found(), screen.queryByRole('search')]).toEqual([1, undefined, null])
  })

  it('takes what was being typed, and goes back where nothing is found', () => {
    const { editor, enter, type, press, focused } = open()
    enter(1)
    type('77')
    press('f', { ctrlKey })
    expect(editor.cell(1).value).toBe(77)
    look('没有的词')
    expect(count()).toBe('没有找到')
    press('Enter')
    enter(1)
    press('f', { ctrlKey })
    expect(document.activeElement).toBe(bar())
    press('Escape')
    expect(focused()).toBe(1)
  })

  it('finds values without their commas, states by their word, labels once, and a cell by its item and unit', () => {
    const { editor } = open()
    const layout = gridLayout(editor.detail, false)
    const find = (words: string) => findCells(editor, layout, words)
    editor.commit([{ index: 4, text: '无法提供' }], 'grid')
    expect([find('１000'), find('1,000'), find('无法'), find('未报')]).toEqual([[0], [0], [4], [2]])
    expect([find('规上'), find('西屏'), find('规上 西屏'), find('高新技术'), find(' ')]).toEqual([
      [3],
      [1],
      [4],
      [2],
      [],
    ])
    expect(findCells(editor, gridLayout(editor.detail, true), '00')).toEqual([0, 3, 1])
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

  it('again in a cell whose save is on its way is not wiped by the answer', async () => {
    const answers: ((value: SaveReply) => void)[] = []
    const send = () => new Promise<SaveReply>((resolve) => answers.push(resolve))
    const { editor, cell, enter, type } = open(formDetail(), send)
    enter(0)
    type('1100')
    enter(1)
    enter(0)
    type('11')
    await act(async () => {
      answers.shift()?.(reply(editor.detail, [outcome(editor.detail, 0, { current: stored(1100, 2) })]))
      await Promise.resolve()
    })
    expect([editor.cell(0).status, cell(0).value]).toEqual(['saved', '11'])
    enter(1)
    expect(editor.cell(0)).toMatchObject({ value: 11, status: 'saving', version: 2 })
  })

  it('goes on in the number itself after F2 or a double click, not between the commas of its print', () => {
    const { editor, cell, enter, type, press } = open()
    enter(0)
    press('F2')
    expect(cell(0).value).toBe('1000')
    type(`${cell(0).value}9`)
    enter(1)
    expect([cell(0).value, editor.cell(0).value]).toEqual(['10,009', 10009])
    fireEvent.doubleClick(cell(1))
    expect(cell(1).value).toBe('2000')
    enter(0)
    expect([cell(1).value, editor.cell(1).status]).toEqual(['2,000', 'clean'])
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
  it('reads a table that is on the clipboard as HTML alone', () => {
    const { editor, enter, paste } = open()
    enter(0)
    paste(
      '<meta charset="utf-8"><table><tr><td>1,100</td><td> 2,100\n</td></tr><tr><td rowspan="1">410</td></tr></table>',
      'text/html',
    )
    expect([0, 1, 3].map((index) => editor.cell(index).value)).toEqual([1100, 2100, 410])
  })

  it('puts merged cells of such a table once and blanks for the rest', () => {
    expect(
      readHtmlTable(
        '<table><tr><th colspan="2">a</th><td rowspan="2">b</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>',
      ),
    ).toEqual([['a', '', 'b'], ['c', 'd', ''], ['e']])
    expect(readHtmlTable('<p>12</p>')).toEqual([])
  })

  it('counts in words what was saved, not what was sent', () => {
    const statuses = ['saved', 'clean', 'invalid', 'stale', 'waiting'] as const
    const words = pasteWords({ indices: [0, 1, 2, 3, 4], outside: 2, locked: 1 }, (index) => must(statuses[index]))
    expect(words).toBe(
      '粘贴：2 格已保存；1 格待同步，已存在本机；1 格无效，没有保存；1 格他人已修改，请选定；2 格超出表格范围，没有写入；1 格锁定，没有改动',
    )
    expect(pasteWords({ indices: [2], outside: 0, locked: 0 }, (index) => must(statuses[index]))).toBe(
      '粘贴：0 格已保存；1 格无效，没有保存',
    )
  })

  it('says what fell outside the table', () => {
    const { editor, onPasted, enter, paste } = open()
    enter(1)
    paste('11\t12\t13\r\n21\t22\t23')
    expect(onPasted).toHaveBeenCalledWith({ indices: [1, 2, 4], outside: 3, locked: 0 })
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
    expect(onPasted).toHaveBeenCalledWith({ indices: [1], outside: 0, locked: 1 })
    expect([0, 1, 2].map((index) => editor.cell(index).value)).toEqual([1000, 2500, null])
  })
})

describe('a pasted block that names its places', () => {
  const block = '指标\t西屏区\t东湾区\n产业工人总数\t2100\t1100'

  it('is shown with where it goes, and written there when agreed to', () => {
    const { editor, enter, paste, onPasted } = open()
    enter(0)
    paste(block)
    const dialog = screen.getByRole('dialog', { name: '按名称放入 2 格？' })
    const places = within(dialog).getAllByRole('row').slice(1)
    expect(places.map((row) => row.textContent)).toEqual(['西屏区产业工人总数2,0002100', '东湾区产业工人总数1,0001100'])
    expect([editor.cell(0).value, editor.cell(1).value]).toEqual([1000, 2000])
    fireEvent.click(within(dialog).getByRole('button', { name: '放入' }))
    expect([editor.cell(0).value, editor.cell(1).value]).toEqual([1100, 2100])
    expect(onPasted).toHaveBeenCalledWith({ indices: [1, 0], outside: 0, locked: 0 })
  })

  it('leaves everything as it was when it is declined, or is of another quarter', () => {
    const { editor, enter, paste, onPasted } = open()
    enter(0)
    paste(block)
    fireEvent.click(screen.getByRole('button', { name: '不放入' }))
    enter(0)
    paste(`2026年第二季度\t\t\n${block}`)
    const alert = within(screen.getByRole('dialog')).getByRole('alert')
    expect(alert.textContent).toBe('粘贴的内容写明是“2026年第二季度”，本表是2026年第三季度。请核对后复制本季度的数字。')
    expect(screen.queryByRole('button', { name: '放入' })).toBeNull()
    expect([editor.cell(0).value, onPasted.mock.calls.length]).toEqual([1000, 0])
  })

  it('lying on its side without names is turned when agreed to', () => {
    const { editor, enter, paste } = open()
    enter(0)
    paste('1100\t410\n2100\t900\n510\t\n')
    fireEvent.click(screen.getByRole('button', { name: '转过来放入' }))
    expect([0, 1, 2, 3, 4].map((index) => editor.cell(index).value)).toEqual([1100, 2100, 510, 410, 900])
  })
})

it('types nothing into a cell that a register fills, and types the breakdowns of the same item as before', () => {
  const usual = formDetail()
  const isOpen = usual.cells.isOpen.map((one, at) => one && at !== 0)
  const fed = { item: must(usual.rows[0]).item, unit: must(usual.units[0]).code, kind: 'CASE', name: '创新案例' }
  const { cell } = open({
    ...usual,
    fed: [{ ...fed, records: 3, isApart: false, mayRead: true }],
    cells: { ...usual.cells, isOpen },
  })
  expect(cell(0).readOnly).toBe(true)
  expect(cell(0).getAttribute('aria-description')).toContain('由台账计数：取自“创新案例”台账，不能填写')
  expect(cell(1).readOnly).toBe(false)
  expect(cell(1).getAttribute('aria-description') ?? '').not.toContain('台账')
})

it('types nothing into a cell whose figure scorers give, says where it comes from, and leaves it out of a paste', () => {
  const usual = formDetail()
  const isOpen = usual.cells.isOpen.map((one, at) => one && at >= usual.units.length)
  const scored = must(usual.rows[0]).item
  const { cell, enter, paste, onPasted } = open({ ...usual, scored: [scored], cells: { ...usual.cells, isOpen } })
  expect(cell(0).readOnly).toBe(true)
  expect(cell(0).getAttribute('aria-description')).toContain('由评分人评分得出，评分截止后由产改办写入，不能填写')
  expect(cell(usual.units.length).getAttribute('aria-description') ?? '').not.toContain('评分')
  enter(0)
  paste('77')
  expect(onPasted).toHaveBeenLastCalledWith({ indices: [], outside: 0, locked: 1 })
})
