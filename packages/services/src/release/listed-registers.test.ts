import type { RegisterKind } from '@cg/contract/catalogue'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { chosenRecords, filterWords } from '@cg/contract/release/register'
import { dataItem, formItem } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { decideRecords } from '../register/decide.ts'
import { enterRecords } from '../register/enter.ts'
import { contestKind } from '../register/register.fixture.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readRegisterOf, readRegisters } from './read/registers.ts'
import { readTalk } from './read/talk.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'

/* Registers that fill no form: a release lists them all the same, and counts from them what no form asks for. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const period = '2026Q3'

/** N is what the register of contests amounts to, and on no form. */
async function countFromRecords(): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const axes = JSON.stringify({ breakdowns: [], enteredFor: 'none', dueQuarters: [1, 2, 3, 4], countsRecords: true })
    await tx.update(dataItem).set({ axes }).where(eq(dataItem.code, 'N'))
    await tx.delete(formItem).where(eq(formItem.itemCode, 'N'))
  })
}

async function changeKind(part: Partial<RegisterKind>): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const guide = must(await readSetting(tx, 'catalogueGuide'))
    await writeSetting(tx, 'catalogueGuide', { ...guide, registerKinds: [{ ...contestKind('N'), ...part }] })
  })
}

async function accept(rows: readonly (readonly [unit: string, name: string, people: number])[]): Promise<void> {
  const texts = rows.map(([unit, name, people]) => ({
    unit,
    values: { name, day: '2026-02-11', people: String(people) },
  }))
  const { records } = await enterRecords(city.as('filler'), { kind: 'CONTEST', rows: texts })
  const seen = records.flatMap(({ id, version, state }) => (state === 'submitted' ? [{ id, version }] : []))
  await decideRecords(city.as('reviewer'), { kind: 'CONTEST', action: 'accept', note: '', records: seen })
}

async function publish(): Promise<string> {
  const typed = Object.fromEntries(Object.entries(plainQuarter).filter(([key]) => !key.startsWith('N')))
  await enter(city, period, typed as typeof plainQuarter)
  await setForm(city, period, 'accepted')
  const { id, version } = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), { id, version })).head.code
}

it('records that an indicator counts are listed with it, though they fill no form', async () => {
  await countFromRecords()
  await accept([
    ['A', '焊工大赛', 300],
    ['B', '车工大赛', 60],
    ['Z', '电工大赛', 7],
  ])
  const code = await publish()
  const leader = city.as('leader')
  const { kinds } = await readRegisters(leader, { code })
  expect(kinds.map((kind) => [kind.code, kind.since, kind.records])).toEqual([['CONTEST', undefined, 3]])
  const facts = await readRegisterOf(leader, { code, kind: 'CONTEST' })
  const heads = JSON.parse((await readAnswer(leader, code, 'indicator/HEADS')).body.toString()) as IndicatorFacts
  expect([must(facts.items[0]).records, heads.city.value]).toEqual([367, 367])
  expect(must(facts.items[0]).indicators.map((one) => one.code)).toContain('HEADS')
  expect(facts.records.map(({ title, counts }) => [title, counts])).toEqual([
    ['焊工大赛', [0]],
    ['车工大赛', [0]],
    ['电工大赛', [0]],
  ])
})

it('records beside a typed form are listed for reading, and nothing is counted from them', async () => {
  await accept([['A', '焊工大赛', 300]])
  const code = await publish()
  const facts = await readRegisterOf(city.as('leader'), { code, kind: 'CONTEST' })
  expect([facts.items, facts.records.map(({ title, counts }) => [title, counts])]).toEqual([[], [['焊工大赛', []]]])
})

it('of named persons a count of one or two is told neither by its unit nor by the others and the sum', async () => {
  await countFromRecords()
  await changeKind({ isNamed: true })
  await accept([
    ['A', '甲', 300],
    ['B', '乙', 2],
    ['C', '丙', 40],
    ['D', '丁', 60],
  ])
  const code = await publish()
  const leader = city.as('leader')
  const facts = await readRegisterOf(leader, { code, kind: 'CONTEST' })
  const heads = JSON.parse((await readAnswer(leader, code, 'indicator/HEADS')).body.toString()) as IndicatorFacts
  const shown = must(facts.items[0]).units.map(({ records }) => records)
  // As the release's own indicator withholds them: B, and the next smallest, without which B would follow.
  expect(heads.current.state.map((state, at) => (state === 'withheld' ? null : shown[at]))).toEqual(shown)
  expect(shown.slice(0, 4)).toEqual([300, null, null, 60])
  expect([...new Set(facts.records.map(({ unit }) => unit))]).toEqual(['A', 'D'])
})

