import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { listDenominators, readDenominator } from './denominators.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await publish('2026Q2', plainQuarter)
  await publish('2026Q3', {
    ...plainQuarter,
    'N A': 150_000,
    'N B': 'not_applicable',
    'N C': 'not_available',
    'X D': 0,
    'N D': 0,
    'X Z': 1,
    'N Z': 2,
  })
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries): Promise<void> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const { id, version } = await preparePreview(city.as('publisher'), { period })
  await publishPreview(city.as('second'), { id, version })
}

describe('the denominator book', () => {
  it('lists what indicators divide by, with its owner and its users; a sum is no denominator', async () => {
    const { items } = await listDenominators(city.as('leader'))
    expect(items).toMatchObject([
      {
        item: 'N',
        ownerName: '市人社局',
        formName: '劳动关系表',
        indicators: [{ code: 'RATE' }, { code: 'ACCR' }],
        latest: { period: '2026Q3', value: 150_000, isPartial: true },
        jumps: 2,
      },
    ])
  })

  it('keeps 0 and four ways of having no number apart, by unit, newest quarter first', async () => {
    const { quarters, units } = await readDenominator(city.as('leader'), { item: 'N' })
    expect(quarters.map(({ period, release }) => [period, release])).toEqual([
      ['2026Q3', 'CG-2026Q3-01'],
      ['2026Q2', 'CG-2026Q2-01'],
    ])
    const [newest, before] = quarters
    expect(units.map((unit, at) => [unit.code, must(newest).state[at], must(newest).value[at]])).toEqual([
      ['A', 'reported', 150_000],
      ['B', 'not_applicable', null],
      ['C', 'not_available', null],
      ['D', 'reported', 0],
      ['Z', 'withheld', null],
    ])
    expect(must(newest).isJump).toEqual([true, false, false, true, false])
    expect([must(newest).against, must(before).against]).toEqual(['2026Q2', null])
    expect(must(before).city).toEqual({ value: 124_000, isPartial: false })
  })

  it('tells a small count to the department that owns it, and the running quarter to who may read its form', async () => {
    await enter(city, '2026Q4', { 'N A': 99_000 })
    await setForm(city, '2026Q4', 'draft')
    const ofLeader = await readDenominator(city.as('leader'), { item: 'N' })
    expect([ofLeader.quarters.map((one) => one.period), ofLeader.form]).toEqual([['2026Q3', '2026Q2'], null])
    // A reviewer waits until the form is sent.
    const ofReviewer = await readDenominator(city.as('reviewer'), { item: 'N' })
    expect(ofReviewer.quarters[0]?.period).toBe('2026Q3')
    const ofFiller = await readDenominator(city.as('filler'), { item: 'N' })
    expect(ofFiller.quarters[0]).toMatchObject({
      period: '2026Q4',
      release: null,
      value: [99_000, null, null, null, null],
    })
    expect(ofFiller.quarters[1]?.value[4]).toBe(2)
    expect(ofFiller.form).toEqual({ period: '2026Q4', form: 'F1', reporter: 'RSJ', mayFill: true })
  })

  it('knows nothing of an item that nothing divides by', async () => {
    await expect(readDenominator(city.as('leader'), { item: 'X' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
