import type { IndicatorFacts, OverviewFacts } from '@cg/contract/release'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'

/* Figures are compared only where both cover the same units, and judged only where enough is behind them. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function answer<T>(code: string, name: Parameters<typeof readAnswer>[2]): Promise<T> {
  const { body } = await readAnswer(city.as('leader'), code, name)
  return JSON.parse(body.toString('utf8')) as T
}

const overview = (code: string) => answer<OverviewFacts>(code, 'overview')
const indicator = (code: string, name: string) => answer<IndicatorFacts>(code, `indicator/${name}`)

describe('a gap of which one side lacks a unit', () => {
  it('is no gap between areas: no value, no alert, no trend, and the unit is named', async () => {
    await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', { ...plainQuarter, 'X D': 'not_reported', 'X C': 5_000 })
    const { gaps, alerts } = await overview(code)
    const area = gaps.find((gap) => gap.name === '中心城区—偏远地区')
    expect(area).toMatchObject({ high: null, low: null, gap: null, before: null, trend: null, missing: ['D'] })
    expect(alerts.filter((alert) => alert.kind === 'gap')).toEqual([])
    expect((await indicator(code, 'RATE')).city).toMatchObject({ state: 'partial', missing: ['D'] })
  })

  it('is no gap between sizes of firm either', async () => {
    const sizes = Object.fromEntries(
      ['A', 'B', 'C', 'D'].flatMap((unit) => [
        [`X ${unit} size:above`, 90],
        [`N ${unit} size:above`, 100],
        [`X ${unit} size:msme`, 60],
        [`N ${unit} size:msme`, 100],
      ]),
    )
    const sizeGap = async (code: string) => (await overview(code)).gaps.find((gap) => gap.name === '规上—中小微')
    const whole = await publish('2026Q2', { ...plainQuarter, ...sizes })
    expect(await sizeGap(whole)).toMatchObject({ high: 90, low: 60, gap: 30, missing: [] })
    const lacking = await publish('2026Q3', { ...plainQuarter, ...sizes, 'X C size:msme': 'not_reported' })
    expect(await sizeGap(lacking)).toMatchObject({ high: null, low: null, gap: null, before: null, missing: ['C'] })
  })

  it('names the gap before that it is compared with', async () => {
    await publish('2026Q2', plainQuarter)
    const { gaps } = await overview(await publish('2026Q3', { ...plainQuarter, 'X C': 5_000 }))
    expect(gaps[0]?.before).toEqual({
      against: 'lastQuarter',
      period: '2026Q2',
      high: expect.closeTo(94.04, 2),
      low: 75,
      gap: 19,
    })
  })
})
