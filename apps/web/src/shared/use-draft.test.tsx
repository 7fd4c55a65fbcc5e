import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, renderHook, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import { me } from '../testing/fixtures.ts'
import { DraftLine, itself } from './draft-line.tsx'
import { meQuery } from './session.ts'
import { readText, readTexts, useDraft } from './use-draft.ts'

/** A field whose saved text is given, on a visit of its own. */
function open(saved: string) {
  const client = new QueryClient()
  client.setQueryData(meQuery.queryKey, me())
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { result, unmount } = renderHook(() => useDraft('place', saved, readText), { wrapper })
  return { close: unmount, draft: () => result.current, put: (text: string) => act(() => result.current.put(text)) }
}

it('offers what was typed where something else was saved since, and does not put it over that', () => {
  const before = open('旧')
  before.put('我写的')
  before.close()
  const after = open('别人写的')
  expect(after.draft().value).toBe('别人写的')
  render(<DraftLine draft={after.draft()} wordsOf={itself} />)
  screen.getByText(/此后这里另有保存.*“我写的”/)
  fireEvent.click(screen.getByRole('button', { name: '改用上次的' }))
  expect([after.draft().value, after.draft().note.kind]).toEqual(['我写的', 'none'])
  after.close()
  expect(open('别人写的').draft()).toMatchObject({ value: '我写的', note: { kind: 'restored' } })
})

it('keeps what was typed on while a save was on its way', () => {
  const { draft, put, close } = open('')
  put('第一句')
  put('第一句，第二句')
  act(() => draft().drop('第一句'))
  close()
  expect(open('第一句').draft()).toMatchObject({ value: '第一句，第二句', note: { kind: 'restored' } })
})

it('keeps nothing of a text typed back to what is saved', () => {
  const { put } = open('已存')
  put('改')
  put('已存')
  expect(localStorage.length).toBe(0)
})

it('takes from storage only what has all its texts', () => {
  const read = readTexts(['name', 'url'])
  expect([read({ name: '文号', url: '' }), read({ name: '文号' }), read({ name: 1, url: '' }), read(null)]).toEqual([
    { name: '文号', url: '' },
    null,
    null,
    null,
  ])
})
