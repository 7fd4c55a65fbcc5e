import { groupMessageKinds, messageKinds } from '@cg/domain/claim/message'
import { auditEvent, notice, setting, user } from '@cg/db/schema'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry, fullRsj, openCity, rsjForm } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { readForm } from '../entry/form/read-form.ts'
import { submitForm } from '../entry/move/submit-form.ts'
import { askThread } from '../entry/thread/change.ts'
import { markRead } from '../inbox/mark.ts'
import { readInbox } from '../inbox/list.ts'
import { returnForm } from '../review/return-form.ts'
import { chooseMail, readMailChoice } from './choice.ts'
import { sendNotices, settleInterrupted } from './deliver.ts'
import { fakeSender, mailForm } from './notice.fixture.ts'
import type { FakeSender } from './notice.fixture.ts'
import { SendFailure } from './sender.ts'
import { readNotices, removeRobot, retryNotices, saveMail, saveRobot } from './settings.ts'
import { testNotice } from './test-message.ts'

let city: City
let sender: FakeSender
beforeEach(async () => {
  city = await openCity()
  sender = fakeSender()
})
afterEach(() => city.close())

const round = () => sendNotices({ store: city.store, now: () => new Date(city.clock.now) }, sender)
const choose = (who: Login, isOn = true) => chooseMail(city.as(who), { address: `${who}@example.gov.cn`, isOn })
const rows = () => city.store.read((db) => db.select().from(notice).orderBy(asc(notice.id)))
const statesOf = async () => (await rows()).map(({ state, tries }) => `${state} ${tries}`)
const board = () => readNotices(city.as('admin'), sender)
const later = (minutes: number) => {
  city.clock.now = new Date(Date.parse(city.clock.now) + minutes * 60_000).toISOString()
}

async function mailOn(form: Partial<typeof mailForm> = {}) {
  const { version } = await board()
  return saveMail(city.as('admin'), sender, { version, form: { ...mailForm, ...form } })
}

const robotForm = {
  name: '产改工作群',
  kind: 'wecom' as const,
  isOn: true,
  kinds: [...groupMessageKinds],
  url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=schluessel',
}
async function robotOn(form: object = {}) {
  const { version } = await board()
  return saveRobot(city.as('admin'), sender, { version, id: null, form: { ...robotForm, ...form } })
}

async function returned(): Promise<void> {
  later(1)
  await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells: fullRsj() })
  const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
  const sent = (await submitForm(city.as('rsj'), rsjForm, { version })).submission.version
  const marks = [{ item: 'P_TRAIN', unit: 'AP', reasonCode: 'wrong_number' as const, reason: '与台账不符' }]
  await returnForm(city.as('reviewer'), rsjForm, { version: sent, marks })
}

describe('mail', () => {
  it('is off until an admin sets it up, and goes to those who want it', async () => {
    await choose('rsj')
    await returned()
    await round()
    expect([sender.letters, await rows()]).toEqual([[], []])
    expect(await readMailChoice(city.as('rsj'))).toMatchObject({ isOffered: false, isOn: true })
  })

  it('tells each message once, in its sentence and with the way there, and nothing of before it was switched on', async () => {
    await mailOn()
    await choose('rsj')
    await choose('rsj2', false)
    await returned()
    await round()
    await round()
    expect(sender.letters).toEqual([
      {
        to: 'rsj@example.gov.cn',
        subject: '【产改进展监测】1条新消息',
        text: [
          'rsj同志，您好：',
          '1. 2026年第三季度《RSJ-SKILLS 报表》被退回（reviewer同志），标出1格需要修改。\n   https://cg.example.gov.cn/fill/2026Q3/RSJ-SKILLS/RSJ',
          '以上消息登录平台后在“消息”页也能看到。本邮件由平台自动发出，不必回复；不想再收到的，可在“消息”页关闭邮件提醒。',
        ].join('\n\n'),
      },
    ])
    later(1)
    await choose('rsj2')
    await round()
    expect(sender.letters).toHaveLength(1)
  })

  it('leaves out what was read in the program, kinds that are not sent, and disabled accounts', async () => {
    await mailOn({ kinds: ['due'] })
    await choose('rsj')
    await returned()
    await round()
    expect(sender.letters).toEqual([])
    await mailOn()
    const { items } = await readInbox(city.as('rsj'), {})
    await markRead(city.as('rsj'), { keys: items.map(({ key }) => key) })
    await round()
    expect(sender.letters).toEqual([])
  })

  it('goes to no disabled account', async () => {
    await mailOn()
    await choose('rsj')
    await returned()
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(user).set({ isActive: false }).where(eq(user.login, 'rsj')).then(),
    )
    await round()
    expect(sender.letters).toEqual([])
  })
})

