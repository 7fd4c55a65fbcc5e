import { must } from '@cg/domain/must'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { enter, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import { readSetting, writeSetting } from '@cg/services/settings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

const areas = { centre: '主城区', suburb: '近郊区', remote: '远郊区县' }

let api: ReleaseApi

/** A city whose guide calls the areas otherwise, with two quarters; both central districts lie above both remote ones. */
beforeAll(async () => {
  api = await openReleaseApi()
  const { city } = api
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const guide = must(await readSetting(tx, 'catalogueGuide'))
    await writeSetting(tx, 'catalogueGuide', { ...guide, areas })
  })
  const quarters = [
    ['2026Q2', { ...plainQuarter, 'X B': 3_800 }],
    ['2026Q3', { ...plainQuarter, 'X B': 3_800, 'X C': 5_000 }],
  ] as const
  for (const [period, entries] of quarters) {
    await enter(city, period, entries)
    await setForm(city, period, 'accepted')
    await publishPreview(city.as('second'), await preparePreview(city.as('publisher'), { period }))
  }
})

afterAll(() => api.close())

const asked = async (path: string) => {
  const url = `/api/v1/releases/CG-2026Q3-01/${path}`
  const reply = await api.app.inject({ method: 'GET', url, cookies: api.cookiesOf('leader') })
  expect([path, reply.statusCode]).toEqual([path, 200])
  return reply.body
}

describe('areas go by the names of the city’s own guide', () => {
  it.each([
    ['rankings/RATE', ['"upper":"主城区","lower":"远郊区县"']],
    ['overview', ['主城区—远郊区县', '主城区与远郊区县的指标RATE差距扩大至']],
    ['equity', ['主城区—远郊区县']],
    ['matrix', []],
  ])('in the answer %s', async (path, said) => {
    const body = await asked(path)
    for (const words of said) expect(body).toContain(words)
    expect(body).not.toMatch(/中心城区|偏远地区/)
  })

  it.each([
    ['kind=gaps&format=csv', ['主城区', '远郊区县']],
    ['kind=gaps&format=svg', ['主城区', '远郊区县']],
    ['kind=district-ranking&measure=RATE&format=csv', []],
  ])('in the file of %s', async (query, said) => {
    const body = await asked(`charts/export?${query}`)
    for (const words of said) expect(body).toContain(words)
    expect(body).not.toMatch(/中心城区|偏远地区/)
  })
})
