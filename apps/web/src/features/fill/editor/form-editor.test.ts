import type { CellEntry, SaveReply } from '@cg/contract/entry'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../lib/api.ts'
import type { FormEditor } from './form-editor.ts'
import { formDetail } from '../../../testing/form.fixture.ts'
import { editorOf, memoryJournal, outcome, reply, stored } from '../testing/form.ts'
import { describe as describeFailure } from './use-editor.ts'

const detail = formDetail()

/** A server that answers when told to. */
function heldServer() {
  const sent: CellEntry[][] = []
  const answers: ((value: SaveReply | Error) => void)[] = []
  const send = (cells: CellEntry[]) => {
    sent.push(cells)
    return new Promise<SaveReply>((resolve, reject) =>
      answers.push((value) => (value instanceof Error ? reject(value) : resolve(value))),
    )
  }
  const answer = async (value: SaveReply | Error) => {
    const first = answers.shift()
    if (first === undefined) throw new Error('nothing was sent')
    first(value)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { sent, send, answer }
}

const saved = (index: number, value: number | null, version: number) =>
  reply(detail, [outcome(detail, index, { current: stored(value, version) })])

const stale = (index: number, theirs: number, version: number) =>
  reply(detail, [
    outcome(detail, index, { outcome: 'stale', current: stored(theirs, version), message: '已由吴国平改为 1,200' }),
  ])

const shown = (editor: FormEditor, index: number) => {
  const { text, status } = editor.cell(index)
  return [text, status]
}

describe('a cell', () => {
  it('shows the value at once, read and formatted, and is saved when the server has answered', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send })
    editor.commit([{ index: 0, text: '1.2万' }], 'grid')
    expect(shown(editor, 0)).toEqual(['12,000', 'saving'])
    expect(server.sent).toEqual([[{ item: 'W_ALL', unit: 'A', breakdown: '', text: '1.2万', version: 1 }]])
    await server.answer(saved(0, 12000, 2))
    expect(shown(editor, 0)).toEqual(['12,000', 'saved'])
    expect(editor.cell(0).version).toBe(2)
    expect(editor.saveState()).toEqual({ kind: 'idle', at: '2026-10-12T01:00:00.000Z' })
  })

  it('sends nothing when the same value is typed again', () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send })
    editor.commit([{ index: 0, text: '1000' }], 'grid')
    expect(shown(editor, 0)).toEqual(['1,000', 'clean'])
    expect(server.sent).toEqual([])
  })

  it('keeps what is no number, marked and unsaved, and is clean again with its old value', () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send })
    editor.commit([{ index: 0, text: '大约一千' }], 'grid')
    expect(shown(editor, 0)).toEqual(['大约一千', 'invalid'])
    expect(editor.unsaved()).toEqual({ invalid: 1, stale: 0 })
    editor.commit([{ index: 0, text: '1,000' }], 'grid')
    expect(shown(editor, 0)).toEqual(['1,000', 'clean'])
    expect(server.sent).toEqual([])
  })

  it('sends a value typed again after rubbish had replaced it before it was sent', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send, retryMs: 60_000 })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    await server.answer(new Error('offline'))
    expect(shown(editor, 0)).toEqual(['1,100', 'waiting'])
    editor.commit([{ index: 0, text: '不知道' }], 'grid')
    expect(shown(editor, 0)).toEqual(['不知道', 'invalid'])
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    expect(shown(editor, 0)).toEqual(['1,100', 'saving'])
    expect(server.sent.at(-1)?.[0]?.text).toBe('1100')
    editor.dispose()
  })

  it('typed into while its save is on the way is sent again with the new version', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    editor.commit([{ index: 0, text: '1000' }], 'grid')
    await server.answer(saved(0, 1100, 2))
    expect(server.sent[1]).toEqual([{ item: 'W_ALL', unit: 'A', breakdown: '', text: '1000', version: 2 }])
    await server.answer(saved(0, 1000, 3))
    expect(shown(editor, 0)).toEqual(['1,000', 'saved'])
  })

  it('that is locked takes nothing', () => {
    const locked = formDetail()
    const server = heldServer()
    const editor = editorOf({
      send: server.send,
      detail: { ...locked, cells: { ...locked.cells, isOpen: locked.cells.isOpen.map(() => false) } },
    })
    editor.commit([{ index: 0, text: '5' }], 'grid')
    expect(shown(editor, 0)).toEqual(['1,000', 'clean'])
    expect(server.sent).toEqual([])
  })
})