describe('what did not go out', () => {
  it('is tried again after longer and longer waits, five times, and then shown with its cause', async () => {
    await mailOn()
    await choose('rsj')
    await returned()
    sender.failure = new SendFailure('邮件服务器拒绝了账号或密码（535 no）', true)
    await round()
    expect(await statesOf()).toEqual(['waiting 1'])
    await round()
    expect(await statesOf()).toEqual(['waiting 1'])
    for (const minutes of [2, 10, 60, 240]) {
      later(minutes)
      await round()
    }
    expect(await statesOf()).toEqual(['failed 5'])
    expect((await board()).troubles).toMatchObject([
      { to: 'rsj同志', state: 'failed', tries: 5, nextAt: null, error: '邮件服务器拒绝了账号或密码（535 no）' },
    ])
    sender.failure = null
    later(600)
    await round()
    expect(sender.letters).toEqual([])
    await retryNotices(city.as('admin'), sender, [1])
    await round()
    expect(await statesOf()).toEqual(['sent 1'])
    expect(sender.letters).toHaveLength(1)
    expect(await board()).toMatchObject({ sent: 1, troubles: [] })
  })

  it('through a server that is down is not tried for everybody', async () => {
    await mailOn()
    for (const who of ['rsj', 'rsj2'] as const) await choose(who)
    await returned()
    sender.failure = new SendFailure('连不上', true)
    await round()
    expect(await statesOf()).toEqual(['waiting 1'])
    sender.failure = new SendFailure('收件地址不存在', false)
    later(2)
    await round()
    expect(await statesOf()).toEqual(['waiting 2', 'waiting 1'])
  })

  it('and is true no more by then is dropped', async () => {
    await mailOn({ kinds: ['due'] })
    await choose('ap')
    city.clock.now = '2026-10-13T02:00:00.000Z'
    sender.failure = new SendFailure('连不上', true)
    await round()
    expect(await statesOf()).toEqual(['waiting 1'])
    const cells = [entry('E_OPEN:AP', '30'), entry('E_UNION:AP', '40')]
    await saveCells(city.as('ap'), apForm, { source: 'grid', cells })
    const { version } = (await readForm(city.as('ap'), apForm)).submission
    await submitForm(city.as('ap'), apForm, { version })
    sender.failure = null
    later(2)
    await round()
    expect([await statesOf(), sender.letters]).toEqual([['dropped 1'], []])
  })

  it('because mail was switched off is dropped, not kept for later', async () => {
    await mailOn()
    await choose('rsj')
    await returned()
    sender.failure = new SendFailure('连不上', true)
    await round()
    await mailOn({ isOn: false })
    expect(await statesOf()).toEqual(['dropped 1'])
  })

  it('for certain, since the program ended meanwhile, is shown and not sent twice', async () => {
    await mailOn()
    await choose('rsj')
    await returned()
    let reached = () => {}
    const isSending = new Promise<void>((resolve) => {
      reached = resolve
    })
    const hanging = {
      ...sender,
      sendMail: () => {
        reached()
        return new Promise<string>(() => {})
      },
    }
    void sendNotices({ store: city.store, now: () => new Date(city.clock.now) }, hanging)
    await isSending
    expect(await statesOf()).toEqual(['sending 0'])
    await settleInterrupted({ store: city.store, now: () => new Date(city.clock.now) })
    await round()
    expect(await statesOf()).toEqual(['unsure 0'])
    expect((await board()).troubles).toMatchObject([{ state: 'unsure' }])
    expect(sender.letters).toEqual([])
    await retryNotices(city.as('admin'), sender, [1])
    await round()
    expect(sender.letters).toHaveLength(1)
  })
})

describe('the robot of a group', () => {
  it('tells what speaks to no single reader, once, in as few messages as 企业微信 takes', async () => {
    await mailOn({ isOn: false })
    await robotOn()
    city.clock.now = '2026-10-13T02:00:00.000Z'
    await round()
    await round()
    const text = sender.posts.map((post) => post.text).join('\n')
    expect(sender.posts.map(({ url }) => url)).toEqual([robotForm.url])
    expect(text.match(/尚未报送，截止时间/gu)).toHaveLength((await rows()).length)
    expect(text).toContain('https://cg.example.gov.cn/fill/2026Q3/U-ZGH/AP')
    for (const post of sender.posts) expect(new TextEncoder().encode(post.text).length).toBeLessThanOrEqual(2048)
  })

  it('wants the address of the program and one of a robot, and forgets it when it is removed', async () => {
    await expect(robotOn()).rejects.toThrow('平台网址')
    await mailOn({ isOn: false })
    await expect(robotOn({ url: 'javascript:alert(1)' })).rejects.toThrow('Webhook')
    await expect(robotOn({ url: undefined })).rejects.toThrow('Webhook')
    const { robots, version } = await robotOn()
    const [robot] = robots
    expect(robot).toMatchObject({ name: '产改工作群', host: 'qyapi.weixin.qq.com', hasSecret: false })
    expect(Object.keys(sender.secrets.robots)).toEqual([robot?.id])
    await removeRobot(city.as('admin'), sender, { version, id: robot?.id ?? '' })
    expect(sender.secrets.robots).toEqual({})
    await expect(removeRobot(city.as('admin'), sender, { version: version + 1, id: 'r1' })).rejects.toThrow('群机器人')
  })
})

