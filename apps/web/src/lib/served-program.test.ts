import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isOutdated } from './served-program.ts'

const page = (program: string) => `<!doctype html><script type="module" crossorigin src="${program}"></script>`
const serve = (reply: () => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(reply))

beforeEach(() => {
  document.head.innerHTML = '<script type="module" src="/assets/index-a1.js"></script>'
})
afterEach(() => {
  document.head.replaceChildren()
  vi.unstubAllGlobals()
})

test('the program that runs is the one that is served', async () => {
  serve(async () => new Response(page('/assets/index-a1.js')))
  expect(await isOutdated()).toBe(false)
})

test('after an upgrade another is served', async () => {
  serve(async () => new Response(page('/assets/index-b2.js')))
  expect(await isOutdated()).toBe(true)
})

test('a server that does not answer, or answers something else, says nothing', async () => {
  serve(() => Promise.reject(new TypeError('failed to fetch')))
  expect(await isOutdated()).toBe(false)
  serve(async () => new Response('Bad Gateway', { status: 502 }))
  expect(await isOutdated()).toBe(false)
  serve(async () => new Response('<p>维护中</p>'))
  expect(await isOutdated()).toBe(false)
})
