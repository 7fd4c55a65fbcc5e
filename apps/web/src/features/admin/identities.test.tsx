import type { SystemInfo, UserInfo } from '@cg/contract/admin'
import type { IdentityInfo, IdentitySettings } from '@cg/contract/identity'
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
const account = (id: number, login: string, isActive = true): UserInfo => ({
  id,
  login,
  name: `${login}同志`,
  isActive,
  isDemo: false,
  mustChangePassword: false,
  version: 1,
  lastSignInAt: null,
  grants: [],
})
const stranger: IdentityInfo = {
  id: 3,
  issuer: 'https://sso.example.gov.cn',
  isOfPresentIssuer: true,
  subject: 'u-3',
  name: '周明远',
  firstSeenAt: '2026-11-20T01:00:00.000Z',
  lastSeenAt: '2026-11-21T01:00:00.000Z',
  refused: 2,
  account: null,
  linkedAt: null,
  linkedBy: null,
}
const linked: IdentityInfo = {
  ...stranger,
  id: 4,
  subject: 'u-4',
  name: '',
  account: { id: 2, login: 'b', name: 'b同志' },
}
const settings: IdentitySettings = {
  issuer: 'https://sso.example.gov.cn',
  clientId: 'monitor',
  hasSecret: true,
  isOn: true,
  callback: 'https://cg.example.gov.cn/signin/oidc',
}

const system: SystemInfo = {
  version: '0.1.0',
  node: 'v24',
  database: { kind: 'sqlite', bytes: 1 },
  isDemo: false,
  city: '云川市',
  lastBackupAt: null,
  backups: [],
  history: null,
  inactiveRules: [],
  idleAccounts: [],
}

type Served = { items?: IdentityInfo[]; now?: IdentitySettings; isSaved?: boolean }

function serve({ items = [stranger, linked], now = settings, isSaved = true }: Served = {}) {
  return serveFixtures(({ path, method }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/users')
      return { body: { items: [account(1, 'a'), account(2, 'b'), account(5, 'c', false)], requests: [] } }
    if (path === '/api/v1/admin/oidc' && method === 'PUT')
      return isSaved ? { body: { ...now, isOn: true } } : problem(503, 'unavailable', '认证平台没有应答。')
    if (path === '/api/v1/admin/oidc') return { body: now }
    if (path === '/api/v1/admin/system') return { body: system }
    if (path === '/api/v1/admin/backups') return { body: { items: [], givenUp: null } }
    if (path === '/api/v1/shares') return { body: { isOn: false, items: [] } }
    if (path === '/api/v1/admin/identities') return { body: { items, leftOut: 0 } }
    if (path.startsWith('/api/v1/admin/identities/')) return { body: { items: [], leftOut: 0 } }
    return undefined
  })
}

it('links an identity that waits to an account that is active and free, chosen by hand', async () => {
  const calls = serve()
  renderApp('/admin')
  fireEvent.click(await screen.findByRole('button', { name: '关联账号：周明远' }))
  const dialog = within(await screen.findByRole('dialog'))
  const choice = dialog.getByLabelText<HTMLSelectElement>(/^本系统的账号/)
  expect([...choice.options].map((option) => option.text)).toEqual(['请选择', 'a同志（a）'])
  expect(choice.value).toBe('')
  fireEvent.change(choice, { target: { value: '1' } })
  fireEvent.click(dialog.getByRole('button', { name: '关联' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.find(({ path }) => path === '/api/v1/admin/identities/3/link')?.body).toEqual({ user: 1 })
})

it('says whom a link lets in, and takes it back after asking', async () => {
  const calls = serve()
  renderApp('/admin')
  const table = within(await screen.findByRole('table', { name: '统一身份认证的身份' }))
  expect(table.getByText('b同志（b）')).toBeTruthy()
  fireEvent.click(table.getByRole('button', { name: '解除关联：u-4' }))
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '解除' }))
  await waitFor(() => expect(calls.some(({ path }) => path === '/api/v1/admin/identities/4/unlink')).toBe(true))
})

it('stays away from the page of accounts while it is off and nobody came', async () => {
  serve({ items: [], now: { issuer: '', clientId: '', hasSecret: false, isOn: false, callback: '' } })
  renderApp('/admin')
  await screen.findByRole('table', { name: '账号' })
  expect(screen.queryByRole('heading', { name: '统一身份认证' })).toBeNull()
})

it('keeps a stored secret only for the same service, and never shows one', async () => {
  const calls = serve({ isSaved: false })
  renderApp('/admin?part=system')
  fireEvent.click(await screen.findByRole('button', { name: '修改设置' }))
  const dialog = within(await screen.findByRole('dialog'))
  const secret = dialog.getByLabelText<HTMLInputElement>(/^客户端密钥/)
  expect([secret.value, secret.type, secret.required]).toEqual(['', 'password', false])
  expect(dialog.getByText(settings.callback)).toBeTruthy()
  fireEvent.click(dialog.getByRole('button', { name: '保存并启用' }))
  expect((await dialog.findByRole('alert')).textContent).toBe('认证平台没有应答。')
  expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({ secret: null, isOn: true })
  fireEvent.change(dialog.getByLabelText(/^认证平台地址/), { target: { value: 'https://other.example' } })
  expect(dialog.getByLabelText<HTMLInputElement>(/^客户端密钥/).required).toBe(true)
})
