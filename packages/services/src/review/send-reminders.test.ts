import { auditEvent, liaison, reminder, reminderPost } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveCells } from '../entry/cells/save-cells.ts'
import { apForm, entry, openCity } from '../entry/entry.fixture.ts'
import type { City, Login } from '../entry/entry.fixture.ts'
import { settleInterrupted } from '../notice/deliver.ts'
import { fakeSender, mailForm } from '../notice/notice.fixture.ts'
import type { FakeSender } from '../notice/notice.fixture.ts'
import { SendFailure } from '../notice/sender.ts'
import { saveMail, saveRobot } from '../notice/settings.ts'
import { listReminders } from './reminders.ts'
import { previewReminders, sendReminders } from './send-reminders.ts'

/* RSJ, TJJ, AP, BS and CX owe their forms of 2026Q3; RSJ and AP have a liaison with an address. */

const period = '2026Q3'
let city: City
let sender: FakeSender
let robot: string
beforeEach(async () => {
  city = await openCity()
  sender = fakeSender()
  const { version } = await saveMail(city.as('admin'), sender, { version: 0, form: mailForm })
  const form = {
    name: '产改工作群',
    kind: 'wecom' as const,
    isOn: true,
    kinds: [],
    url: 'https://qyapi.weixin.qq.com/k',
  }
  robot = must((await saveRobot(city.as('admin'), sender, { version, id: null, form })).robots[0]).id
  const contact = { phone: '88001234', updatedAt: city.clock.now }
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    tx
      .insert(liaison)
      .values([
        { reporter: 'RSJ', name: '陈晓岚', mail: 'chen@example.gov.cn', ...contact },
        { reporter: 'AP', name: '许佳宁', mail: 'xu@example.gov.cn', ...contact },
        { reporter: 'BS', name: '曹雨桐', mail: '', ...contact },
      ])
      .then(),
  )
  await saveCells(city.as('ap'), apForm, { source: 'grid', cells: [entry('E_OPEN:AP', '987654')] })
})
afterEach(() => city.close())

const preview = (way: object = {}, login: Login = 'reviewer') => previewReminders(city.as(login), { period, ...way })
async function send(way: object = {}, login: Login = 'reviewer') {
  const { digest } = await preview(way)
  return sendReminders(city.as(login), sender, { period, ...way, digest })
}
const says = (reason: string) => expect.objectContaining({ detail: expect.objectContaining({ reason }) })
const logged = async () =>
  (await city.store.read((db) => db.select().from(reminder))).map(({ reporter, text }) => [reporter, text])

describe('催报 by mail', () => {
  it('goes to each liaison’s address to the letter as it was shown, and is noted', async () => {
    const { posts, withoutAddress, left } = await preview()
    expect([posts.map(({ to }) => to), withoutAddress, left]).toEqual([
      ['市人社局 陈晓岚 <chen@example.gov.cn>', '安平区 许佳宁 <xu@example.gov.cn>'],
      ['市统计局', '北山区', '长溪县'],
      0,
    ])
    const reply = await send()
    expect([reply.sent, reply.failed]).toEqual([2, []])
    expect(sender.letters).toEqual([
      { to: 'chen@example.gov.cn', subject: posts[0]?.subject, text: posts[0]?.text },
      { to: 'xu@example.gov.cn', subject: posts[1]?.subject, text: posts[1]?.text },
    ])
    expect(sender.letters[0]?.text).toMatch(
      /^【催报】市人社局（联络员陈晓岚）：2026年第三季度产改数据尚有 1 张报表待报送/,
    )
    expect(sender.letters[0]?.text).toContain('填报：https://cg.example.gov.cn/fill')
    expect(await logged()).toEqual([
      ['RSJ', posts[0]?.text],
      ['AP', posts[1]?.text],
    ])
    expect(reply.reminders.noted.map(({ reporter, by }) => [reporter, by])).toEqual([
      ['RSJ', 'reviewer同志'],
      ['AP', 'reviewer同志'],
    ])
  })

  it('holds no figure and no phone number, and no address stands in the trail', async () => {
    const { posts } = await preview()
    expect(JSON.stringify(posts)).not.toMatch(/987|88001234/)
    await send()
    const trail = await city.store.read((db) => db.select().from(auditEvent))
    expect(JSON.stringify(trail.filter(({ action }) => action === 'reminder.send'))).not.toContain('example.gov.cn>')
  })

  it('goes to one unit alone', async () => {
    expect((await send({ reporter: 'AP' })).sent).toBe(1)
    expect(sender.letters.map(({ to }) => to)).toEqual(['xu@example.gov.cn'])
  })
})

