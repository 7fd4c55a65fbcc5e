import { extension, grant, messageRead, period, user } from '@cg/db/schema'
import type { MessageKind } from '@cg/domain/claim/message'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry, fullRsj, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { acceptForm, checkForm } from '../review/accept-form.ts'
import { grantExtension } from '../review/grant-extension.ts'
import { returnForm } from '../review/return-form.ts'
import { loadActor } from '../session/actor.ts'
import { countUnread, readInbox } from './list.ts'
import { markRead } from './mark.ts'

/* Who is told of which step of which form, and when of which date; proposals and releases stand in releases.test.ts. */

let city: City
beforeEach(async () => {
  city = await openCity()
  // One quarter is under way; the one before was closed.
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx.update(period).set({ state: 'closed' }).where(eq(period.code, '2026Q2')).then(),
  )
})
afterEach(() => city.close())

const logins = ['rsj', 'rsj2', 'tjj', 'zgh', 'ap', 'bs', 'reviewer', 'leader', 'publisher', 'admin', 'auditor'] as const
const mark = (item: string, unit: string) => ({ item, unit, reasonCode: 'wrong_number' as const, reason: '与台账不符' })

const messagesOf = async (login: Login) => (await readInbox(city.as(login), {})).items
async function told(kind: MessageKind): Promise<Login[]> {
  const found: Login[] = []
  for (const login of logins) if ((await messagesOf(login)).some((one) => one.kind === kind)) found.push(login)
  return found
}
const sentences = async (login: Login) => (await messagesOf(login)).map(({ sentence }) => sentence)

async function sendRsj(): Promise<number> {
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  return (await submitForm(city.as('rsj'), rsjForm, { version: 1 })).submission.version
}

async function returnRsj(): Promise<number> {
  const version = await sendRsj()
  city.clock.now = '2026-10-06T02:00:00.000Z'
  const marks = [mark('P_TRAIN_SR', 'BS'), mark('P_TRAIN_SR', 'AP')]
  return (await returnForm(city.as('reviewer'), rsjForm, { version, marks })).submission.version
}

async function resendRsj(version: number): Promise<number> {
  city.clock.now = '2026-10-06T03:00:00.000Z'
  const cells = [entry('P_TRAIN_SR:BS', '25', 1)]
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
  return (await submitForm(city.as('rsj'), rsjForm, { version: version + 1 })).submission.version
}

async function sendAp(): Promise<number> {
  const cells = [entry('E_OPEN:AP', '12'), entry('E_UNION:AP', '30')]
  await saveCells(city.as('ap'), apForm, { source: 'grid', cells })
  return (await submitForm(city.as('ap'), apForm, { version: 1 })).submission.version
}

