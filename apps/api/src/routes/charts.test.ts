import { RenderBusyError } from '@cg/export/render-queue'
import { plainQuarter } from '@cg/services/release/release.fixture'
import { makeOlder } from '@cg/services/release/stored/older.fixture'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

const render = vi.fn<(model: unknown, request: unknown) => Promise<unknown>>()
vi.mock('@cg/export/render-pool', () => ({
  openRenderPool: () => ({ render, renderPanel: render, close: async () => undefined }),
}))

let api: ReleaseApi

beforeEach(async () => {
  render.mockReset()
  api = await openReleaseApi()
  await api.publish(plainQuarter)
})

afterEach(() => api.close())

function exported(query: string) {
  const url = `/api/v1/releases/CG-2026Q3-01/charts/export?${query}`
  return api.app.inject({ method: 'GET', url, cookies: api.cookiesOf('leader') })
}

it('a busy renderer is answered with 503, words, and when to come again', async () => {
  render.mockRejectedValue(new RenderBusyError('同时导出的人较多，请几秒后再试。'))
  const reply = await exported('kind=district-ranking&measure=RATE&format=png')
  expect(reply.statusCode).toBe(503)
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
  expect(reply.headers['cache-control']).toBe('no-store')
  expect(reply.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('请几秒后再试') })
})

it('a drawing that fails for another reason is no promise to come again', async () => {
  render.mockRejectedValue(new Error('the worker died'))
  const reply = await exported('kind=district-ranking&measure=RATE&format=png')
  expect(reply.statusCode).toBe(500)
  expect(reply.headers['retry-after']).toBeUndefined()
})

it('the chosen format, size, colours and background reach the renderer, each as it was chosen', async () => {
  render.mockResolvedValue({ bytes: new TextEncoder().encode('drawn'), fileName: '排名.png', mediaType: 'image/png' })
  const chosen = 'kind=district-ranking&measure=RATE&format=svg&preset=poster&theme=print&background=transparent'
  const reply = await exported(chosen)
  expect([reply.statusCode, reply.body]).toEqual([200, 'drawn'])
  expect(render.mock.calls[0]?.[1]).toMatchObject({
    format: 'svg',
    preset: 'poster',
    theme: 'print',
    background: 'transparent',
  })
})

it.each(['kind=contribution&measure=score&format=png', 'kind=rank-interval&measure=score&format=svg'])(
  'a chart of a release that an older program froze is refused with words, not with a fault: %s',
  async (query) => {
    makeOlder(api.city.folder, { 'ranking/score': ({ parts: _parts, closeTo: _closeTo, ...facts }) => facts })
    const reply = await exported(query)
    expect([reply.statusCode, render.mock.calls]).toEqual([409, []])
    expect(reply.json()).toMatchObject({
      reason: 'release.other_shape',
      detail: expect.stringContaining('由旧版软件生成'),
    })
  },
)
