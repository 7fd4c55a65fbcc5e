import type { RegisterSheet } from '@cg/contract/register'
import { orgUnit } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installCity } from '../catalogue/install-city.ts'
import type { DatedUnit } from '../catalogue/install-city.ts'
import { enter, openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { decideRecords } from './decide.ts'
import { enterRecords, reviseRecord } from './enter.ts'
import { listRegisters, readRegister } from './list.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const kind = 'CONTEST'
const welders = { name: '焊工大赛', day: '2026-02-11', people: '120人' }
const fitters = { name: '钳工大赛', day: '2026年2月12日', people: '80' }
const enterRows = (...rows: { unit: string; values: Record<string, string> }[]) =>
  enterRecords(city.as('filler'), { kind, rows })
const newest = ({ records }: RegisterSheet) => must(records[0])
type Decided = Parameters<typeof decideRecords>[1]['action']
function decide(action: Decided, sheet: RegisterSheet, note = '', who: Parameters<TestCity['as']>[0] = 'reviewer') {
  const records = sheet.records.map(({ id, version }) => ({ id, version }))
  return decideRecords(city.as(who), { kind, action, note, records })
}
const revise = (sheet: RegisterSheet, values: Record<string, string>, reason = '') => {
  const { id, version, unit } = newest(sheet)
  return reviseRecord(city.as('filler'), { kind, id, version, unit, values, reason })
}

describe('records of a register', () => {
  it('are entered in one go by the department that keeps it, and wait for other eyes', async () => {
    const sheet = await enterRows({ unit: 'A', values: welders }, { unit: 'B', values: fitters })
    expect(sheet.kind).toMatchObject({ counts: { submitted: 2, accepted: 0 }, mayEnter: true })
    expect(newest(sheet)).toMatchObject({
      unit: 'B',
      values: { name: '钳工大赛', day: '2026-02-12', people: 80 },
      state: 'submitted',
      may: ['revise', 'withdraw'],
      steps: [{ action: 'submit', by: 'filler甲', before: null }],
    })
    const seen = await readRegister(city.as('reviewer'), kind)
    expect(newest(seen).may).toEqual(['accept', 'return'])
    expect(newest(await readRegister(city.as('auditor'), kind)).may).toEqual([])
  })

  it('are all refused with every fault by row and column', async () => {
    const wrong = enterRows(
      { unit: 'A', values: welders },
      { unit: '', values: { ...fitters, day: '', people: '80.5' } },
    )
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(
        /^第2行的区县：没有选择；第2行的举办日期：没有填写；第2行的参赛人数：.+。请改正后再登记，本次一条也没有保存。$/,
      ),
    })
    expect((await readRegister(city.as('filler'), kind)).records).toEqual([])
  })

  it('are not entered twice, neither within one go nor later', async () => {
    await expect(enterRows({ unit: 'A', values: welders }, { unit: 'A', values: welders })).rejects.toMatchObject({
      code: 'conflict',
      message: '“焊工大赛”（2026年2月11日）已经登记过（本次前面的一行），不要重复登记。本次一条也没有保存。',
    })
    await enterRows({ unit: 'A', values: welders })
    await expect(enterRows({ unit: 'A', values: welders })).rejects.toMatchObject({ code: 'conflict' })
    const wider = { ...welders, name: ' 焊工　大赛' }
    await expect(enterRows({ unit: 'A', values: wider })).rejects.toMatchObject({
      detail: { reason: 'register.twice' },
    })
    // Of another unit it is another one.
    expect((await enterRows({ unit: 'B', values: welders })).records.length).toBe(2)
  })

  it('are accepted together by another; what was seen in an older version is refused whole', async () => {
    const sheet = await enterRows({ unit: 'A', values: welders }, { unit: 'B', values: fitters })
    await revise(sheet, { ...fitters, people: '90' })
    await expect(decide('accept', sheet)).rejects.toMatchObject({ code: 'stale' })
    const fresh = await readRegister(city.as('reviewer'), kind)
    expect(fresh.kind.counts).toEqual({ submitted: 2, accepted: 0, returned: 0 })
    expect((await decide('accept', fresh)).kind.counts).toEqual({ submitted: 0, accepted: 2, returned: 0 })
  })

  it('are decided on once, however often a number is named', async () => {
    const sheet = await enterRows({ unit: 'A', values: welders })
    const { id, version } = newest(sheet)
    const twice = [
      { id, version },
      { id, version },
    ]
    await expect(
      decideRecords(city.as('reviewer'), { kind, action: 'accept', note: '', records: twice }),
    ).rejects.toMatchObject({
      detail: { reason: 'register.named_twice' },
      message: `第${id}号记录选了两次。请刷新页面后重新选择。`,
    })
    expect(newest(await readRegister(city.as('reviewer'), kind))).toMatchObject({ state: 'submitted', version })
  })

  it('are returned, withdrawn and struck off with a reason, and only where that is offered', async () => {
    const sheet = await enterRows({ unit: 'A', values: welders })
    await expect(decide('return', sheet)).rejects.toMatchObject({ code: 'invalid', message: '请写明原因。' })
    await expect(decide('revoke', sheet, '有误')).rejects.toMatchObject({ code: 'conflict' })
    const back = await decide('return', sheet, '请附文件')
    expect(newest(await readRegister(city.as('filler'), kind)).may).toEqual(['revise', 'withdraw'])
    const gone = await decide('withdraw', back, '重复', 'filler')
    expect(newest(gone)).toMatchObject({ state: 'withdrawn', may: [] })
    expect(newest(gone).steps.map(({ action, note }) => [action, note])).toEqual([
      ['submit', ''],
      ['return', '请附文件'],
      ['withdraw', '重复'],
    ])
  })

  it('that count are changed with a reason, and what they said before is kept; the change can be taken back', async () => {
    const accepted = await decide('accept', await enterRows({ unit: 'A', values: welders }))
    await expect(revise(accepted, { ...welders, people: '130' })).rejects.toMatchObject({
      message: '这条记录已经入账，修改须写明原因。',
    })
    const changed = await revise(accepted, { ...welders, people: '130' }, '漏计10人')
    expect(newest(changed)).toMatchObject({ state: 'submitted', isCounted: true, values: { people: 130 } })
    // It counts still, as it was accepted.
    expect(changed.kind.counts).toEqual({ submitted: 1, accepted: 1, returned: 0 })
    expect(newest(changed).steps.at(-1)).toMatchObject({
      action: 'revise',
      note: '漏计10人',
      before: { name: '焊工大赛', people: 120, unit: 'A' },
    })
    // What it may be again is nobody else's: it would count twice once the change is taken back.
    const renamed = await revise(changed, { ...welders, name: '焊工决赛' }, '名称有误')
    await expect(enterRows({ unit: 'A', values: welders })).rejects.toMatchObject({
      detail: { reason: 'register.twice' },
    })
    const back = await decide('withdraw', renamed, '仍按原数', 'filler')
    expect(newest(back)).toMatchObject({ state: 'accepted', values: { people: 120 } })
  })
})

