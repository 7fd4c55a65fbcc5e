import { afterEach, expect, it, vi } from 'vitest'
import { draftsBelow, dropDraft, dropOldDrafts, keepDraft, readDraft } from './draft-room.ts'

afterEach(() => vi.unstubAllGlobals())

const draft = { value: '"新投产"', base: '""' }

it('a draft is found by its account and place alone, until it is dropped', () => {
  expect(keepDraft(7, 'fill.a', draft)).toBe(true)
  expect(readDraft(7, 'fill.a')).toMatchObject(draft)
  expect([readDraft(8, 'fill.a'), readDraft(7, 'fill.b'), readDraft(71, 'fill.a')]).toEqual([null, null, null])
  dropDraft(7, 'fill.a')
  expect([readDraft(7, 'fill.a'), localStorage.length]).toEqual([null, 0])
})

it('the places below one are listed with what follows it, of this account', () => {
  keepDraft(7, 'fill.q.note.A|B|', draft)
  keepDraft(7, 'fill.q.explain.R1', draft)
  keepDraft(8, 'fill.q.note.C||', draft)
  expect(draftsBelow(7, 'fill.q.note.')).toEqual(['A|B|'])
})

it('after two quarters a draft is dropped, and what is no draft with it', () => {
  keepDraft(7, 'new', draft)
  localStorage.setItem('cg.draft.7.old', JSON.stringify({ ...draft, at: Date.now() - 200 * 86_400_000 }))
  localStorage.setItem('cg.draft.7.broken', '{')
  localStorage.setItem('cg.journal.7', '{')
  dropOldDrafts(Date.now())
  expect([draftsBelow(7, ''), localStorage.getItem('cg.journal.7')]).toEqual([['new'], '{'])
})

it('a browser that refuses storage keeps it while the page is open, and says that it is no longer', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    get length() {
      return 0
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem: () => undefined,
  })
  expect(keepDraft(7, 'fill.a', draft)).toBe(false)
  expect(readDraft(7, 'fill.a')).toMatchObject(draft)
  dropDraft(7, 'fill.a')
  expect(readDraft(7, 'fill.a')).toBeNull()
})
