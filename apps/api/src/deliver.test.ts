import type { DeliveredPack } from '@cg/contract/material/delivery'
import type { Recipe } from '@cg/contract/material/recipe'
import { readZip } from '@cg/export/archive/zip'
import { actorOf, plainQuarter } from '@cg/services/release/release.fixture'
import type { Person } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { watchDeliveries } from './deliver.ts'
import { openReleaseApi, testRelease as code } from './routes/release-api.fixture.ts'
import type { ReleaseApi } from './routes/release-api.fixture.ts'

/* A material that is made by itself, from the release to the zip in its reader's hand. */

let api: ReleaseApi
let clock: Date
beforeEach(async () => {
  clock = new Date('2026-07-01T02:00:00.000Z')
  api = await openReleaseApi({ now: () => clock })
})
afterEach(() => api.close())

const recipe: Recipe = {
  kind: 'own',
  name: '季度通报',
  skin: 'red',
  unit: null,
  pages: [
    { kind: 'cover', id: 'a', title: null, subtitle: null },
    {
      kind: 'chart',
      id: 'b',
      chart: { kind: 'district-ranking', measure: 'RATE' },
      as: 'chart',
      title: null,
      remark: '',
    },
  ],
}

type Method = 'GET' | 'POST' | 'PUT'
const ask = (who: Person, method: Method, url: string, payload?: object) =>
  api.app.inject({ method, url: `/api/v1${url}`, cookies: api.cookiesOf(who), ...(payload && { payload }) })

async function delivered(who: Person): Promise<DeliveredPack[]> {
  return (await ask(who, 'GET', '/delivered-packs')).json<{ items: DeliveredPack[] }>().items
}

it('is made when a release comes out and fetched by its reader', async () => {
  await ask('publisher', 'POST', '/recipes', { recipe })
  const delivery = { format: 'zip', readers: [actorOf('leader').userId] }
  expect((await ask('publisher', 'PUT', '/recipes/1/delivery', { delivery })).statusCode).toBe(200)
  clock = new Date('2026-10-20T02:00:00.000Z')
  await api.renew()
  await api.publish(plainQuarter)
  const stop = watchDeliveries(api.app)
  await expect.poll(() => delivered('leader'), { timeout: 60_000, interval: 200 }).toHaveLength(1)
  stop()
  const [item] = await delivered('leader')
  expect(item).toMatchObject({ name: '季度通报', release: code, problem: null })
  const file = await ask('leader', 'GET', `/delivered-packs/${item?.id}`)
  expect(file.headers['content-type']).toBe('application/zip')
  const names = [...(await readZip(file.rawPayload)).keys()]
  expect(names.some((name) => name.endsWith('.pptx'))).toBe(true)
  expect(names.every((name) => name.includes(code))).toBe(true)
  expect((await ask('auditor', 'GET', `/delivered-packs/${item?.id}`)).statusCode).toBe(404)
})
