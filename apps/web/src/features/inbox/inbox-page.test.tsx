import type { Inbox, InboxMessage } from '@cg/contract/inbox'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Override } from '../../testing/server.ts'

/* 消息: by day, to where the work is done; what is read is said once to the server and counted in the bar. */

afterEach(() => vi.unstubAllGlobals())

const filler = () =>
  me({ grants: [{ role: 'filler', department: 'RSJ', departmentName: '市人社局', unit: null, unitName: null }] })

const returned: InboxMessage = {
  key: 'step:7',
  kind: 'returned',
  sentence: '2026年第三季度《技能提升情况表》被退回（周敏），标出2格需要修改。',
  at: '2026-10-12T17:30:00.000Z',
  link: '/fill/2026Q3/RSJ-SKILLS/RSJ',
  isRead: false,
}
const published: InboxMessage = {
  key: 'release:CG-2026Q2-01',
  kind: 'published',
  sentence: '2026年第二季度进展已发布，发布编号为CG-2026Q2-01。',
  at: '2026-07-28T02:00:00.000Z',
  link: '/?pub=CG-2026Q2-01',
  isRead: true,
}

/** A server that remembers what was marked. */
function open(address = '/inbox', messages = [returned, published], override: Override = () => undefined) {
  const read = new Set(messages.filter(({ isRead }) => isRead).map(({ key }) => key))
  const unread = () => messages.filter(({ key }) => !read.has(key)).length
  const calls = serveFixtures((call) => {
    const own = override(call)
    if (own !== undefined) return own
    if (call.path === '/api/v1/session') return { body: filler() }
    if (call.path === '/api/v1/inbox/unread') return { body: { unread: unread() } }
    if (call.path === '/api/v1/inbox/read') {
      const { keys } = call.body as { keys: string[] | null }
      for (const key of keys ?? messages.map((one) => one.key)) read.add(key)
      return { body: { unread: unread() } }
    }
    if (call.path !== '/api/v1/inbox') return undefined
    const shown = messages.filter(({ key }) => call.search.get('only') !== 'unread' || !read.has(key))
    const body: Inbox = {
      items: shown.map((one) => ({ ...one, isRead: read.has(one.key) })),
      total: shown.length,
      unread: unread(),
    }
    return { body }
  })
  return { calls, ...renderApp(address) }
}

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const bell = () => screen.findByRole('link', { name: /^消息\s*1\s*条未读$/ })

describe('the page of messages', () => {
  test('groups them by the day in China and leads to where the work is done', async () => {
    const { container } = open()
    await heading('消息：1条未读')
    expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual([
      '2026年10月13日',
      '2026年7月28日',
    ])
    const link = screen.getByRole('link', { name: returned.sentence })
    expect(link.getAttribute('href')).toBe('/fill/2026Q3/RSJ-SKILLS/RSJ')
    expect(screen.getByRole('link', { name: published.sentence }).getAttribute('href')).toBe('/?pub=CG-2026Q2-01')
    const row = within(link.closest('li') ?? document.body)
    expect(row.getByText('退回')).toBeTruthy()
    expect(row.getByText('未读')).toBeTruthy()
    expect(row.getByText('01:30')).toBeTruthy()
    await bell()
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
  })

  test('marks one as read, here and in the bar', async () => {
    const { calls } = open()
    await bell()
    fireEvent.click(await screen.findByRole('button', { name: `标为已读：${returned.sentence}` }))
    await heading('消息：没有未读')
    expect(calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([{ keys: ['step:7'] }])
    expect(await screen.findByRole('link', { name: '消息' })).toBeTruthy()
    expect(screen.queryByText('标为已读')).toBeNull()
  })

  test('marks what is opened', async () => {
    const { calls } = open()
    fireEvent.click(await screen.findByRole('link', { name: returned.sentence }))
    await waitFor(() => expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(1))
  })

  test('says nothing when what was read is opened again', async () => {
    const { calls, router } = open()
    fireEvent.click(await screen.findByRole('link', { name: published.sentence }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/'))
    expect(router.state.location.search).toMatchObject({ pub: 'CG-2026Q2-01' })
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([])
  })

  test('marks all, and says when nothing is unread', async () => {
    const { calls, router } = open('/inbox?only=unread')
    expect(await screen.findByRole('link', { name: returned.sentence })).toBeTruthy()
    expect(screen.queryByRole('link', { name: published.sentence })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '全部标为已读' }))
    expect(await screen.findByText('没有未读消息')).toBeTruthy()
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ keys: null })
    fireEvent.click(screen.getByRole('link', { name: '看全部消息' }))
    expect(await screen.findByRole('link', { name: published.sentence })).toBeTruthy()
    expect(router.state.location.search).not.toHaveProperty('only', 'unread')
  })

  test('says in words what will stand here while nothing does', async () => {
    open('/inbox', [])
    expect(await screen.findByText('最近半年没有消息')).toBeTruthy()
    expect(screen.getByText(/报表退回.*会在这里告诉您/)).toBeTruthy()
  })

  test('says when marking failed, and keeps it unread', async () => {
    open('/inbox', [returned], ({ path }) =>
      path === '/api/v1/inbox/read' ? problem(503, 'unavailable', '服务暂不可用，请稍后重试。') : undefined,
    )
    fireEvent.click(await screen.findByRole('button', { name: `标为已读：${returned.sentence}` }))
    expect(await screen.findByText('没有标为已读：服务暂不可用，请稍后重试。')).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1, name: '消息：1条未读' })).toBeTruthy()
  })
})