describe('who is told', () => {
  it('of a form sent for the first time: nobody, it stands in the queue', async () => {
    await sendRsj()
    for (const login of logins) expect(await messagesOf(login), login).toEqual([])
  })

  it('of a return: those who fill the form, with the cells marked and the form to open', async () => {
    await returnRsj()
    expect(await told('returned')).toEqual(['rsj', 'rsj2'])
    const [message] = await messagesOf('rsj')
    expect(message).toMatchObject({
      kind: 'returned',
      sentence: '2026年第三季度《RSJ-SKILLS 报表》被退回（reviewer同志），标出2格需要修改。',
      at: '2026-10-06T02:00:00.000Z',
      link: '/fill/2026Q3/RSJ-SKILLS/RSJ',
      isRead: false,
    })
  })

  it('of a form that came back: who reviews it, not who sent it', async () => {
    await resendRsj(await returnRsj())
    expect(await told('resubmitted')).toEqual(['reviewer'])
    const [message] = await messagesOf('reviewer')
    expect(message).toMatchObject({
      sentence: '市人社局重新报送了2026年第三季度《RSJ-SKILLS 报表》（rsj同志），是第2次报送。',
      link: '/review/2026Q3/RSJ-SKILLS/RSJ',
    })
  })

  it('of a district’s form that came back: its lead department first, the office once that has checked it', async () => {
    const version = await sendAp()
    city.clock.now = '2026-10-06T02:00:00.000Z'
    const back = await returnForm(city.as('zgh'), apForm, { version, marks: [mark('E_OPEN', 'AP')] })
    expect(await told('returned')).toEqual(['ap'])
    await saveCells(city.as('ap'), apForm, { source: 'grid', cells: [entry('E_OPEN:AP', '13', 1)] })
    const again = await submitForm(city.as('ap'), apForm, { version: back.submission.version + 1 })
    expect(await told('resubmitted')).toEqual(['zgh'])
    const checked = await checkForm(city.as('zgh'), apForm, { version: again.submission.version })
    expect(await told('checked')).toEqual(['reviewer'])
    await acceptForm(city.as('reviewer'), apForm, { version: checked.submission.version })
    expect(await told('accepted')).toEqual(['ap'])
  })

  it('of an acceptance and of its correction: those who fill the form', async () => {
    const version = await sendRsj()
    const accepted = await acceptForm(city.as('reviewer'), rsjForm, { version })
    expect(await told('accepted')).toEqual(['rsj', 'rsj2'])
    city.clock.now = '2026-10-07T02:00:00.000Z'
    const marks = [mark('P_TRAIN_SR', 'BS')]
    await returnForm(city.as('reviewer'), rsjForm, { version: accepted.submission.version, marks })
    expect(await sentences('rsj2')).toEqual([
      '2026年第三季度《RSJ-SKILLS 报表》通过后重新打开更正（reviewer同志），标出1格需要修改。',
      '2026年第三季度《RSJ-SKILLS 报表》已审核通过（reviewer同志）。',
    ])
  })

  it('of an extension: those who fill the form, and of its date again when it is moved', async () => {
    await grantExtension(city.as('reviewer'), apForm, { dueAt: '2026-10-18T10:00:00Z', reason: '系统故障' })
    expect(await told('extended')).toEqual(['ap'])
    const [first] = await messagesOf('ap')
    await markRead(city.as('ap'), { keys: [must(first).key] })
    city.clock.now = '2026-10-06T02:00:00.000Z'
    await grantExtension(city.as('reviewer'), apForm, { dueAt: '2026-10-19T10:00:00Z', reason: '系统故障' })
    const messages = await messagesOf('ap')
    expect(messages.map(({ sentence, isRead }) => [sentence, isRead])).toEqual([
      ['2026年第三季度《U-ZGH 报表》的截止时间延长到2026年10月19日 18:00（reviewer同志）。', false],
    ])
  })

  it('of nothing that they did themselves, and of nothing older than half a year', async () => {
    await returnRsj()
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx
        .insert(grant)
        .values({ userId: city.as('reviewer').actor.userId, role: 'filler', departmentCode: 'RSJ', grantedAt: 'x' })
        .then(),
    )
    const actor = must(await city.store.read((db) => loadActor(db, city.as('reviewer').actor.userId)))
    expect((await readInbox({ ...city.as('reviewer'), actor }, {})).items).toEqual([])
    city.clock.now = '2027-04-08T02:00:00.000Z'
    expect((await messagesOf('rsj2')).map(({ kind }) => kind)).not.toContain('returned')
  })
})

