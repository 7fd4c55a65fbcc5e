import type { CellOutcome } from '@cg/contract/entry'
import { describe, expect, it } from 'vitest'
import { formDetail } from '../../../testing/form.fixture.ts'
import { outcome, reply, stored } from '../testing/form.ts'
import { formChecker } from './live-findings.ts'
import { reduce } from './reduce.ts'
import { journalEntries, openState, outgoing } from './state.ts'
import type { CellStatus, EditorEvent, EditorState, JournalEntry } from './state.ts'

const detail = formDetail()
const opened = (journal: Record<string, JournalEntry> = {}) => openState(detail, formChecker(detail), journal)
const after = (state: EditorState, ...events: EditorEvent[]) => events.reduce(reduce, state)

/* Cell 0 holds 1,000 in version 1; the person types 1,100; another person saves 1,200 in version 7. */
const type = (text: string, note?: string | null): EditorEvent => ({
  kind: 'typed',
  edits: [note === undefined ? { index: 0, text } : { index: 0, text, note }],
  source: 'grid',
})
const answer = (change: Partial<CellOutcome>): EditorEvent => ({
  kind: 'answered',
  reply: reply(detail, [outcome(detail, 0, change)]),
})
const staleAnswer = { outcome: 'stale', current: stored(1200, 7), message: '已由吴国平改为 1,200' } as const
const fail = (isRetryable: boolean, stale: CellOutcome | null = null): EditorEvent => ({
  kind: 'failed',
  failure: { isRetryable, message: '没有保存', stale },
})

const events = {
  'typed 1,100': type('1100'),
  'typed 1,000': type('1000'),
  'typed rubbish': type('大约'),
  drafted: { kind: 'drafted', index: 0, text: '11' },
  undone: { kind: 'undone' },
  sent: { kind: 'sent' },
  saved: answer({ current: stored(1100, 2) }),
  unchanged: answer({ outcome: 'unchanged', current: stored(1100, 2) }),
  stale: answer(staleAnswer),
  refused: answer({ outcome: 'refused', current: stored(1000, 1), message: '不能为负' }),
  'no network': fail(true),
  'refused for good': fail(false),
  '412': fail(false, outcome(detail, 0, staleAnswer)),
  'mine kept': { kind: 'settled', index: 0, choice: 'mine' },
  'theirs taken': { kind: 'settled', index: 0, choice: 'theirs' },
} satisfies Record<string, EditorEvent>

const starts: Record<CellStatus, EditorState> = {
  clean: opened(),
  saving: after(opened(), type('1100'), { kind: 'sent' }),
  saved: after(opened(), type('1100'), { kind: 'sent' }, events.saved),
  waiting: after(opened(), type('1100'), { kind: 'sent' }, fail(true)),
  invalid: after(opened(), type('约一千')),
  stale: after(opened(), type('1100'), { kind: 'sent' }, events.stale),
}

/** For each status the text and status that each event leaves; null where the event cannot come. */
const table: Record<keyof typeof events, Record<CellStatus, string | null>> = {
  'typed 1,100': {
    clean: '1,100 saving',
    saving: '1,100 saving',
    saved: '1,100 saved',
    waiting: '1,100 waiting',
    invalid: '1,100 saving',
    stale: '1,100 saving',
  },
  'typed 1,000': {
    clean: '1,000 clean',
    saving: '1,000 saving',
    saved: '1,000 saving',
    waiting: '1,000 saving',
    invalid: '1,000 clean',
    stale: '1,000 saving',
  },
  'typed rubbish': {
    clean: '大约 invalid',
    saving: '大约 invalid',
    saved: '大约 invalid',
    waiting: '大约 invalid',
    invalid: '大约 invalid',
    stale: '大约 invalid',
  },
  drafted: {
    clean: '1,000 clean',
    saving: '1,100 saving',
    saved: '1,100 saved',
    waiting: '1,100 waiting',
    invalid: '约一千 invalid',
    stale: '1,100 stale',
  },
  undone: {
    clean: '1,000 clean',
    saving: '1,000 saving',
    saved: '1,000 saving',
    waiting: '1,000 saving',
    invalid: '1,000 clean',
    stale: '1,000 saving',
  },
  sent: {
    clean: '1,000 clean',
    saving: '1,100 saving',
    saved: '1,100 saved',
    waiting: '1,100 saving',
    invalid: '约一千 invalid',
    stale: '1,100 stale',
  },
  saved: {
    clean: null,
    saving: '1,100 saved',
    saved: null,
    waiting: null,
    invalid: '约一千 invalid',
    stale: null,
  },
  unchanged: {
    clean: null,
    saving: '1,100 saved',
    saved: null,
    waiting: null,
    invalid: '约一千 invalid',
    stale: null,
  },
  stale: {
    clean: null,
    saving: '1,100 stale',
    saved: null,
    waiting: null,
    invalid: '约一千 stale',
    stale: null,
  },
  refused: {
    clean: null,
    saving: '1,100 invalid',
    saved: null,
    waiting: null,
    invalid: '约一千 invalid',
    stale: null,
  },
  'no network': {
    clean: '1,000 clean',
    saving: '1,100 waiting',
    saved: '1,100 saved',
    waiting: '1,100 waiting',
    invalid: '约一千 invalid',
    stale: '1,100 stale',
  },
  'refused for good': {
    clean: '1,000 clean',
    saving: '1,100 invalid',
    saved: '1,100 saved',
    waiting: '1,100 waiting',
    invalid: '约一千 invalid',
    stale: '1,100 stale',
  },
  '412': {
    clean: null,
    saving: '1,100 stale',
    saved: null,
    waiting: null,
    invalid: '约一千 stale',
    stale: null,
  },
  'mine kept': {
    clean: '1,000 clean',
    saving: '1,100 saving',
    saved: '1,100 saved',
    waiting: '1,100 waiting',
    invalid: '约一千 invalid',
    stale: '1,100 saving',
  },
  'theirs taken': {
    clean: '1,000 clean',
    saving: '1,100 saving',
    saved: '1,100 saved',
    waiting: '1,100 waiting',
    invalid: '约一千 invalid',
    stale: '1,200 saved',
  },
}

