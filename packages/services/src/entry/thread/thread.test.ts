import type { ThreadList } from '@cg/contract/thread'
import { remark, thread, user } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readInbox } from '../../inbox/list.ts'
import { acceptForm } from '../../review/accept-form.ts'
import { listQueue } from '../../review/queue.ts'
import { returnForm } from '../../review/return-form.ts'
import { apForm, fullRsj, openCity, rowCounts, rsjForm } from '../entry.fixture.ts'
import type { City, Login } from '../entry.fixture.ts'
import { saveCells } from '../cells/save-cells.ts'
import { readForm } from '../form/read-form.ts'
import { submitForm } from '../move/submit-form.ts'
import { listWork } from '../work.ts'
import { answerThread, askThread, closeThread } from './change.ts'
import { readThreads } from './list.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const training = { item: 'P_TRAIN', unit: 'AP' }
const ids: Readonly<Partial<Record<Login, number>>> = {
  rsj: 1,
  rsj2: 2,
  tjj: 3,
  ap: 5,
  reviewer: 7,
  publisher: 9,
  rsjhead: 13,
}
const ask = (who: Login, text: string, mentions: Login[] = [], place: object = training) =>
  askThread(city.as(who), rsjForm, { ...training, ...place, text, mentions: mentions.map((one) => ids[one] ?? 0) })
const answer = (who: Login, id: number, text: string, mentions: Login[] = []) =>
  answerThread(city.as(who), rsjForm, { id, text, mentions: mentions.map((one) => ids[one] ?? 0) })
const messagesOf = async (who: Login) =>
  (await readInbox(city.as(who), {})).items.filter(({ kind }) => kind === 'mentioned' || kind === 'remarkAnswered')
const statesOf = ({ threads }: ThreadList) => threads.map(({ id, state }) => [id, state])

async function send(): Promise<number> {
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
  return (await submitForm(city.as('rsj'), rsjForm, { version })).submission.version
}

describe('who may ask, read and be called on', () => {
  it('is who may read the figures: before it is sent its own people alone, then the office too', async () => {
    const names = async () => (await readThreads(city.as('rsj'), rsjForm)).people.map(({ name, body }) => [name, body])
    expect(await names()).toEqual([
      ['rsj2同志', '市人社局'],
      ['rsjcheck同志', '市人社局'],
      ['rsjhead同志', '市人社局'],
    ])
    await expect(readThreads(city.as('reviewer'), rsjForm)).rejects.toThrow('尚未报送')
    await send()
    expect(await names()).toEqual([
      ['rsj2同志', '市人社局'],
      ['reviewer同志', '市产改办'],
      ['publisher同志', '市产改办'],
      ['rsjcheck同志', '市人社局'],
      ['rsjhead同志', '市人社局'],
    ])
    for (const who of ['tjj', 'zgh', 'ap', 'leader', 'admin', 'auditor'] as const) {
      await expect(readThreads(city.as(who), rsjForm), who).rejects.toThrow('不归您的账号')
      await expect(ask(who, '打听一下'), who).rejects.toThrow('不归您的账号')
    }
    expect(await city.store.read((db) => db.select().from(thread))).toEqual([])
  })

  it('leaves out disabled accounts', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(user).set({ isActive: false }).where(eq(user.login, 'rsj2')).then(),
    )
    const names = (await readThreads(city.as('rsj'), rsjForm)).people.map(({ name }) => name)
    expect(names).toEqual(['rsjcheck同志', 'rsjhead同志'])
    await expect(ask('rsj', '@rsj2同志 请看', ['rsj2'])).rejects.toThrow('不能查看这张表')
  })

  it('of a district’s form is its lead department too', async () => {
    const list = await askThread(city.as('ap'), apForm, {
      item: 'E_OPEN',
      unit: 'AP',
      text: '口径有疑问',
      mentions: [],
    })
    expect(list.people.map(({ name }) => name)).toEqual(['apcheck同志', 'aphead同志'])
    await expect(readThreads(city.as('bs'), apForm)).rejects.toThrow('不归您的账号')
    await expect(readThreads(city.as('zgh'), apForm)).rejects.toThrow('尚未报送')
  })
})

describe('a mention', () => {
  it('of somebody who may not read the form is refused as one of nobody, and leaves nothing', async () => {
    await send()
    const before = await rowCounts(city.store)
    await expect(ask('rsj', '@tjj同志 请看', ['tjj'])).rejects.toThrow('不能查看这张表')
    await expect(
      askThread(city.as('rsj'), rsjForm, { ...training, text: '@某人 请看', mentions: [9999] }),
    ).rejects.toThrow('不能查看这张表')
    await expect(ask('rsj', '请看', ['reviewer'])).rejects.toThrow('没有“@reviewer同志”')
    expect(await rowCounts(city.store)).toEqual(before)
    expect(await city.store.read((db) => db.select().from(remark))).toEqual([])
  })

  it('is told to that person without the words, with the way to the cell on the page where they work', async () => {
    await send()
    await ask('rsj', '本季 100 人次，@reviewer同志 请核对', ['reviewer'])
    expect(await messagesOf('reviewer')).toMatchObject([
      {
        key: 'remark:1',
        kind: 'mentioned',
        sentence: 'rsj同志在2026年第三季度《RSJ-SKILLS 报表》安平区“P_TRAIN”的问答中提到了您。',
        link: '/review/2026Q3/RSJ-SKILLS/RSJ?cell=P_TRAIN~AP',
      },
    ])
    for (const who of ['rsj', 'rsj2', 'publisher', 'tjj', 'ap'] as const) expect(await messagesOf(who), who).toEqual([])
    await answer('reviewer', 1, '已核对')
    expect(await messagesOf('rsj')).toMatchObject([
      {
        kind: 'remarkAnswered',
        sentence: 'reviewer同志答复了您在2026年第三季度《RSJ-SKILLS 报表》安平区“P_TRAIN”下参与的问答。',
        link: '/fill/2026Q3/RSJ-SKILLS/RSJ?cell=P_TRAIN~AP',
      },
    ])
    await closeThread(city.as('rsj'), rsjForm, { id: 1, seen: 2 })
    expect((await messagesOf('reviewer')).map(({ sentence }) => sentence)).toEqual([
      'rsj同志在2026年第三季度《RSJ-SKILLS 报表》安平区“P_TRAIN”的问答中提到了您，该问答已办结。',
    ])
  })

  it('of who signs inside the unit leads to the unit’s own page', async () => {
    await ask('rsj', '@rsjhead同志 请过目', ['rsjhead'])
    expect(await messagesOf('rsjhead')).toMatchObject([{ link: '/fill/2026Q3/RSJ-SKILLS/RSJ?cell=P_TRAIN~AP' }])
  })

  it('is told no more to who may not read the form any more', async () => {
    await send()
    await ask('rsj', '@reviewer同志 请核对', ['reviewer'])
    const { actor, ...services } = city.as('reviewer')
    const other = {
      ...services,
      actor: { ...actor, grants: [{ role: 'reviewer' as const, department: 'TJJ', unit: null }] },
    }
    expect((await readInbox(other, {})).items.filter(({ kind }) => kind === 'mentioned')).toEqual([])
  })
})

