import type { GrantRequest } from '@cg/contract/admin'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const admin = me({ grants: [{ role: 'admin', department: null, departmentName: null, unit: null, unitName: null }] })
const request: GrantRequest = {
  id: 4,
  version: 1,
  userId: 9,
  login: 'lijing',
  name: '李静',
  words: '审核人（全市）',
  state: 'proposed',
  proposedBy: '赵明',
  proposedAt: '2026-11-30T01:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  note: '',
  may: ['confirm', 'refuse'],
}

function serve(requests: readonly GrantRequest[]) {
  return serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: admin }
    if (path === '/api/v1/admin/users') return { body: { items: [], requests } }
    if (path === '/api/v1/admin/oidc')
      return { body: { issuer: '', clientId: '', hasSecret: false, isOn: false, callback: '' } }
    if (path === '/api/v1/admin/identities') return { body: { items: [], leftOut: 0 } }
    if (path.startsWith('/api/v1/admin/grant-requests/')) return { body: null }
    return undefined
  })
}

it('what waits is shown to who may decide, and a refusal is sent with its reason', async () => {
  const calls = serve([request, { ...request, id: 3, state: 'refused', may: [] }])
  renderApp('/admin')
  expect(await screen.findByRole('heading', { name: '1 项授权待确认' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '退回lijing的授权' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByRole('textbox'), { target: { value: '没有必要' } })
  fireEvent.click(dialog.getByRole('button', { name: '退回' }))
  const sent = () => calls.find(({ path }) => path === '/api/v1/admin/grant-requests/4/decision')
  await waitFor(() => expect(sent()?.body).toEqual({ action: 'refuse', note: '没有必要' }))
})

it('nothing is said where nothing waits', async () => {
  serve([{ ...request, state: 'confirmed', may: [] }])
  renderApp('/admin')
  await screen.findByRole('button', { name: '新建账号' })
  expect(screen.queryByRole('heading', { name: /授权待确认/ })).toBe(null)
})
