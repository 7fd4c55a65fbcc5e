import type { FormDetail } from '@cg/contract/entry'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { meQuery } from '../../shared/session.ts'
import { me } from '../../testing/fixtures.ts'
import { formDetail } from '../../testing/form.fixture.ts'
import { serveFixtures } from '../../testing/server.ts'
import { ExplainBox } from './explain-box.tsx'
import { editorOf } from './testing/form.ts'

afterEach(() => vi.unstubAllGlobals())

const at = { item: 'W_ALL', unit: 'A', breakdown: '' }
const finding = {
  ...at,
  rule: 'R1',
  title: '较上季变动',
  class: 'explain' as const,
  cells: [at],
  message: '较上季提高 43%',
  isExplained: false,
}
const params = { period: '2026Q3', form: 'F1', reporter: 'TJJ' }

/** The panel of one cell, opened as often as the cell is gone to. Opened anew it is another visit's. */
function open(userId = 1, remembered: FormDetail['remembered'] = []) {
  const client = new QueryClient()
  client.setQueryData(meQuery.queryKey, me({ user: { ...me().user, id: userId } }))
  const editor = editorOf({ send: vi.fn(), detail: formDetail({ remembered }) })
  const calls = serveFixtures(({ body }) => {
    const [item] = (body as { items: { text: string; version: number }[] }).items
    const explanation = { ...at, rule: 'R1', text: item?.text, version: (item?.version ?? 0) + 1, by: '吴国平' }
    const whole = { ...explanation, at: '2026-10-12T00:00:00.000Z', verdict: null, verdictBy: null, verdictAt: null }
    return { body: { explanations: [whole], findings: [], submission: editor.submission() } }
  })
  const panel = () =>
    render(
      <QueryClientProvider client={client}>
        <ExplainBox editor={editor} params={params} finding={finding} />
      </QueryClientProvider>,
    )
  const field = () => screen.getByLabelText<HTMLTextAreaElement>('情况说明')
  const write = (value: string) => fireEvent.change(field(), { target: { value } })
  const sent = () => calls.map(({ body }) => (body as { items: unknown[] }).items[0])
  return { panel, field, write, sent }
}

it('what was written of a finding is saved when its field is left, and goes on from there', async () => {
  const { panel, field, write, sent } = open()
  const { unmount } = panel()
  write('新投产两家企业，用工增加')
  fireEvent.blur(field())
  await screen.findByRole('button', { name: '说明已保存' })
  unmount()
  panel()
  expect(field().value).toBe('新投产两家企业，用工增加')
  write('新投产三家企业，用工增加')
  fireEvent.blur(field())
  await waitFor(() => expect(sent()).toHaveLength(2))
  expect(sent()).toEqual([
    expect.objectContaining({ text: '新投产两家企业，用工增加', version: 0 }),
    expect.objectContaining({ text: '新投产三家企业，用工增加', version: 1 }),
  ])
})

it('what is too short to be saved waits where it was written', () => {
  const { panel, field, write, sent } = open()
  const { unmount } = panel()
  write('新投产')
  fireEvent.blur(field())
  unmount()
  panel()
  expect([field().value, sent()]).toEqual(['新投产', []])
})

it('what was typed before the browser was closed is back on the next visit, for nobody else, until it is saved', async () => {
  const before = open()
  before.panel().unmount()
  const { unmount } = before.panel()
  before.write('新投产')
  unmount()

  const other = open(2)
  const { unmount: leave } = other.panel()
  expect([other.field().value, screen.queryByText('已恢复未保存的文字')]).toEqual(['', null])
  leave()

  const again = open()
  const { unmount: close } = again.panel()
  expect(again.field().value).toBe('新投产')
  screen.getByText('已恢复未保存的文字')
  again.write('新投产两家企业，用工增加')
  fireEvent.blur(again.field())
  await screen.findByRole('button', { name: '说明已保存' })
  expect(screen.queryByText('已恢复未保存的文字')).toBeNull()
  close()
  expect(localStorage.length).toBe(0)
})

it('what was restored can be given up', () => {
  const before = open()
  const { unmount } = before.panel()
  before.write('新投产')
  unmount()
  const again = open()
  again.panel()
  fireEvent.click(screen.getByRole('button', { name: '放弃' }))
  expect([again.field().value, localStorage.length]).toEqual(['', 0])
})

it('what was accepted before is shown whole and written only by a click', async () => {
  const verdict = { verdict: 'accepted' as const, verdictBy: '赵一鸣', verdictAt: '2026-07-12T00:00:00.000Z' }
  const before = { ...at, rule: 'R1', text: '新投产两家企业，用工增加', version: 1, by: '吴国平', ...verdict }
  const offered = { ...before, at: '2026-07-10T00:00:00.000Z', period: '2026Q2' }
  const { panel, field, sent } = open(1, [offered])
  panel()
  screen.getByText('上季已采纳的说明（吴国平填写）：新投产两家企业，用工增加')
  expect([field().value, sent()]).toEqual(['', []])
  fireEvent.click(screen.getByRole('button', { name: '沿用' }))
  expect(field().value).toBe('新投产两家企业，用工增加')
  expect(screen.queryByRole('button', { name: '沿用' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '保存说明' }))
  await screen.findByRole('button', { name: '说明已保存' })
})

it('what was accepted longer ago is told with its quarter, and of another cell nothing', () => {
  const before = { ...at, rule: 'R1', text: '集中开班', version: 1, by: '吴国平', at: '2026-04-10T00:00:00.000Z' }
  const offered = { ...before, verdict: 'accepted' as const, verdictBy: null, verdictAt: null, period: '2026Q1' }
  const { panel } = open(1, [offered, { ...offered, unit: 'B', text: '别处的说明' }])
  panel()
  screen.getByText('2026年第一季度已采纳的说明（吴国平填写）：集中开班')
  expect(screen.queryByText(/别处的说明/)).toBeNull()
})