it('what records say from … to is told of the city and beside the statement of the speech', async () => {
  await countFromRecords()
  await changeKind({ ranges: [{ item: 'N' as never, name: '参赛规模', low: 'people', high: 'people' }] })
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const talk = must(await readSetting(tx, 'catalogueTalk'))
    const points = talk.points.map((point, at) =>
      at === 0 ? { ...point, range: { register: 'CONTEST', item: 'N' } } : point,
    )
    await writeSetting(tx, 'catalogueTalk', { ...talk, points })
  })
  await accept([
    ['A', '焊工大赛', 300],
    ['B', '车工大赛', 60],
  ])
  const code = await publish()
  const told = { item: 'N', name: '参赛规模', unit: '人', decimals: 0, low: 60, high: 300, records: 2 }
  expect((await readRegisterOf(city.as('leader'), { code, kind: 'CONTEST' })).ranges).toEqual([told])
  const { points } = await readTalk(city.as('leader'), { code })
  expect(points.map(({ range }) => range)).toEqual([told, undefined])
})

it('what is listed stands beside the city’s figures: its share, and a pair of indicators', async () => {
  await countFromRecords()
  await changeKind({
    beside: {
      shares: [{ item: 'N' as never, field: 'people', indicator: 'HEADS' as never, note: '口径相同' }],
      pairs: [
        { own: 'RATE' as never, other: 'ACCR' as never },
        { own: 'RATE' as never, other: 'GONE' as never },
      ],
      note: '其余没有分组',
    },
  })
  await accept([
    ['A', '焊工大赛', 300],
    ['B', '车工大赛', 60],
  ])
  const code = await publish()
  const { beside } = await readRegisterOf(city.as('leader'), { code, kind: 'CONTEST' })
  expect(beside?.shares).toMatchObject([{ sum: 360, records: 2, blank: 0, share: 1, whole: { value: 360 } }])
  expect(beside?.pairs.map(({ own, other }) => [own.code, other.code])).toEqual([['RATE', 'ACCR']])
})

it('a filter narrows by unit, choice and text together, and is told in words', () => {
  const facts = {
    units: [
      { code: 'A', name: 'A区', isApart: false },
      { code: 'Z', name: 'Z区', isApart: true, holder: 'A' },
      { code: 'B', name: 'B区', isApart: false },
    ],
    fields: [
      { code: 'name', name: '名称', type: 'text' as const },
      { code: 'level', name: '级别', type: 'choice' as const, choices: ['市级', '省级'] },
    ],
    records: [
      { id: 1, unit: 'A', title: '焊工大赛', day: '2026-01-01', values: ['焊工大赛', '市级'], counts: [] },
      { id: 2, unit: 'Z', title: '车工大赛', day: '2025-01-01', values: ['车工大赛', '省级'], counts: [] },
      { id: 3, unit: 'B', title: 'Welding', day: '2026-01-01', values: ['Welding', '市级'], counts: [] },
    ],
  }
  const ids = (filter: Parameters<typeof chosenRecords>[1]) => chosenRecords(facts, filter).map(({ id }) => id)
  expect(ids({ unit: 'A' })).toEqual([1, 2])
  expect(ids({ picks: 'level:市级' })).toEqual([1, 3])
  expect(ids({ picks: 'level:市级', text: 'WELD' })).toEqual([3])
  expect(ids({ text: 'Z区' })).toEqual([2])
  expect(ids({ picks: 'nothing:市级' })).toEqual([])
  expect(filterWords(facts, { unit: 'A', year: '2026', picks: 'level:市级', text: '焊工' })).toEqual([
    '区县：A区',
    '年份：2026年',
    '级别：市级',
    '含“焊工”',
  ])
})
