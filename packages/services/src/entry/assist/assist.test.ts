import type { AssistParams } from '@cg/contract/assist'
import { auditEvent } from '@cg/db/schema'
import { desc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readInbox } from '../../inbox/list.ts'
import { acceptForm } from '../../review/accept-form.ts'
import { listReminders } from '../../review/reminders.ts'
import { saveCells } from '../cells/save-cells.ts'
import { fullRsj, openCity, rsjForm, setDuty } from '../entry.fixture.ts'
import type { City, Login } from '../entry.fixture.ts'
import { spreadEvidence } from '../evidence/spread.ts'
import { takeSupply } from '../evidence/take-supply.ts'
import { readForm } from '../form/read-form.ts'
import { submitForm } from '../move/submit-form.ts'
import { readAssists } from './list.ts'
import { readSupplyFile } from './read-file.ts'
import { removeSupply, supplyFile, supplyWords } from './supply.ts'

/* 市统计局 helps with an item of 市人社局's form: what it sees, supplies and may not do. */

let city: City
beforeEach(async () => {
  city = await openCity()
  const assisting = [{ department: 'TJJ', supplies: '规上企业名单' }]
  await setDuty(city.store, '2026Q3', { items: ['P_TRAIN'], evidence: 'block', assisting })
})
afterEach(() => city.close())

const key: AssistParams = { period: '2026Q3', item: 'P_TRAIN', department: 'TJJ' }
const pdf = { fileName: '名单.pdf', bytes: new TextEncoder().encode('%PDF-1.4 list') }
const tasks = async (login: Login) => (await readAssists(city.as(login))).tasks
const say = (words = '统计专报第12号', unit: string | null = null) => supplyWords(city.as('tjj'), key, { unit, words })

async function send(): Promise<void> {
  const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
  await submitForm(city.as('rsj'), rsjForm, { version })
}

