import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { chosenRecords } from '@cg/contract/release/register'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { decideRecords } from '../register/decide.ts'
import { enterRecords } from '../register/enter.ts'
import { contestKind } from '../register/register.fixture.ts'
import { useRegister } from '../register/use.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readPrecheck } from './publish/precheck.ts'
import { verifyRelease } from './publish/verify.ts'
import { readRegisterOf, readRegisters } from './read/registers.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const period = '2026Q3'

async function accept(unit: string, people: number, name: string, day = '2026-02-11'): Promise<void> {
  const rows = [{ unit, values: { name, day, people: String(people) } }]
  const { records } = await enterRecords(city.as('filler'), { kind: 'CONTEST', rows })
  const { id, version } = must(records[0])
  await decideRecords(city.as('reviewer'), { kind: 'CONTEST', action: 'accept', note: '', records: [{ id, version }] })
}

async function publish(): Promise<string> {
  const { id, version } = await preparePreview(city.as('publisher'), { period })
  const { head } = await publishPreview(city.as('second'), { id, version })
  return head.code
}

/** N of every unit by records alone, in a form that is then accepted. */
async function count(): Promise<void> {
  await enter(city, period, plainQuarter)
  await accept('A', 300, '焊工大赛')
  await accept('A', 40, '钳工大赛', '2026-05-03')
  await accept('B', 60, '车工大赛')
  await accept('Z', 7, '电工大赛')
  await accept('B', 9, '去年的大赛', '2025-11-02')
  await useRegister(city.as('reviewer', '2026-10-09T02:00:00.000Z'), { kind: 'CONTEST', since: period, reason: '齐了' })
  await setForm(city, period, 'accepted')
}

it('a release freezes the records behind its counts, whose sum is the indicator’s own figure', async () => {
  await count()
  const code = await publish()
  const facts = await readRegisterOf(city.as('leader'), { code, kind: 'CONTEST' })
  const heads = JSON.parse(
    (await readAnswer(city.as('leader'), code, 'indicator/HEADS')).body.toString(),
  ) as IndicatorFacts
  const item = must(facts.items[0])
  expect([item.records, heads.city.value]).toEqual([407, 407])
  expect(item.indicators.map((one) => one.code)).toContain('HEADS')
  // The zone Z lies inside A: its record is entered once, and counts in both and in the city.
  expect(facts.units.filter(({ isApart }) => isApart)).toMatchObject([{ code: 'Z', holder: 'A' }])
  expect(chosenRecords(facts, { unit: 'A' }).map(({ title }) => title)).toEqual(['焊工大赛', '钳工大赛', '电工大赛'])
  expect(item.units.map(({ records, value }) => [records, value])).toEqual([
    [347, 347],
    [60, 60],
    [0, 0],
    [0, 0],
    [7, 7],
  ])
  expect(facts.records.map(({ unit, title, counts }) => [unit, title, counts.length])).toEqual([
    ['A', '焊工大赛', 1],
    ['A', '钳工大赛', 1],
    ['B', '去年的大赛', 0],
    ['B', '车工大赛', 1],
    ['Z', '电工大赛', 1],
  ])
  expect(chosenRecords(facts, { unit: 'B', year: '2026' }).map(({ title }) => title)).toEqual(['车工大赛'])
  expect((await verifyRelease(city.as('auditor'), { code })).isSound).toBe(true)
})

it('what is struck off, accepted or switched off later changes no release', async () => {
  await count()
  const code = await publish()
  const before = await readAnswer(city.as('leader'), code, 'register/CONTEST')
  await accept('A', 1, '后来的大赛')
  await useRegister(city.as('reviewer'), { kind: 'CONTEST', since: null, reason: '改回手填' })
  expect((await readAnswer(city.as('leader'), code, 'register/CONTEST')).body.equals(before.body)).toBe(true)
})

it('a preview is stale once a record that it counts is struck off', async () => {
  await count()
  const { id } = await preparePreview(city.as('publisher'), { period })
  await accept('C', 5, '后来的大赛')
  expect(await readPrecheck(city.as('publisher'), { id })).toMatchObject({ isStale: true, changes: ['台账有变动'] })
})

it('records that name persons leave no text in a release', async () => {
  const named = { ...contestKind('N'), isNamed: true }
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const guide = must(await readSetting(tx, 'catalogueGuide'))
    await writeSetting(tx, 'catalogueGuide', { ...guide, registerKinds: [named] })
  })
  await count()
  const code = await publish()
  const { body } = await readAnswer(city.as('leader'), code, 'register/CONTEST')
  expect(body.toString()).not.toContain('大赛')
  const facts = await readRegisterOf(city.as('leader'), { code, kind: 'CONTEST' })
  expect(facts.records.map(({ title }) => title)).toEqual([null, null, null, null, null])
  expect(facts.items[0]?.records).toBe(407)
})

it('a release of a quarter that no register fills says so, and holds no list', async () => {
  await enter(city, period, plainQuarter)
  await setForm(city, period, 'accepted')
  const code = await publish()
  expect((await readRegisters(city.as('leader'), { code })).kinds).toEqual([])
  await expect(readRegisterOf(city.as('leader'), { code, kind: 'CONTEST' })).rejects.toMatchObject({
    code: 'not_found',
  })
})