it('what counts on while its change was returned can be struck off; what never counted cannot', async () => {
  const fresh = await decide('return', await enterRows({ unit: 'B', values: fitters }), '请附文件')
  expect(newest(fresh).may).toEqual([])
  const gone = await decide('withdraw', fresh, '重复', 'filler')
  expect(newest(gone).state).toBe('withdrawn')
  const { records } = await enterRows({ unit: 'A', values: welders })
  const { id, version } = must(records[0])
  const only = (action: Decided, seen: number, note: string) =>
    decideRecords(city.as('reviewer'), { kind, action, note, records: [{ id, version: seen }] })
  await only('accept', version, '')
  await reviseRecord(city.as('filler'), { kind, id, version: version + 1, unit: 'A', values: welders, reason: '再核' })
  const back = await only('return', version + 2, '查无此赛')
  expect(newest(back)).toMatchObject({ state: 'returned', isCounted: true, may: ['revoke'] })
  expect(newest(await only('revoke', version + 3, '查无此赛'))).toMatchObject({ state: 'revoked', isCounted: false })
})

it('a record of a unit that is no more keeps the name of that unit, and is moved to one that is', async () => {
  const sheet = await decide('accept', await enterRows({ unit: 'A', values: welders }))
  const [row] = await city.store.read((db) => db.select().from(orgUnit).where(eq(orgUnit.code, 'A')))
  const { parentCode: parent, isDemo: _isDemo, ...unit } = must(row)
  const ended = { ...unit, parent, validTo: '2026Q2' } as DatedUnit
  await installCity(city.as('publisher'), { units: [ended], isDemo: false })
  const seen = await readRegister(city.as('filler'), kind)
  expect(seen.units.map(({ code }) => code)).not.toContain('A')
  expect(newest(seen)).toMatchObject({ unit: 'A', unitName: 'A区', isCounted: true })
  await expect(revise(sheet, welders, '区划调整')).rejects.toMatchObject({
    message: expect.stringMatching(/^区县：没有“A”这个区县，应是B区、/),
  })
  const { id, version } = newest(seen)
  const moved = await reviseRecord(city.as('filler'), {
    kind,
    id,
    version,
    unit: 'B',
    values: welders,
    reason: '区划调整',
  })
  expect(newest(moved)).toMatchObject({ unit: 'B', unitName: 'B区', state: 'submitted' })
})

describe('who reads and enters', () => {
  it('a department that does not keep it, a leader and an unknown kind are refused', async () => {
    await expect(readRegister(city.as('leader'), kind)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listRegisters(city.as('leader'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      enterRecords(city.as('reviewer'), { kind, rows: [{ unit: 'A', values: welders }] }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readRegister(city.as('reviewer'), 'NOTHING')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('the sheet lays what counts beside the form, unit by unit: a change that waits does not count, 0 is no 未报', async () => {
    await enter(city, '2026Q3', { 'N A': 150 })
    const accepted = await decide('accept', await enterRows({ unit: 'A', values: welders }))
    await revise(accepted, { ...welders, people: '150' }, '漏计30人')
    const { held, units, makeup, indicators } = await readRegister(city.as('publisher'), kind)
    expect(units.map(({ code }) => code).slice(0, 2)).toEqual(['A', 'B'])
    expect(makeup).toMatchObject({ count: 1, amounts: [{ field: 'people', sum: 120 }] })
    expect(indicators.map(({ code }) => code)).toContain('RATE')
    expect({ ...held, items: held.items.map((item) => ({ ...item, units: item.units.slice(0, 2) })) }).toMatchObject({
      period: '2026Q3',
      items: [
        {
          words: '当年截至季末各条“参赛人数”之和',
          units: [
            { records: 120, state: 'reported', value: 150 },
            { records: 0, state: 'not_reported', value: null },
          ],
        },
      ],
    })
  })
})
