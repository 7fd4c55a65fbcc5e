import type { Appearance } from '@cg/contract/appearance'
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const grants = [{ role: 'admin' as const, department: null, departmentName: null, unit: null, unitName: null }]

it('keeps the names and shows what they become', async () => {
  let look: Appearance = { version: 3, prefix: '', office: '', emblem: { hash: 'e'.repeat(64), width: 96, height: 96 } }
  const calls = serveFixtures(({ path, method, body }) => {
    if (path === '/api/v1/session')
      return { body: me({ grants, prefix: look.prefix, emblem: look.emblem?.hash ?? null }) }
    if (path !== '/api/v1/admin/appearance') return undefined
    if (method === 'PUT') look = { ...look, ...(body as Pick<Appearance, 'prefix' | 'office'>), version: 4 }
    return { body: look }
  })
  renderApp('/admin?part=look')
  const prefix = await screen.findByLabelText(/平台名称前缀/)
  expect(screen.getByAltText('现用标识').getAttribute('src')).toBe(`/api/v1/emblem/${'e'.repeat(64)}`)
  fireEvent.change(prefix, { target: { value: '云川市' } })
  screen.getByText(/显示为“云川市产改进展监测平台”/)
  fireEvent.click(screen.getByRole('button', { name: '保存名称' }))
  await waitFor(() => expect(screen.getByRole('link', { name: /云川市产改进展监测平台/ })).toBeTruthy())
  const put = calls.find(({ method }) => method === 'PUT')
  expect(put?.body).toEqual({ prefix: '云川市', office: '' })
  expect(put?.headers.get('if-match')).toBe('"3"')
})
