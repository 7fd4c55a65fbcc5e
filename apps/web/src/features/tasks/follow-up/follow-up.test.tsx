import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { renderApp } from '../../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../../testing/server.ts'

/* 督办: the office opens from what is red, whom it went to answers, data or the office close it. */

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const patience = { timeout: 20_000 }
const item: FollowUp = {
  id: 3,
  kind: 'light',
  about: '云岭县“技能人才占比”2026年第二季度18.2%，时序目标20.0%，滞后（CG-2026Q2-01）',
  link: '/i/JN07',
  responsible: '市人社局',
  requirement: '补齐培训',
  dueOn: '2026-11-10',
  isOverdue: true,
  state: 'open',
  reason: '',
  measures: '',
  expectedOn: null,
  closing: null,
  version: 1,
  steps: [{ action: 'open', note: '', by: '赵一鸣', at: '2026-10-12T02:00:00.000Z' }],
  may: ['settle', 'cancel'],
}
const ledgerOf = (items: readonly FollowUp[], isOffice = true): FollowUpLedger => ({
  today: '2026-11-23',
  items: [...items],
  offer: isOffice
    ? {
        departments: [{ code: 'RSJ', name: '市人社局' }],
        units: [{ code: 'YLX', name: '云岭县' }],
        lights: [],
        tasks: [{ measure: 4, milestone: 'b', words: '节点逾期', lead: 'RSJ' }],
      }
    : null,
})