describe('催报 to a group', () => {
  it('packs the units into messages that its robot takes, and notes each unit', async () => {
    const { posts } = await preview({ robot })
    expect(posts.map(({ to, reporterNames }) => [to, reporterNames.length])).toEqual([['产改工作群', 5]])
    await send({ robot })
    expect(sender.posts.map(({ text }) => text)).toEqual([posts[0]?.text])
    expect((await logged()).map(([reporter]) => reporter)).toEqual(['RSJ', 'TJJ', 'AP', 'BS', 'CX'].toSorted(byBoard))
  })
})

const board = ['TJJ', 'RSJ', 'AP', 'BS', 'CX']
function byBoard(left: string, right: string): number {
  return board.indexOf(left) - board.indexOf(right)
}

describe('at most once', () => {
  it('the same words go to one target once a day, and again the day after', async () => {
    await send({ reporter: 'RSJ' })
    const again = await preview({ reporter: 'RSJ' })
    expect([again.posts, again.alreadySent]).toEqual([[], ['市人社局']])
    await expect(send({ reporter: 'RSJ' })).rejects.toEqual(says('reminder.sent'))
    expect((await preview()).posts).toHaveLength(1)
    city.clock.now = new Date(Date.parse(city.clock.now) + 86_400_000).toISOString()
    expect((await send({ reporter: 'RSJ' })).sent).toBe(1)
    expect(sender.letters).toHaveLength(2)
  })

  it('two presses of one preview send once', async () => {
    const { digest } = await preview()
    const press = () => sendReminders(city.as('reviewer'), sender, { period, digest })
    const outcomes = await Promise.allSettled([press(), press()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(sender.letters).toHaveLength(2)
  })

  it('sends nothing that reads otherwise than what was seen', async () => {
    const { digest } = await preview()
    await saveCells(city.as('ap'), apForm, { source: 'grid', cells: [entry('E_UNION:AP', '30')] })
    await expect(sendReminders(city.as('reviewer'), sender, { period, digest })).rejects.toEqual(
      says('reminder.changed'),
    )
    expect([sender.letters, await logged()]).toEqual([[], []])
  })

  it('what did not go out says why, is noted nowhere, and may be sent again', async () => {
    sender.failure = new SendFailure('连接不上 smtp.example.gov.cn', true)
    const { sent, failed, reminders } = await send()
    expect([sent, failed.map(({ to }) => to)]).toEqual([0, ['市人社局 陈晓岚', '安平区 许佳宁']])
    expect(reminders.troubles[0]).toMatchObject({
      to: '安平区 许佳宁',
      isUnsure: false,
      error: '连接不上 smtp.example.gov.cn',
    })
    expect(await logged()).toEqual([])
    sender.failure = null
    expect((await send()).sent).toBe(2)
  })

  it('what was on its way when the program ended is shown and not sent again', async () => {
    const { posts } = await preview({ reporter: 'AP' })
    await city.store.write({ unaudited: 'fixture' }, (tx) =>
      tx
        .insert(reminderPost)
        .values({
          period,
          channel: 'mail',
          target: 'xu@example.gov.cn',
          targetName: '安平区 许佳宁',
          reporters: ['AP'],
          subject: must(posts[0]).subject,
          text: must(posts[0]).text,
          day: city.clock.now.slice(0, 10),
          state: 'sending',
          sentBy: city.as('reviewer').actor.userId,
          sentAt: city.clock.now,
        })
        .then(),
    )
    await settleInterrupted({ store: city.store, now: () => new Date(city.clock.now) })
    expect((await listReminders(city.as('reviewer'), { period })).troubles).toMatchObject([{ isUnsure: true }])
    await expect(send({ reporter: 'AP' })).rejects.toEqual(says('reminder.sent'))
  })
})

describe('is refused', () => {
  it('to who is no reviewer, and by a way that is not set up', async () => {
    for (const login of ['rsj', 'ap', 'admin', 'leader'] as const)
      await expect(preview({}, login)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(send({}, 'rsj')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(preview({ robot: 'r0' })).rejects.toEqual(says('reminder.robot_off'))
    await saveMail(city.as('admin'), sender, { version: 2, form: { ...mailForm, isOn: false } })
    await expect(preview()).rejects.toEqual(says('reminder.mail_off'))
    expect((await listReminders(city.as('reviewer'), { period })).ways).toEqual({
      mail: false,
      robots: [{ id: robot, name: '产改工作群' }],
    })
    await expect(preview({ reporter: 'NOPE' })).rejects.toEqual(says('reminder.nothing'))
  })
})