describe('a figure before publication', () => {
  it('is in nothing that leaves the program, whatever was typed and of whatever kind the message is', async () => {
    await mailOn({ kinds: [...messageKinds] })
    await robotOn()
    for (const who of ['rsj', 'rsj2', 'ap', 'reviewer', 'publisher', 'zgh'] as const) await choose(who)
    later(1)
    const cells = fullRsj(7919)
    await saveCells(city.as('rsj'), rsjForm, { source: 'grid', cells })
    const { version } = (await readForm(city.as('rsj'), rsjForm)).submission
    const sent = (await submitForm(city.as('rsj'), rsjForm, { version })).submission.version
    await askThread(city.as('reviewer'), rsjForm, {
      item: 'P_TRAIN',
      unit: 'AP',
      text: '791900 人次是否属实？@rsj同志',
      mentions: [1],
    })
    const marks = [{ item: 'P_TRAIN', unit: 'AP', reasonCode: 'wrong_number' as const, reason: '应为 791900' }]
    await returnForm(city.as('reviewer'), rsjForm, { version: sent, marks })
    city.clock.now = '2026-10-16T02:00:00.000Z'
    for (let times = 0; times < 6; times += 1) await round()
    const out = [...sender.letters.map(({ subject, text }) => subject + text), ...sender.posts.map(({ text }) => text)]
    const kinds = (await rows()).map(({ messageKey }) => messageKey.split(':')[0])
    expect(new Set(kinds)).toEqual(new Set(['step', 'remark', 'overdue']))
    const typed = cells.map(({ text }) => text)
    for (const text of out)
      for (const figure of [...typed, '791,900']) expect(text.includes(figure), `${figure} in ${text}`).toBe(false)
    expect((await rows()).every(({ state }) => state === 'sent')).toBe(true)
  })
})

describe('secrets', () => {
  it('stand in no table, no audit event and no answer, and stay when a form leaves them out', async () => {
    const { password: _kept, ...rest } = mailForm
    await mailOn()
    const { version } = await board()
    const saved = await saveMail(city.as('admin'), sender, { version, form: rest })
    const { robots } = await robotOn({ secret: 'SECgeheim' })
    expect(sender.secrets).toMatchObject({ mailPassword: 'geheim' })
    expect([saved.mail.hasPassword, robots[0]?.hasSecret]).toEqual([true, true])
    const stored = await city.store.read(async (db) => [
      await db.select().from(setting),
      await db.select().from(auditEvent),
    ])
    for (const text of [JSON.stringify(stored), JSON.stringify(await board())])
      for (const secret of ['geheim', 'schluessel']) expect(text.includes(secret), secret).toBe(false)
  })

  it('of a change that is refused stay as they were', async () => {
    await mailOn()
    const before = sender.secrets
    const form = { ...mailForm, password: 'anderes' }
    await expect(saveMail(city.as('admin'), sender, { version: 0, form })).rejects.toThrow('刚被别人改过')
    await expect(mailOn({ from: 'kein', password: 'anderes' })).rejects.toThrow('发件地址')
    await expect(mailOn({ address: 'https://cg.example.gov.cn/pfad', password: 'x' })).rejects.toThrow('平台网址')
    expect(sender.secrets).toEqual(before)
  })
})

describe('a test message', () => {
  it('gives the other server’s own answer, sent or not', async () => {
    await expect(testNotice(city.as('admin'), sender, { channel: 'mail', to: 'a@example.gov.cn' })).rejects.toThrow(
      '先填写',
    )
    await mailOn()
    const test = () => testNotice(city.as('admin'), sender, { channel: 'mail', to: 'a@example.gov.cn' })
    expect(await test()).toEqual({ isSent: true, answer: '250 OK' })
    sender.failure = new SendFailure('邮件服务器拒绝了账号或密码（535 no）', true)
    expect(await test()).toEqual({ isSent: false, answer: '邮件服务器拒绝了账号或密码（535 no）' })
    await expect(testNotice(city.as('admin'), sender, { channel: 'robot', to: 'r1' })).rejects.toThrow('群机器人')
  })
})