describe('a department that helps', () => {
  it('is told what to supply, to whom and by when; others are told nothing', async () => {
    const [task, ...more] = await tasks('tjj')
    expect(more).toEqual([])
    expect(task).toMatchObject({
      itemName: 'P_TRAIN',
      supplies: '规上企业名单',
      responsible: '市人社局',
      formName: 'RSJ-SKILLS 报表',
      dueAt: '2026-10-15T10:00:00Z',
      mayGive: true,
      given: [],
    })
    for (const other of ['rsj', 'zgh', 'ap'] as const) expect(await tasks(other)).toEqual([])
    await expect(readAssists(city.as('leader'))).rejects.toMatchObject({ code: 'forbidden' })
    const told = async (login: Login) =>
      (await readInbox(city.as(login), {})).items.flatMap(({ kind, sentence }) =>
        kind === 'assistWanted' || kind === 'assistGiven' ? [sentence] : [],
      )
    expect(await told('tjj')).toEqual([
      '请在2026年10月15日 18:00前为市人社局的2026年第三季度《RSJ-SKILLS 报表》“P_TRAIN”提供协助材料：规上企业名单。',
    ])
    expect([await told('rsj'), await told('zgh')]).toEqual([[], []])
    await say()
    expect(await told('tjj')).toEqual([])
    expect(await told('rsj')).toEqual(['市统计局为2026年第三季度《RSJ-SKILLS 报表》“P_TRAIN”提供了协助材料。'])
  })

  it('sees the figures of its item from the sending on, no other cell, and not the form', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
    expect((await tasks('tjj'))[0]?.figures).toEqual([])
    await expect(readForm(city.as('tjj'), rsjForm)).rejects.toMatchObject({ code: 'forbidden' })
    await supplyEverywhere()
    await send()
    expect((await tasks('tjj'))[0]?.figures).toEqual([
      { unit: '安平区', state: 'reported', value: 100 },
      { unit: '北山区', state: 'reported', value: 100 },
      { unit: '长溪县', state: 'reported', value: 100 },
    ])
    await expect(saveCells(city.as('tjj'), rsjForm, { source: 'grid', cells: fullRsj(2) })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('supplies words and files, for all districts or one, and takes back its own; the record keeps all', async () => {
    await say()
    await supplyFile(city.as('tjj'), key, 'AP', pdf)
    const [task] = await tasks('tjj')
    expect(task?.given.map(({ name, unitName, size, by }) => [name, unitName, size, by])).toEqual([
      ['统计专报第12号', '', null, 'tjj同志'],
      ['名单.pdf', '安平区', pdf.bytes.length, 'tjj同志'],
    ])
    await expect(say()).rejects.toMatchObject({ code: 'invalid', message: '已经提供过“统计专报第12号”。' })
    await expect(say('另一份', 'NOPE')).rejects.toMatchObject({ code: 'invalid' })
    await removeSupply(city.as('tjj'), key, 1)
    expect((await tasks('tjj'))[0]?.given.map(({ name }) => name)).toEqual(['名单.pdf'])
    await expect(removeSupply(city.as('tjj'), key, 1)).rejects.toMatchObject({ code: 'not_found' })
    const [last] = await city.store.read((db) => db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1))
    expect(last).toMatchObject({ action: 'assist.remove', object: 'assist:2026Q3/P_TRAIN/TJJ' })
  })

  it('lets nobody else supply, and names no assist to strangers', async () => {
    for (const other of ['rsj', 'zgh', 'reviewer', 'admin'] as const) {
      const refused = { code: 'forbidden' }
      await expect(supplyWords(city.as(other), key, { unit: null, words: '名单' })).rejects.toMatchObject(refused)
      await expect(removeSupply(city.as(other), key, 1)).rejects.toMatchObject(refused)
    }
    await expect(
      supplyWords(city.as('tjj'), { ...key, item: 'P_TRAIN_SR' }, { unit: null, words: '名单' }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('supplies until the form is accepted', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
    await supplyEverywhere()
    await send()
    await say('补充说明')
    const { version } = (await readForm(city.as('reviewer'), rsjForm)).submission
    await acceptForm(city.as('reviewer'), rsjForm, { version })
    await expect(say('再补一份')).rejects.toMatchObject({
      code: 'conflict',
      message: '《RSJ-SKILLS 报表》已审核通过，不再需要提供材料。',
    })
    expect((await tasks('tjj'))[0]).toMatchObject({ mayGive: false })
  })
})

describe('what was supplied', () => {
  it('is read by those who read the form, its file too', async () => {
    await supplyFile(city.as('tjj'), key, null, pdf)
    expect((await readForm(city.as('rsj'), rsjForm)).supplies.map(({ name }) => name)).toEqual(['名单.pdf'])
    for (const reader of ['rsj', 'rsjhead', 'tjj'] as const)
      expect((await readSupplyFile(city.as(reader), key, 1)).bytes.toString()).toBe('%PDF-1.4 list')
    // The office reads a form from its sending on.
    for (const stranger of ['zgh', 'ap', 'leader', 'reviewer'] as const)
      await expect(readSupplyFile(city.as(stranger), key, 1)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('becomes evidence only by who answers for the figure', async () => {
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
    await supplyFile(city.as('tjj'), key, 'AP', pdf)
    const take = (login: Login, unit: string) =>
      takeSupply(city.as(login), rsjForm, { item: 'P_TRAIN', unit, supply: 1 })
    await expect(take('tjj', 'AP')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(take('rsj', 'BS')).rejects.toMatchObject({ code: 'not_found' })
    const reply = await take('rsj', 'AP')
    expect(reply.evidence).toMatchObject([
      { unit: 'AP', name: '名单.pdf', size: pdf.bytes.length, by: 'rsj同志', suppliedBy: '市统计局' },
    ])
    const all = await spreadEvidence(city.as('rsj'), rsjForm, reply.evidence[0]?.id ?? 0)
    expect(all.evidence.map(({ unit, suppliedBy }) => [unit, suppliedBy])).toEqual([
      ['AP', '市统计局'],
      ['BS', '市统计局'],
      ['CX', '市统计局'],
    ])
    expect(reply.findings.flatMap((one) => (one.rule === 'EVIDENCE' ? [one.unit] : []))).toEqual(['BS', 'CX'])
  })
})

it('is news of the day on which it was asked, not of the quarter’s opening, and says nothing new when said again', async () => {
  const told = async () =>
    (await readInbox(city.as('tjj'), {})).items.flatMap(({ kind, at }) => (kind === 'assistWanted' ? [at] : []))
  expect((await told()).map(Date.parse)).toEqual([Date.parse('2026-10-01T00:00:00Z')])
  city.clock.now = '2026-10-12T02:00:00.000Z'
  const ask = (supplies: string, at: string) =>
    setDuty(
      city.store,
      '2026Q3',
      { items: ['P_TRAIN'], evidence: 'none', assisting: [{ department: 'TJJ', supplies }] },
      at,
    )
  await ask('规上企业名单', '2026-10-08T02:00:00.000Z')
  expect((await told()).map(Date.parse)).toEqual([Date.parse('2026-10-01T00:00:00Z')])
  await ask('规上企业名单和用工数', '2026-10-09T02:00:00.000Z')
  expect(await told()).toEqual(['2026-10-09T02:00:00.000Z'])
})

it('is asked for in 催报 until it came', async () => {
  const before = await listReminders(city.as('reviewer'), { period: '2026Q3' })
  expect(before.assists).toMatchObject([{ departmentName: '市统计局', itemName: 'P_TRAIN', supplies: '规上企业名单' }])
  expect(before.allText).toContain(
    '市统计局：请为市人社局《RSJ-SKILLS 报表》“P_TRAIN”提供规上企业名单（截止 2026年10月15日 18:00）',
  )
  await say()
  expect((await listReminders(city.as('reviewer'), { period: '2026Q3' })).assists).toEqual([])
})

/** A document behind every figure of the item. */
async function supplyEverywhere(): Promise<void> {
  await say('全市名单')
  const { supplies } = await readForm(city.as('rsj'), rsjForm)
  for (const unit of ['AP', 'BS', 'CX'])
    await takeSupply(city.as('rsj'), rsjForm, { item: 'P_TRAIN', unit, supply: supplies[0]?.id ?? 0 })
}
