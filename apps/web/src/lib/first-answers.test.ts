import { signOut, getMe, getWelcome } from '@cg/contract/session'
import { beforeEach, expect, test, vi } from 'vitest'

/** The module anew, over a page that brought these answers. */
async function open(answers: Record<string, unknown>) {
  vi.resetModules()
  document.body.innerHTML = `<script type="application/json" id="first-answers">${JSON.stringify(answers)}</script>`
  return (await import('./api.ts')).call
}

const asked = vi.fn(async (_url: string) => new Response(JSON.stringify({ from: 'server' })))

beforeEach(() => {
  asked.mockClear()
  vi.stubGlobal('fetch', asked)
})

test('the first question is answered by the page, the second by the server', async () => {
  const call = await open({ '/api/v1/session': { from: 'page' } })
  expect(await call(getMe, {})).toEqual({ from: 'page' })
  expect(asked).not.toHaveBeenCalled()
  expect(await call(getMe, {})).toEqual({ from: 'server' })
  expect(await call(getWelcome, {})).toEqual({ from: 'server' })
})

test('after a write nothing that came along is shown: another person may sit here', async () => {
  const call = await open({ '/api/v1/session': { from: 'page' } })
  await call(signOut, {})
  expect(await call(getMe, {})).toEqual({ from: 'server' })
})

test('what came along does not stay in the page', async () => {
  const call = await open({ '/api/v1/session': { from: 'page' } })
  await call(getWelcome, {})
  expect(document.getElementById('first-answers')).toBeNull()
})