describe('when someone else was faster', () => {
  async function conflict() {
    const server = heldServer()
    const editor = editorOf({ send: server.send })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    await server.answer(stale(0, 1200, 7))
    return { server, editor }
  }

  it('both values stand side by side and nothing is overwritten', async () => {
    const { server, editor } = await conflict()
    expect(editor.cell(0)).toMatchObject({ text: '1,100', other: '1,200', status: 'stale' })
    expect(editor.cell(0).message).toContain('吴国平')
    expect(editor.unsaved()).toEqual({ invalid: 0, stale: 1 })
    expect(server.sent.length).toBe(1)
  })

  it('mine is saved over the version that was shown', async () => {
    const { server, editor } = await conflict()
    editor.settle(0, 'mine')
    expect(server.sent[1]).toEqual([{ item: 'W_ALL', unit: 'A', breakdown: '', text: '1,100', version: 7 }])
    await server.answer(saved(0, 1100, 8))
    expect(shown(editor, 0)).toEqual(['1,100', 'saved'])
  })

  it('theirs is taken without a word to the server', async () => {
    const { server, editor } = await conflict()
    editor.settle(0, 'theirs')
    expect(shown(editor, 0)).toEqual(['1,200', 'saved'])
    expect(editor.cell(0).value).toBe(1200)
    expect(server.sent.length).toBe(1)
  })

  it('a value typed meanwhile waits for the choice as well', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    editor.commit([{ index: 0, text: '1150' }], 'grid')
    await server.answer(stale(0, 1200, 7))
    expect(editor.cell(0)).toMatchObject({ text: '1,150', other: '1,200', status: 'stale' })
    expect(server.sent.length).toBe(1)
  })

  it('the reply 412 of a single cell is understood', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send, describe: describeFailure })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    await server.answer(
      new ApiError(412, {
        code: 'stale',
        detail: '产业工人总数（东湾区）已由吴国平改为 1,200，您填的是 1,100。请选用其中一个。',
        current: { current: stored(1200, 7), mine: { state: 'reported', value: 1100 } },
        cells: [{ item: 'W_ALL', unit: 'A', breakdown: '', message: '' }],
      }),
    )
    expect(editor.cell(0)).toMatchObject({ text: '1,100', other: '1,200', status: 'stale', version: 7 })
  })
})

