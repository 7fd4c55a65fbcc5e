import type { Matter, MatterList } from '@cg/contract/matter'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { reviewer } from '../../testing/review.fixture.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

/* 加减分事项: one person enters a matter, another one decides; what the server refuses is said, and nothing typed is lost. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const filler = () =>
  me({ grants: [{ role: 'filler', department: 'ZGH', departmentName: '市总工会', unit: null, unitName: null }] })

const patience = { timeout: 20_000 }

const kind: MatterList['kinds'][number] = {
  code: 'CRITICISM',
  name: '市级以上通报批评',
  definition: '产改工作被市级以上机关书面通报批评',
  department: 'ZGH',
  counts: 'year',
  departmentName: '市总工会',
  effect: '每件扣1分，最多扣2分',
  mayEnter: true,
}

const item: Matter = {
  id: 7,
  kind: 'CRITICISM',
  kindName: kind.name,
  unit: 'YC10',
  unitName: '青石县',
  department: 'ZGH',
  departmentName: '市总工会',
  happenedOn: '2026-05-20',
  what: '年度任务推进迟缓',
  evidence: '市产改通报〔2026〕3号',
  state: 'submitted',
  version: 1,
  steps: [{ action: 'submit', note: '', by: '填报员甲', at: '2026-07-10T02:00:00.000Z' }],
  may: [],
}

const listOf = (items: readonly Matter[], mayEnter: boolean): MatterList => ({
  items: [...items],
  kinds: [{ ...kind, mayEnter }],
  units: [
    { code: 'YC09', name: '安平县' },
    { code: 'YC10', name: '青石县' },
  ],
})

function fillIn(): void {
  fireEvent.change(screen.getByLabelText(/区县/), { target: { value: 'YC10' } })
  fireEvent.change(screen.getByLabelText(/发生或认定日期/), { target: { value: '2026-05-20' } })
  fireEvent.change(screen.getByLabelText(/事由/), { target: { value: '年度任务推进迟缓' } })
  fireEvent.change(screen.getByLabelText(/证明材料/), { target: { value: '市产改通报〔2026〕3号' } })
}

describe('a matter that adds or takes points', () => {
  test('is entered whole by the department that keeps its kind, and waits', async () => {
    const calls = serveFixtures(({ method, path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path !== '/api/v1/matters') return undefined
      return { body: listOf(method === 'POST' ? [{ ...item, may: ['withdraw'] }] : [], true) }
    })
    renderApp('/matters')
    await screen.findByRole('heading', { level: 1, name: '加减分事项：待审核0件，已采纳0件' }, patience)
    const send = screen.getByRole('button', { name: '报送' })
    expect(send).toHaveProperty('disabled', true)
    fillIn()
    expect(send).toHaveProperty('disabled', false)
    fireEvent.click(send)
    await screen.findByRole('heading', { level: 1, name: '加减分事项：待审核1件，已采纳0件' }, patience)
    const { kind: code, unit, happenedOn, what, evidence } = item
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      kind: code,
      unit,
      happenedOn,
      what,
      evidence,
    })
    expect(screen.getByLabelText(/事由/)).toHaveProperty('value', '')
    // He who entered it is offered no decision on it.
    expect(screen.queryByRole('button', { name: /采纳/ })).toBeNull()
    expect(screen.getByRole('button', { name: '撤回第7号事项' })).toBeTruthy()
  })

  test('that the server refuses says why and keeps what was typed', async () => {
    const refusal = '同一日期、同一证明材料的事项已经报送（第7号），不要重复报送。'
    serveFixtures(({ method, path }) => {
      if (path === '/api/v1/session') return { body: filler() }
      if (path !== '/api/v1/matters') return undefined
      return method === 'POST' ? problem(409, 'conflict', refusal) : { body: listOf([], true) }
    })
    renderApp('/matters')
    await screen.findByRole('button', { name: '报送' }, patience)
    fillIn()
    fireEvent.click(screen.getByRole('button', { name: '报送' }))
    expect(await screen.findByText(refusal, undefined, patience)).toBeTruthy()
    expect(screen.getByLabelText(/事由/)).toHaveProperty('value', '年度任务推进迟缓')
    expect(screen.getByLabelText(/区县/)).toHaveProperty('value', 'YC10')
  })

  test('is accepted by another person, with the version that was seen', async () => {
    const accepted: Matter = {
      ...item,
      state: 'accepted',
      version: 2,
      steps: [...item.steps, { action: 'accept', note: '', by: '审核员乙', at: '2026-07-12T07:00:00.000Z' }],
      may: ['revoke'],
    }
    const calls = serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      if (path === '/api/v1/matters/7/decision') return { body: listOf([accepted], false) }
      if (path === '/api/v1/matters') return { body: listOf([{ ...item, may: ['accept', 'return'] }], false) }
      return undefined
    })
    renderApp('/matters')
    fireEvent.click(await screen.findByRole('button', { name: '采纳第7号事项' }, patience))
    // No form to enter with: this person keeps no kind.
    expect(screen.queryByRole('button', { name: '报送' })).toBeNull()
    const dialog = screen.getByRole('dialog', { name: '采纳：青石县市级以上通报批评' })
    expect(within(dialog).getByText(/市产改通报〔2026〕3号/)).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: '采纳' }))
    await screen.findByRole('heading', { level: 1, name: '加减分事项：待审核0件，已采纳1件' }, patience)
    const call = calls.find(({ path }) => path.endsWith('/decision'))
    expect(call?.body).toEqual({ action: 'accept', note: '' })
    expect(call?.headers.get('if-match')).toContain('1')
    expect(screen.getByText(/审核员乙 采纳/)).toBeTruthy()
  })

  test('is returned with a reason only; a refused decision stays open and says why', async () => {
    const refusal = '这个事项在您打开之后有人办理过。请刷新页面。'
    serveFixtures(({ path }) => {
      if (path === '/api/v1/session') return { body: reviewer() }
      if (path === '/api/v1/matters/7/decision') return problem(412, 'stale', refusal)
      if (path === '/api/v1/matters') return { body: listOf([{ ...item, may: ['accept', 'return'] }], false) }
      return undefined
    })
    renderApp('/matters')
    fireEvent.click(await screen.findByRole('button', { name: '退回第7号事项' }, patience))
    const dialog = screen.getByRole('dialog', { name: '退回：青石县市级以上通报批评' })
    const give = within(dialog).getByRole('button', { name: '退回' })
    expect(give).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/原因/), { target: { value: '请附认定文件' } })
    await waitFor(() => expect(give).toHaveProperty('disabled', false))
    fireEvent.click(give)
    expect(await within(dialog).findByText(refusal, undefined, patience)).toBeTruthy()
    expect(screen.getByRole('dialog')).toBeTruthy()
  })
})
