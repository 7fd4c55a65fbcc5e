import { afterAll, beforeAll, expect, it } from 'vitest'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* What a person pastes into a register reaches the words that say what is wrong, not a pattern. */

let api: ReleaseApi
beforeAll(async () => {
  api = await openReleaseApi()
})
afterAll(() => api.close())

const values = { name: '焊工大赛', day: '2026-05-08', people: '12' }

it.each([
  ['', '区县：没有选择。'],
  ['东湾', '区县：没有“东湾”这个区县，应是A区、'],
])('a row of the unit “%s” is refused in words', async (unit, words) => {
  const reply = await api.app.inject({
    method: 'POST',
    url: '/api/v1/registers/CONTEST/records',
    cookies: api.cookiesOf('filler'),
    payload: { rows: [{ unit, values }] },
  })
  expect(reply.statusCode).toBe(400)
  expect(reply.json<{ detail: string }>().detail).toContain(words)
})
