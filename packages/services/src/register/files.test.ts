import type { RegisterSheet } from '@cg/contract/register'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { decideRecords } from './decide.ts'
import { enterRecords, reviseRecord } from './enter.ts'
import { attachToRecord, readRecordFile, removeFromRecord } from './files.ts'
import { readRegister } from './list.ts'
import { requireProof } from './record-files.ts'
import { contestKind } from './register.fixture.ts'
import { loadSeen } from './records.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await enterRecords(city.as('filler'), { kind, rows: [{ unit: 'A', values: welders }] })
})
afterEach(() => city.close())

const kind = 'CONTEST'
const welders = { name: '焊工大赛', day: '2026-02-11', people: '120' }
const place = { kind, id: 1 }
const pdf = (text: string, fileName = '通知.pdf') => ({ fileName, bytes: new TextEncoder().encode(`%PDF-1.7 ${text}`) })
const attach = (text = '', fileName?: string) => attachToRecord(city.as('filler'), place, pdf(text, fileName))
const only = ({ records }: RegisterSheet) => must(records[0])
const decide = (action: 'accept' | 'return', version: number) =>
  decideRecords(city.as('reviewer'), { kind, action, note: '请补', records: [{ id: 1, version }] })

describe('files behind a record', () => {
  it('are added by who enters it, read by who reads it, and make who decides look again', async () => {
    expect(only(await attach())).toMatchObject({
      version: 2,
      mayAttach: true,
      files: [
        {
          id: 1,
          name: '通知.pdf',
          by: 'filler甲',
        },
      ],
    })
    await expect(decide('accept', 1)).rejects.toMatchObject({ code: 'stale' })
    for (const who of ['filler', 'reviewer', 'auditor'] as const) {
      expect(await readRecordFile(city.as(who), { ...place, file: 1 })).toMatchObject({ mediaType: 'application/pdf' })
    }
    await expect(readRecordFile(city.as('leader'), { ...place, file: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(attachToRecord(city.as('reviewer'), place, pdf(''))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('stay as they are once it counts, until it is changed with a reason', async () => {
    await attach()
    expect(only(await decide('accept', 2))).toMatchObject({ mayAttach: false })
    await expect(attach('2')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('先修改记录'),
    })
    await reviseRecord(city.as('filler'), { ...place, version: 3, unit: 'A', values: welders, reason: '换通知' })
    const after = only(await removeFromRecord(city.as('filler'), { ...place, file: 1 }))
    expect(after.files).toEqual([])
    await expect(readRecordFile(city.as('filler'), { ...place, file: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are refused in words: another kind of file, the same twice, too many, none that is there', async () => {
    await expect(attach('', '通知.exe')).rejects.toMatchObject({ message: expect.stringContaining('不能作为佐证') })
    await attach()
    await expect(attach('', '通知2.pdf')).rejects.toMatchObject({ message: expect.stringContaining('已经有') })
    for (const at of [2, 3, 4, 5]) await attach(String(at))
    await expect(attach('6')).rejects.toMatchObject({ message: '一条记录最多5份材料，请先移除不需要的。' })
    await expect(removeFromRecord(city.as('filler'), { ...place, file: 9 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(readRecordFile(city.as('filler'), { kind, id: 2, file: 1 })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('are asked for before a record counts, where its kind needs them', async () => {
    const needing = { ...contestKind('N'), proof: { name: '竞赛通知', isRequired: true } }
    const check = async (version: number) =>
      city.store.read(async (db) => requireProof(db, needing, await loadSeen(db, kind, [{ id: 1, version }])))
    await expect(check(1)).rejects.toMatchObject({
      code: 'conflict',
      message: '第1号记录还没有上传“竞赛通知”，不能入账。请退回登记部门补充。',
    })
    await attach()
    await expect(check(2)).resolves.toBeUndefined()
    expect(only(await readRegister(city.as('reviewer'), kind))).toMatchObject({ mayAttach: false })
  })
})