describe('dates', () => {
  it('are told to who still owes a form from three days before, and no more once it is sent', async () => {
    city.clock.now = '2026-10-12T09:00:00.000Z'
    expect(await told('due')).toEqual([])
    city.clock.now = '2026-10-12T10:00:00.000Z'
    expect(await told('due')).toEqual(['rsj', 'rsj2', 'tjj', 'ap', 'bs'])
    expect(await messagesOf('ap')).toMatchObject([
      {
        sentence: '2026年第三季度《U-ZGH 报表》尚未报送，截止时间为2026年10月15日 18:00。',
        at: '2026-10-12T10:00:00.000Z',
        link: '/fill/2026Q3/U-ZGH/AP',
      },
    ])
    await sendRsj()
    expect(await told('due')).toEqual(['tjj', 'ap', 'bs'])
  })

  it('that are past say until when the form is still taken, and then what to do', async () => {
    city.clock.now = '2026-10-16T02:00:00.000Z'
    expect(await told('overdue')).toEqual(['rsj', 'rsj2', 'tjj', 'ap', 'bs'])
    expect(await sentences('ap')).toEqual([
      '2026年第三季度《U-ZGH 报表》尚未报送，已过截止时间2026年10月15日 18:00，2026年10月20日 18:00前仍可报送，记为逾期。',
    ])
    city.clock.now = '2026-10-21T02:00:00.000Z'
    expect((await sentences('ap'))[0]).toContain('填报已关闭')
  })

  it('follow an extension', async () => {
    city.clock.now = '2026-10-13T02:00:00.000Z'
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx
        .insert(extension)
        .values({
          period: '2026Q3',
          formCode: 'U-ZGH',
          reporter: 'AP',
          dueAt: '2026-10-25T10:00:00.000Z',
          reason: '停电',
          grantedBy: 1,
          grantedAt: '2026-10-05T02:00:00.000Z',
        })
        .then(),
    )
    expect(await told('due')).toEqual(['rsj', 'rsj2', 'tjj', 'bs'])
    city.clock.now = '2026-10-23T02:00:00.000Z'
    expect(await told('due')).toEqual(['ap'])
  })

  it('of checking and reviewing count what waits for whom', async () => {
    const dates = { checkBy: '2026-10-17T10:00:00.000Z', reviewBy: '2026-10-22T10:00:00.000Z' }
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(period).set(dates).where(eq(period.code, '2026Q3')).then(),
    )
    await sendAp()
    await sendRsj()
    city.clock.now = '2026-10-15T02:00:00.000Z'
    expect([await told('checkDue'), await told('reviewDue')]).toEqual([['zgh'], []])
    expect(await sentences('zgh')).toContain(
      '2026年第三季度有1张报表等待本部门审核，部门审核应于2026年10月17日 18:00前完成。',
    )
    city.clock.now = '2026-10-23T02:00:00.000Z'
    expect([await told('checkDue'), await told('reviewDue')]).toEqual([['zgh'], ['reviewer']])
    expect(await sentences('reviewer')).toEqual(['2026年第三季度有1张报表等待审核，审核时限2026年10月22日 18:00已过。'])
  })
})

describe('reading', () => {
  it('marks one, then all, for this person alone', async () => {
    await returnRsj()
    city.clock.now = '2026-10-13T02:00:00.000Z'
    const [due, returned] = await messagesOf('rsj')
    expect([due?.kind, returned?.kind]).toEqual(['due', 'returned'])
    expect(await countUnread(city.as('rsj'))).toEqual({ unread: 2 })
    expect(await markRead(city.as('rsj'), { keys: [must(returned).key] })).toEqual({ unread: 1 })
    expect((await readInbox(city.as('rsj'), { only: 'unread' })).items).toMatchObject([{ kind: 'due', isRead: false }])
    expect(await markRead(city.as('rsj'), { keys: null })).toEqual({ unread: 0 })
    expect(await readInbox(city.as('rsj'), { only: 'unread' })).toEqual({ items: [], total: 0, unread: 0 })
    expect(await countUnread(city.as('rsj2'))).toEqual({ unread: 2 })
  })

  it('keeps nothing of what is no message of theirs, and twice changes nothing', async () => {
    await returnRsj()
    const key = must((await messagesOf('rsj'))[0]).key
    await markRead(city.as('leader'), { keys: [key, 'release:NOPE'] })
    for (const _ of [1, 2]) await markRead(city.as('rsj'), { keys: [key, 'step:9999'] })
    const rows = await city.store.read((db) =>
      db
        .select({ login: user.login, key: messageRead.messageKey })
        .from(messageRead)
        .innerJoin(user, eq(user.id, messageRead.userId)),
    )
    expect(rows).toEqual([{ login: 'rsj', key }])
  })
})
