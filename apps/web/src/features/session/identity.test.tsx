import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me, welcome } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const guest = () => problem(401, 'unauthenticated', '请先登录。')

function serve(hasIdentityService: boolean, finish: () => { status?: number; body: unknown }) {
  let isIn = false
  return serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return isIn ? { body: me() } : guest()
    if (path === '/api/v1/welcome') return { body: welcome({ hasIdentityService }) }
    if (path === '/api/v1/session/oidc')
      return problem(503, 'unavailable', '统一身份认证平台没有应答。可先用密码登录。')
    if (path !== '/api/v1/session/oidc/finish') return undefined
    const reply = finish()
    isIn = reply.status === undefined || reply.status < 400
    return reply
  })
}

it('offers the identity service only where there is one, and says when it does not answer', async () => {
  serve(false, guest)
  renderApp('/signin')
  await screen.findByRole('heading', { name: '登录' })
  expect(screen.queryByRole('button', { name: '统一身份认证登录' })).toBeNull()
  cleanup()
  const calls = serve(true, guest)
  renderApp('/signin?next=%2Frank%3Fby%3DJN03')
  fireEvent.click(await screen.findByRole('button', { name: '统一身份认证登录' }))
  expect((await screen.findByRole('alert')).textContent).toBe('统一身份认证平台没有应答。可先用密码登录。')
  const begun = calls.find(({ path }) => path === '/api/v1/session/oidc')
  expect(begun?.body).toEqual({ next: '/rank?by=JN03' })
})

it('hands what the service sent along to the server, once and as it came, and goes to the page asked for', async () => {
  const calls = serve(true, () => ({ body: { me: me(), next: '/rank?by=JN03' } }))
  const { router } = renderApp('/signin/oidc?code=00123456789012345678&state=a-b_c&iss=https%3A%2F%2Fsso.example')
  await waitFor(() => expect(router.state.location.href).toBe('/rank?by=JN03'))
  const asked = calls.filter(({ path }) => path === '/api/v1/session/oidc/finish').map(({ body }) => body)
  expect(asked).toEqual([{ query: 'code=00123456789012345678&state=a-b_c&iss=https%3A%2F%2Fsso.example' }])
})

it('says why somebody is not let in, and leads back', async () => {
  serve(true, () => problem(403, 'forbidden', '您的身份还没有关联本系统的账号。'))
  renderApp('/signin/oidc?code=1&state=2')
  expect((await screen.findByRole('alert')).textContent).toBe('您的身份还没有关联本系统的账号。')
  expect(screen.getByRole('link', { name: '回到登录页 →' }).getAttribute('href')).toBe('/signin')
})