describe('the ledger', () => {
  it('says how many stand and are overdue; what the data do not show is refused in words', async () => {
    const refusal = '最近一次发布（CG-2026Q2-01）这个数仍为滞后，不能以数据销号。'
    serveFixtures(({ path, method }) => {
      if (path === '/api/v1/follow-ups')
        return { body: ledgerOf([item, { ...item, id: 2, state: 'closed', isOverdue: false }]) }
      return method === 'POST' ? problem(409, 'conflict', refusal) : undefined
    })
    renderApp('/follow-ups')
    await screen.findByRole('heading', { level: 1, name: '督办：在办1件，其中逾期1件，已销号1件' }, patience)
    fireEvent.click(screen.getByRole('button', { name: '以数据销号第3号督办' }))
    const dialog = await screen.findByRole('dialog', { name: '以数据销号：第3号督办' })
    fireEvent.click(within(dialog).getByRole('button', { name: '以数据销号' }))
    expect(await screen.findByText(refusal, undefined, patience)).toBeTruthy()
  })

  it('has its day put off for a reason, only to a later one', async () => {
    const calls = serveFixtures(({ path }) => {
      if (path === '/api/v1/follow-ups') return { body: ledgerOf([{ ...item, may: ['extend', 'cancel'] }]) }
      if (path === '/api/v1/follow-ups/3/extension') return { body: ledgerOf([{ ...item, isOverdue: false }]) }
      return undefined
    })
    renderApp('/follow-ups')
    fireEvent.click(await screen.findByRole('button', { name: '延期第3号督办' }, patience))
    const dialog = await screen.findByRole('dialog', { name: '延期：第3号督办' })
    const day = within(dialog).getByLabelText(/新的办结期限/)
    fireEvent.change(day, { target: { value: '2026-11-09' } })
    expect(within(dialog).getByText('早于今天，请另定日期')).toBeTruthy()
    fireEvent.change(day, { target: { value: '2026年12月10日' } })
    fireEvent.change(within(dialog).getByLabelText(/延期原因/), { target: { value: '企业停产检修' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '延期' }))
    await screen.findByText('第3号督办已延期', undefined, patience)
    const sent = calls.find(({ method }) => method === 'POST')
    expect(sent?.body).toEqual({ dueOn: '2026-12-10', reason: '企业停产检修' })
    expect(sent?.headers.get('if-match')).toContain('1')
  })

  it('is opened from another matter with what it rests on', async () => {
    const calls = serveFixtures(({ path, method }) =>
      path === '/api/v1/follow-ups' ? { body: ledgerOf(method === 'POST' ? [item] : []) } : undefined,
    )
    renderApp('/follow-ups')
    fireEvent.click(await screen.findByRole('button', { name: '发出督办' }, patience))
    const dialog = await screen.findByRole('dialog', { name: '发出督办' })
    fireEvent.click(within(dialog).getByLabelText('其他'))
    fireEvent.change(within(dialog).getByLabelText(/督办事项/), { target: { value: '补齐安全设施' } })
    fireEvent.change(within(dialog).getByLabelText(/责任单位/), { target: { value: 'd RSJ' } })
    fireEvent.change(within(dialog).getByLabelText(/督办要求/), { target: { value: '年底前补齐' } })
    fireEvent.change(within(dialog).getByLabelText(/办结期限/), { target: { value: '2026-12-20' } })
    expect(within(dialog).getByRole('button', { name: '发出' })).toHaveProperty('disabled', true)
    fireEvent.change(within(dialog).getByLabelText(/督办依据/), { target: { value: '十月九日专题会议' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '发出' }))
    await screen.findByText('已发出督办', undefined, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
      of: { kind: 'other', matter: '补齐安全设施', basis: '十月九日专题会议' },
    })
  })

  it('is opened from words of the speech; without a red light that is said', async () => {
    const calls = serveFixtures(({ path, method }) => {
      if (path !== '/api/v1/follow-ups') return undefined
      return { body: ledgerOf(method === 'POST' ? [item] : []) }
    })
    renderApp('/follow-ups')
    fireEvent.click(await screen.findByRole('button', { name: '发出督办' }, patience))
    const dialog = await screen.findByRole('dialog', { name: '发出督办' })
    expect(within(dialog).getByText('最近一次发布没有还未督办的滞后指标。')).toBeTruthy()
    fireEvent.click(within(dialog).getByLabelText('讲话要求'))
    fireEvent.change(within(dialog).getByLabelText(/讲话原文/), { target: { value: '联络员全覆盖' } })
    fireEvent.change(within(dialog).getByLabelText(/责任单位/), { target: { value: 'd RSJ' } })
    fireEvent.change(within(dialog).getByLabelText(/督办要求/), { target: { value: '补齐名册' } })
    fireEvent.change(within(dialog).getByLabelText(/办结期限/), { target: { value: '2026年11月1日' } })
    expect(within(dialog).getByText('早于今天，请另定日期')).toBeTruthy()
    fireEvent.change(within(dialog).getByLabelText(/办结期限/), { target: { value: '2026年12月20日' } })
    fireEvent.click(within(dialog).getByRole('button', { name: '发出' }))
    await screen.findByRole('heading', { level: 1, name: '督办：在办1件，其中逾期1件，已销号0件' }, patience)
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      of: { kind: 'speech', quote: '联络员全覆盖' },
      department: 'RSJ',
      unit: null,
      requirement: '补齐名册',
      dueOn: '2026-12-20',
    })
  })

  it('is answered by whom it went to, with cause, measures and a day', async () => {
    const mine: FollowUp = { ...item, may: ['answer'] }
    const calls = serveFixtures(({ path, method }) => {
      if (path === '/api/v1/follow-ups') return { body: ledgerOf([mine], false) }
      if (method === 'PUT') return { body: ledgerOf([{ ...mine, state: 'answered', may: [] }], false) }
      return undefined
    })
    renderApp('/follow-ups')
    fireEvent.click(await screen.findByRole('button', { name: '回复第3号督办' }, patience))
    const dialog = await screen.findByRole('dialog', { name: '回复：第3号督办' })
    const send = within(dialog).getByRole('button', { name: '报送回复' })
    for (const [label, value] of [
      [/原因/, '新投产企业较多'],
      [/措施/, '集中办班三十期'],
      [/预计完成日期/, '2026年12月20日'],
    ] as const) {
      expect(send).toHaveProperty('disabled', true)
      fireEvent.change(within(dialog).getByLabelText(label), { target: { value } })
    }
    fireEvent.click(send)
    await screen.findByText('已回复，待市产改办认定', undefined, patience)
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      reason: '新投产企业较多',
      measures: '集中办班三十期',
      expectedOn: '2026-12-20',
    })
    expect(screen.queryByRole('button', { name: '发出督办' })).toBeNull()
  })
})