describe('a thread', () => {
  it('waits, is answered, waits again when it is asked on, and is closed by who asked or by the office', async () => {
    await send()
    expect(statesOf(await ask('rsj', '请核对'))).toEqual([[1, 'waiting']])
    expect(statesOf(await answer('reviewer', 1, '已核对'))).toEqual([[1, 'answered']])
    expect(statesOf(await answer('rsj', 1, '与台账是否一致'))).toEqual([[1, 'waiting']])
    await expect(closeThread(city.as('rsj2'), rsjForm, { id: 1, seen: 3 })).rejects.toThrow('提问人或市产改办')
    await expect(closeThread(city.as('publisher'), rsjForm, { id: 1, seen: 3 })).rejects.toThrow('提问人或市产改办')
    await expect(closeThread(city.as('rsj'), rsjForm, { id: 1, seen: 2 })).rejects.toThrow('新的答复')
    expect(statesOf(await closeThread(city.as('reviewer'), rsjForm, { id: 1, seen: 3 }))).toEqual([[1, 'closed']])
    await expect(closeThread(city.as('rsj'), rsjForm, { id: 1, seen: 3 })).rejects.toThrow('已经办结')
    await expect(answer('rsj', 1, '还有')).rejects.toThrow('已经办结')
    await expect(answer('rsj', 2, '没有这条')).rejects.toThrow('这条问答')
  })

  it('belongs to its form: by another form it is not found', async () => {
    await ask('rsj', '请核对')
    await expect(answerThread(city.as('ap'), apForm, { id: 1, text: '看看', mentions: [] })).rejects.toThrow('这条问答')
  })

  it('is asked once however often the request comes, at a cell of the form, as plain text', async () => {
    const text = '<b>请核对</b>\u0007\r\n\r\n\r\n\r\n第二行'
    for (const _ of [1, 2])
      await askThread(city.as('rsj'), rsjForm, { ...training, text, mentions: [], retry: 'same-request-1' })
    const { threads } = await readThreads(city.as('rsj'), rsjForm)
    expect(threads.map(({ remarks }) => remarks.map((one) => one.text))).toEqual([['<b>请核对</b> \n\n第二行']])
    await expect(ask('rsj', '  \n ')).rejects.toThrow('请写明')
    await expect(ask('rsj', '转\u202e向')).rejects.toThrow('方向控制符')
    await expect(ask('rsj', '不在表中', [], { item: 'E_OPEN' })).rejects.toThrow('没有这一格')
  })

  it('is counted for its fillers and reviewers until it is closed, and moves nothing else', async () => {
    const version = await send()
    const counts = async () => [
      (await listWork(city.as('rsj'), {})).owed.find(({ form }) => form === 'RSJ-SKILLS')?.openThreads,
      (await listQueue(city.as('reviewer'), {})).items.map(({ openThreads }) => openThreads),
    ]
    expect(await counts()).toEqual([0, [0]])
    const before = await rowCounts(city.store)
    await ask('reviewer', '请核对')
    await ask('reviewer', '请核对', [], { unit: 'BS' })
    expect(await counts()).toEqual([2, [2]])
    const after = await rowCounts(city.store)
    expect([after.cells, after.revisions]).toEqual([before.cells, before.revisions])
    expect((await readForm(city.as('rsj'), rsjForm)).submission).toMatchObject({ version, state: 'submitted' })
    await closeThread(city.as('reviewer'), rsjForm, { id: 1, seen: 1 })
    expect(await counts()).toEqual([1, [1]])
    await acceptForm(city.as('reviewer'), rsjForm, { version })
    expect(statesOf(await answer('rsj', 2, '已核对'))).toEqual([
      [1, 'closed'],
      [2, 'answered'],
    ])
  })

  it('stays through a return and the next round', async () => {
    const version = await send()
    await ask('reviewer', '请核对')
    const marks = [{ item: 'P_TRAIN', unit: 'BS', reasonCode: 'wrong_number' as const, reason: '与台账不符' }]
    await returnForm(city.as('reviewer'), rsjForm, { version, marks })
    expect(statesOf(await readThreads(city.as('rsj'), rsjForm))).toEqual([[1, 'waiting']])
    expect(statesOf(await readThreads(city.as('reviewer'), rsjForm))).toEqual([[1, 'waiting']])
  })
})
