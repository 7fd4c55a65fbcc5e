import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Entries, TestCity } from '../release/release.fixture.ts'
import { decideCatalogueChange } from './decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function turn(from: string, isOn: boolean, items: string[]): Promise<void> {
  const change = { kind: 'switch' as const, from, body: { isOn, indicators: [], items } }
  const { digest, refusals } = await checkCatalogueChange(city.as('second'), change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(city.as('second'), { change, reason: '本市调整', seen: digest })
  await decideCatalogueChange(city.as('publisher'), {
    id: proposals[0]?.id ?? 0,
    action: 'confirm',
    note: '',
    version: 1,
  })
}
const without = (entries: Entries, ...items: string[]): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([p]) => !items.includes(p.split(' ')[0] ?? ''))) as Entries

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}

it('a stock that was not asked for a quarter is asked again as if nothing had been, and nobody is blamed', async () => {
  await turn('2026Q3', false, ['X'])
  await turn('2026Q4', true, ['X'])
  await publish('2026Q1', plainQuarter)
  await publish('2026Q2', plainQuarter)
  await publish('2026Q3', without(plainQuarter, 'X'))
  const code = await publish('2026Q4', plainQuarter)
  const { body } = await readAnswer(city.as('leader'), code, 'indicator/RATE')
  const { city: whole } = JSON.parse(body.toString()) as IndicatorFacts
  expect([whole.state, whole.numerator, whole.denominator]).toEqual(['reported', 112_800, 124_000])
  const overview = await readAnswer(city.as('leader'), code, 'overview')
  const { alerts } = JSON.parse(overview.body.toString()) as OverviewFacts
  expect(alerts.filter(({ kind }) => kind === 'not_reported')).toEqual([])
})

it('what is added up through the year begins again with a year', async () => {
  await turn('2026Q3', false, ['ACC'])
  const again = (from: string) =>
    checkCatalogueChange(city.as('second'), {
      kind: 'switch',
      from,
      body: { isOn: true, indicators: [], items: ['ACC'] },
    })
  expect((await again('2026Q4')).refusals).toEqual([
    '指标“指标ACCR”按年内各季累加，2026年第三季度没有填报数据项“数据项ACC”，年中恢复会缺数。请改从2027年第一季度起恢复。',
  ])
  expect((await again('2027Q1')).refusals).toEqual([])
  expect((await again('2026Q3')).refusals).toEqual([])
})