describe('without a server', () => {
  it('a cell waits on this machine and is sent when the server is back', async () => {
    const journal = memoryJournal()
    const server = heldServer()
    const editor = editorOf({ send: server.send, journal, retryMs: 60_000 })
    editor.commit([{ index: 2, text: '500' }], 'grid')
    await server.answer(new Error('offline'))
    expect(shown(editor, 2)).toEqual(['500', 'waiting'])
    expect(editor.saveState()).toMatchObject({ kind: 'waiting', count: 1 })
    expect(journal.kept()).toEqual({ 'W_ALL|C|': { text: '500', version: 0 } })
    editor.retry()
    await server.answer(saved(2, 500, 1))
    expect(shown(editor, 2)).toEqual(['500', 'saved'])
    expect(journal.kept()).toEqual({})
  })

  it('what was typed before the browser closed is there again and is sent', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send, journal: memoryJournal({ 'W_BIG|B|': { text: '800', version: 0 } }) })
    expect(shown(editor, 4)).toEqual(['800', 'waiting'])
    editor.retry()
    expect(server.sent).toEqual([[{ item: 'W_BIG', unit: 'B', breakdown: '', text: '800', version: 0 }]])
  })

  it('a half-typed text is kept too, until it is taken or given up', () => {
    const journal = memoryJournal()
    const editor = editorOf({ send: heldServer().send, journal })
    editor.draft(2, '51')
    expect(journal.kept()).toEqual({ 'W_ALL|C|': { text: '51', version: 0 } })
    editor.draft(2, null)
    expect(journal.kept()).toEqual({})
  })

  it('two windows of one person keep their unsaved texts side by side', async () => {
    const journal = memoryJournal()
    const [here, there] = [heldServer(), heldServer()]
    const one = editorOf({ send: here.send, journal, retryMs: 60_000 })
    const two = editorOf({ send: there.send, journal })
    one.commit([{ index: 2, text: '500' }], 'grid')
    await here.answer(new Error('offline'))
    two.commit([{ index: 0, text: '1100' }], 'grid')
    await there.answer(saved(0, 1100, 2))
    expect(journal.kept()).toEqual({ 'W_ALL|C|': { text: '500', version: 0 } })
    one.dispose()
  })

  it('what an earlier visit left for a cell that is closed now stays for the day it is open again', async () => {
    const journal = memoryJournal({ 'W_BIG|B|': { text: '800', version: 0 } })
    const server = heldServer()
    const returned = { ...detail, cells: { ...detail.cells, isOpen: [true, false, false, false, false, false] } }
    const editor = editorOf({ send: server.send, journal, detail: returned })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    await server.answer(saved(0, 1100, 2))
    expect(journal.kept()).toEqual({ 'W_BIG|B|': { text: '800', version: 0 } })
  })

  it('what the server has meanwhile is not sent again, however it was written', () => {
    const server = heldServer()
    const editor = editorOf({
      send: server.send,
      journal: memoryJournal({ 'W_ALL|A|': { text: '0.1万', version: 0 } }),
    })
    expect(shown(editor, 0)).toEqual(['1,000', 'clean'])
    editor.retry()
    expect(server.sent).toEqual([])
  })

  it('a refusal for good is marked in its cell and stops nothing else', async () => {
    const server = heldServer()
    const editor = editorOf({ send: server.send, describe: describeFailure })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    await server.answer(new ApiError(409, { code: 'conflict', detail: '报表已提交，不能保存。' }))
    expect(editor.cell(0)).toMatchObject({ status: 'invalid', message: '报表已提交，不能保存。' })
    editor.commit([{ index: 1, text: '2100' }], 'grid')
    await server.answer(saved(1, 2100, 2))
    expect(shown(editor, 1)).toEqual(['2,100', 'saved'])
  })
})

describe('undo', () => {
  it('takes back a pasted block at once, then the edit before it', () => {
    const editor = editorOf({ send: heldServer().send })
    editor.commit([{ index: 0, text: '1100' }], 'grid')
    editor.commit(
      [
        { index: 1, text: '7' },
        { index: 2, text: '8' },
      ],
      'paste',
    )
    expect(editor.undo()).toBe(1)
    expect([1, 2].map((index) => editor.cell(index).text)).toEqual(['2,000', ''])
    expect(editor.undo()).toBe(0)
    expect(editor.cell(0).text).toBe('1,000')
    expect(editor.undo()).toBeNull()
  })
})

describe('checks', () => {
  it('speak of the cells as typed, before the server has answered', () => {
    const editor = editorOf({ send: heldServer().send })
    editor.commit([{ index: 3, text: '1001' }], 'grid')
    expect(editor.findings().map(({ rule, class: kind, unit }) => [rule, kind, unit])).toEqual([['T01', 'block', 'A']])
    editor.commit([{ index: 3, text: '999' }], 'grid')
    expect(editor.findings()).toEqual([])
  })
})
