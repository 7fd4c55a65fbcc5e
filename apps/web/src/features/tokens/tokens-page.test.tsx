import type { TokenInfo } from '@cg/contract/token'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const admin = me({ grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }] })
const live: TokenInfo = {
  id: 7,
  name: '市数据平台',
  prefix: 'cg_1a2b3c4d',
  scope: 'release.read',
  owner: '李明',
  login: 'liming',
  isOwn: true,
  createdAt: '2026-10-01T02:00:00.000Z',
  expiresAt: '2026-12-30T02:00:00.000Z',
  state: 'live',
  lastUsedAt: null,
  revokedAt: null,
  revokedBy: null,
}
const secret = `cg_99999999_${'s'.repeat(43)}`

type Served = {
  readonly items?: readonly TokenInfo[]
  readonly who?: ReturnType<typeof me>
  readonly isTaken?: boolean
}

function serve({ items = [live], who = me(), isTaken = false }: Served = {}) {
  return serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: who }
    if (path === '/api/v1/tokens/7/revoke') return { body: { ...live, state: 'revoked' } }
    if (path === '/api/v1/admin/tokens') return { body: { items: items.map((one) => ({ ...one, isOwn: false })) } }
    if (path !== '/api/v1/tokens') return undefined
    if (method === 'GET') return { body: { items } }
    if (isTaken) return problem(409, 'conflict', '您已有一个用途为“年报”的有效令牌。')
    return { body: { token: { ...live, id: 8, name: '年报', prefix: 'cg_99999999' }, secret } }
  })
}

async function fillIn() {
  fireEvent.click(await screen.findByRole('button', { name: '生成令牌' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText(/^用途/), { target: { value: ' 年报 ' } })
  fireEvent.change(dialog.getByLabelText('有效期'), { target: { value: '365' } })
  fireEvent.click(dialog.getByRole('button', { name: '生成' }))
  return dialog
}

it('shows a new token once, and does not close over one that was not copied without asking', async () => {
  const calls = serve()
  renderApp('/tokens')
  const dialog = await fillIn()
  const field = await dialog.findByDisplayValue(secret)
  expect(field.closest('[role=dialog]')?.textContent).toContain('令牌只显示这一次')
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
    name: '年报',
    scope: 'release.read',
    days: 365,
  })
  fireEvent.keyDown(field, { key: 'Escape' })
  expect((await dialog.findByRole('alert')).textContent).toContain('令牌还没有复制')
  expect(screen.getByDisplayValue(secret)).not.toBeNull()
  fireEvent.click(dialog.getByRole('button', { name: '仍要关闭' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.body.innerHTML).not.toContain(secret)
})

it('closes at once where it was copied', async () => {
  const written: string[] = []
  const writeText = async (text: string) => void written.push(text)
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }))
  serve()
  renderApp('/tokens')
  const dialog = await fillIn()
  fireEvent.click(await dialog.findByRole('button', { name: '复制令牌' }))
  await screen.findByText('令牌已复制。')
  expect(written).toEqual([secret])
  fireEvent.click(dialog.getByRole('button', { name: '完成' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('keeps what was typed where the token is refused, in the words of the refusal', async () => {
  serve({ isTaken: true })
  renderApp('/tokens')
  const dialog = await fillIn()
  expect((await dialog.findByRole('alert')).textContent).toContain('您已有一个用途为“年报”的有效令牌')
  expect(dialog.getByLabelText<HTMLInputElement>(/^用途/).value).toBe(' 年报 ')
})

it('revokes after asking once more, and only what is still alive', async () => {
  const ended: TokenInfo = { ...live, id: 6, name: '旧程序', prefix: 'cg_00000006', state: 'expired' }
  const calls = serve({ items: [live, ended] })
  renderApp('/tokens')
  await screen.findByText('我的令牌：1个有效')
  expect(screen.queryByRole('button', { name: '撤销旧程序' })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '撤销市数据平台' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText(/立即不能再读取/).textContent).toContain('这个令牌还没有用过')
  expect(calls.some(({ method }) => method === 'POST')).toBe(false)
  fireEvent.click(dialog.getByRole('button', { name: '撤销' }))
  await screen.findByText('已撤销 cg_1a2b3c4d，程序不能再用它读取。')
})

it('shows an admin everybody’s with their accounts, and nobody else a way there', async () => {
  const calls = serve({ who: admin, items: [live, { ...live, id: 5, name: '停用的', state: 'disabled' }] })
  renderApp('/tokens?part=all')
  await screen.findByText('全部账号的令牌：1个有效')
  expect(screen.getAllByText('李明（liming）')).toHaveLength(2)
  expect(screen.getByText('账号已停用')).not.toBeNull()
  expect(calls.some(({ path }) => path === '/api/v1/admin/tokens')).toBe(true)
  cleanup()
  const others = serve({ items: [] })
  renderApp('/tokens?part=all')
  await screen.findByText('您还没有接口令牌')
  expect(screen.queryByText('全部账号')).toBeNull()
  expect(others.some(({ path }) => path === '/api/v1/admin/tokens')).toBe(false)
})
