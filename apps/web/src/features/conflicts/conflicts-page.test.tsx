import type { Conflict, ConflictBoard } from '@cg/contract/conflict'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const side = { unit: '人', decimals: 0 }
const insured: Conflict = {
  rule: 'R28d',
  title: '职工医保与养老参保人数相差不超过10%',
  severity: 'warning',
  unit: 'A',
  unitName: '东湾区',
  place: 'P_MED|A|;P_PEN|A|',
  first: {
    ...side,
    name: '医疗参保人数',
    source: '市医保局',
    value: 56_000,
    form: { form: 'YBJ-RIGHTS', formName: '职工基本医疗保险情况表', reporter: 'YBJ' },
  },
  second: { ...side, name: '养老参保人数', source: '市人社局', value: 48_000, form: null },
  explanations: [{ by: '吴国平', text: '含灵活就业人员' }],
  choice: null,
}
const board: ConflictBoard = {
  period: '2026Q3',
  periods: ['2026Q3', '2026Q2'],
  mayDecide: true,
  sent: 40,
  due: 52,
  pairs: [{ rule: 'R28d', title: insured.title, sources: ['市医保局', '市人社局'], count: 1 }],
  items: [insured],
}

function serve(given: Partial<ConflictBoard> = {}) {
  return serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: me() }
    if (path.startsWith('/api/v1/conflicts')) return { body: { ...board, ...given } }
    return undefined
  })
}

it('sets the two figures side by side, with their sources, their distance and what was written', async () => {
  serve()
  renderApp('/conflicts')
  await screen.findByRole('heading', { level: 1, name: '2026年第三季度：1处对不上，1处待认定' })
  screen.getByText('应报52张表，已报送40张；未报送的12张暂不比对')
  const row = within(screen.getByRole('rowheader', { name: '东湾区' }).closest('tr') ?? document.body)
  row.getByText('56,000人')
  row.getByText('48,000人')
  row.getByText('8,000人')
  row.getByText('说明（吴国平）：含灵活就业人员')
  expect(row.getByRole('link').getAttribute('href')).toBe('/review/2026Q3/YBJ-RIGHTS/YBJ')
})

it('records which source is taken, on what ground, with the figures that were seen', async () => {
  const calls = serve()
  renderApp('/conflicts')
  fireEvent.click(await screen.findByRole('button', { name: `认定东湾区：${insured.title}` }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('radio', { name: '采用市人社局' }))
  fireEvent.change(dialog.getByLabelText(/^认定依据/), { target: { value: '人社局按参保台账核定' } })
  fireEvent.click(dialog.getByRole('button', { name: '认定' }))
  await screen.findByText('已记录认定。')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
    period: '2026Q3',
    rule: 'R28d',
    unit: 'A',
    place: 'P_MED|A|;P_PEN|A|',
    first: 56_000,
    second: 48_000,
    adopted: 'second',
    reason: '人社局按参保台账核定',
  })
})

it('says of a choice that a figure changed since; an auditor only reads', async () => {
  const choice = {
    adopted: 'second' as const,
    reason: '按台账',
    by: '赵一鸣',
    at: '2026-10-20T02:00:00.000Z',
    isOutdated: true,
  }
  serve({ items: [{ ...insured, choice }], mayDecide: false })
  renderApp('/conflicts')
  await screen.findByText('采用市人社局')
  screen.getByText(/此后数有改动，请重新认定/)
  expect(screen.queryByRole('button', { name: /认定/ })).toBeNull()
})

it('a choice that was made can be made again', async () => {
  const choice = { adopted: 'first' as const, reason: '按台账', by: '赵一鸣', at: '2026-10-20T02:00:00.000Z' }
  serve({ items: [{ ...insured, choice: { ...choice, isOutdated: false } }] })
  renderApp('/conflicts')
  const button = await screen.findByRole('button', { name: `重新认定东湾区：${insured.title}` })
  expect(button.textContent).toBe('重新认定')
})

it('without a conflict says so of what was sent, and lists what is compared', async () => {
  serve({ items: [], pairs: [{ ...board.pairs[0], count: 0 } as ConflictBoard['pairs'][number]] })
  renderApp('/conflicts')
  await screen.findByRole('heading', { level: 1, name: '2026年第三季度：已报送的数之间，没有查到对不上的' })
  screen.getByText('市医保局、市人社局')
})
