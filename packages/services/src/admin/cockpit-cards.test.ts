import type { PreviewItem } from '@cg/contract/publish'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { expect, it } from 'vitest'
import { readCockpitCards, saveCockpitCards } from './cockpit-cards.ts'
import { discardPreview, preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { cardsIn } from '../settings.ts'

async function withCity(run: (city: TestCity) => Promise<void>): Promise<void> {
  const city = await openCity()
  try {
    await run(city)
  } finally {
    city.close()
  }
}

async function headed(city: TestCity, { head }: PreviewItem): Promise<string[]> {
  const { body } = await readAnswer(city.as('publisher'), head.code, 'overview')
  const facts: OverviewFacts = JSON.parse(body.toString())
  return facts.cards.map(({ indicator }) => indicator.code)
}

it('a choice holds from its year until the next', () => {
  const choices = [
    { year: 2027, indicators: ['B'] },
    { year: 2025, indicators: ['A'] },
  ]
  expect([2024, 2025, 2026, 2027, 2030].map((year) => cardsIn(choices, year)?.[0] ?? null)).toEqual([
    null,
    'A',
    'A',
    'B',
    'B',
  ])
})

it('what the office chose heads the next release, in its order, and no published one', async () => {
  await withCity(async (city) => {
    await enter(city, '2026Q1', plainQuarter)
    await setForm(city, '2026Q1', 'accepted')
    const usual = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    expect(await headed(city, usual)).toEqual(['RATE', 'ACCR'])
    await discardPreview(city.as('publisher'), usual)
    const chosen = { year: 2026, indicators: ['ACCR', 'RATE'], seen: null }
    const { years } = await saveCockpitCards(city.as('publisher'), chosen)
    expect(years).toEqual([{ year: 2026, indicators: ['ACCR', 'RATE'] }])
    const next = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    expect(await headed(city, next)).toEqual(['ACCR', 'RATE'])
    // A preview that was made before another choice is not published behind its maker's back.
    await saveCockpitCards(city.as('publisher'), { year: 2026, indicators: ['RATE'], seen: ['ACCR', 'RATE'] })
    await expect(publishPreview(city.as('second'), next)).rejects.toMatchObject({ code: 'stale' })
  })
})

it('refuses with words what cannot be chosen, and who may not choose', async () => {
  await withCity(async (city) => {
    const save = (as: Parameters<TestCity['as']>[0], change: Partial<Parameters<typeof saveCockpitCards>[1]>) =>
      saveCockpitCards(city.as(as), { year: 2026, indicators: ['RATE'], seen: null, ...change })
    await expect(save('publisher', { indicators: ['RATE', 'NOPE'] })).rejects.toThrow('目录中没有指标NOPE')
    await expect(save('publisher', { indicators: [] })).rejects.toThrow('首屏应有1—6项指标')
    await expect(save('publisher', { year: 2020 })).rejects.toThrow('2020年的发布已经定稿')
    await expect(save('reviewer', {})).rejects.toMatchObject({ code: 'forbidden' })
    await save('publisher', {})
    await expect(save('publisher', {})).rejects.toThrow('刚被他人修改')
    const read = await readCockpitCards(city.as('reviewer'))
    expect([read.mayChoose, read.years, read.usual]).toEqual([
      false,
      [{ year: 2026, indicators: ['RATE'] }],
      ['RATE', 'ACCR'],
    ])
  })
})