describe('a cell that is', () => {
  for (const [status, start] of Object.entries(starts) as [CellStatus, EditorState][])
    for (const [name, event] of Object.entries(events) as [keyof typeof events, EditorEvent][]) {
      const expected = table[name][status]
      if (expected === null) continue
      it(`${status}, after '${name}', is ${expected}`, () => {
        const before = structuredClone(start.cells)
        const { text, status: now } = reduce(start, event).cells[0] ?? { text: '', status: '' }
        expect(`${text} ${now}`).toBe(expected)
        expect(start.cells).toEqual(before)
      })
    }

  it.each(Object.keys(starts) as CellStatus[])(
    '%s is kept in the journal exactly while the server lacks it',
    (status) => {
      const isKept = status !== 'clean' && status !== 'saved'
      expect(Object.keys(journalEntries(starts[status]))).toEqual(isKept ? ['W_ALL|A|'] : [])
    },
  )
})

describe('a refused value', () => {
  it.each([
    ['by the rules', events.refused],
    ['for good', events['refused for good']],
  ])('%s is not taken for saved when it is typed again', (_, refusal) => {
    const again = after(starts.saving, refusal, type('1100'))
    expect(again.cells[0]).toMatchObject({ text: '1,100', status: 'saving' })
    expect(again.pending.get(0)).toBe('1100')
  })

  it('leaves the value the server has to sums and rates', () => {
    expect(after(starts.saving, events.refused).cells[0]).toMatchObject({ text: '1,100', value: 1000 })
  })
})

describe('a note', () => {
  const noted = after(opened(), type('1000', '含外包'))

  it('is sent although the number is the same', () => {
    expect(outgoing(reduce(noted, { kind: 'sent' }))).toEqual([
      { item: 'W_ALL', unit: 'A', breakdown: '', text: '1000', version: 1, note: '含外包' },
    ])
  })

  it('is not lost when its number is typed again before it was sent, nor after rubbish', () => {
    for (const typed of [[type('1050')], [type('大约'), type('1050')]])
      expect(outgoing(after(noted, ...typed, { kind: 'sent' }))[0]).toMatchObject({ text: '1050', note: '含外包' })
  })

  it('survives a closed browser', () => {
    const kept = journalEntries(noted)
    expect(kept).toEqual({ 'W_ALL|A|': { text: '1000', version: 1, note: '含外包' } })
    expect(opened(kept).cells[0]).toMatchObject({ note: '含外包', status: 'waiting' })
  })

  it('of the other is not overwritten by keeping my number', () => {
    const theirs = answer({ ...staleAnswer, current: { ...stored(1200, 7), note: '已核实' } })
    const mine = after(starts.saving, theirs, events['mine kept'], { kind: 'sent' })
    expect(outgoing(mine)).toEqual([{ item: 'W_ALL', unit: 'A', breakdown: '', text: '1,100', version: 7 }])
    expect(mine.cells[0]?.note).toBe('已核实')
  })
})

describe('the save line', () => {
  it('waits for nothing once the last waiting text was replaced by rubbish', () => {
    expect(after(starts.waiting, type('大约')).save).toEqual({ kind: 'idle', at: null })
    expect(after(starts.saving, type('大约'), fail(true)).save).toEqual({ kind: 'idle', at: null })
  })
})

describe('cells of one save', () => {
  const both = after(
    opened(),
    {
      kind: 'typed',
      edits: [
        { index: 0, text: '1100' },
        { index: 1, text: '2100' },
      ],
      source: 'paste',
    },
    { kind: 'sent' },
  )

  it('are sent again when only one of them was too late', () => {
    const next = reduce(both, events['412'])
    expect([next.cells[0]?.status, [...next.pending]]).toEqual(['stale', [[1, '2100']]])
  })
})

describe('findings', () => {
  it('speak of what was typed while the save was on its way', () => {
    const over: EditorEvent = { kind: 'typed', edits: [{ index: 3, text: '1101' }], source: 'grid' }
    expect(after(starts.saving, over, events.saved).findings.map(({ rule }) => rule)).toEqual(['T01'])
  })

  it('follow the number that was chosen', () => {
    const over: EditorEvent = { kind: 'typed', edits: [{ index: 3, text: '1150' }], source: 'grid' }
    const conflict = after(starts.stale, over)
    expect(conflict.findings.map(({ rule }) => rule)).toEqual(['T01'])
    expect(reduce(conflict, events['theirs taken']).findings).toEqual([])
  })
})
