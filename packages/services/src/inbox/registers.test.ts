import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideRecords } from '../register/decide.ts'
import { enterRecords, reviseRecord } from '../register/enter.ts'
import { openCity, people } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { readInbox } from './list.ts'
import { markRead } from './mark.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const kind = 'CONTEST'
const row = (name: string) => ({ unit: 'A', values: { name, day: '2026-02-11', people: '120' } })
const type = (...names: string[]) => enterRecords(city.as('filler'), { kind, rows: names.map(row) })
const decide = (action: 'accept' | 'return' | 'revoke', note: string, ...ids: [number, number][]) =>
  decideRecords(city.as('reviewer'), { kind, action, note, records: ids.map(([id, version]) => ({ id, version })) })

/** Who is told what of a kind, and whether they have read it. */
async function told(wanted: 'recordsWaiting' | 'recordsDecided'): Promise<[Person, string, boolean][]> {
  const found: [Person, string, boolean][] = []
  for (const who of people)
    for (const { kind: of, sentence, isRead, link } of (await readInbox(city.as(who), {})).items)
      if (of === wanted) {
        expect(link).toBe('/registers/CONTEST')
        found.push([who, sentence, isRead])
      }
  return found
}

describe('messages of a register', () => {
  it('tell who may accept that records wait, in one message however many there are', async () => {
    await type('焊工大赛', '钳工大赛')
    expect(await told('recordsWaiting')).toEqual([['reviewer', '竞赛台账有2条记录待审核。', false]])
    await markRead(city.as('reviewer'), { keys: null })
    await type('车工大赛')
    expect(await told('recordsWaiting')).toEqual([['reviewer', '竞赛台账有3条记录待审核。', false]])
    await decide('accept', '', [1, 1], [2, 1], [3, 1])
    expect(await told('recordsWaiting')).toEqual([])
  })

  it('tell the department what became of its records, one message of a sitting, and only what is still so', async () => {
    await type('焊工大赛', '钳工大赛', '车工大赛')
    await decide('return', '请附认定文件。', [1, 1])
    await decide('return', '请附认定文件。', [2, 1])
    await decide('accept', '', [3, 1])
    expect((await told('recordsDecided')).map(([who, words]) => [who, words])).toEqual([
      ['filler', expect.stringMatching(/^竞赛台账有1条记录已入账（reviewer.*），请核对报表中的“.+”。$/u)],
      ['filler', expect.stringMatching(/^竞赛台账有2条记录被退回（reviewer.*）：请附认定文件，请修改后再报。$/u)],
    ])
    const back = must((await readInbox(city.as('filler'), {})).items.find(({ sentence }) => sentence.includes('退回')))
    expect(back.isRead).toBe(false)
    await reviseRecord(city.as('filler'), { kind, id: 1, version: 2, ...row('焊工大赛'), reason: '' })
    await reviseRecord(city.as('filler'), { kind, id: 2, version: 2, ...row('钳工大赛'), reason: '' })
    expect((await told('recordsDecided')).length).toBe(1)
  })

  it('hold no number of a reason, and no reason where there are several', async () => {
    await type('焊工大赛', '钳工大赛')
    await decide('return', '应为130人', [1, 1])
    expect((await told('recordsDecided'))[0]?.[1]).toMatch(
      /^竞赛台账有1条记录被退回（reviewer.*），退回意见见台账，请修改后再报。$/u,
    )
  })
})
