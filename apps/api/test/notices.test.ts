import { createHmac } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { makeBackup } from '@cg/db/backup'
import { databasePath } from '@cg/db/open'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { sendNotices } from '@cg/services/notice/deliver'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestCity } from './city.ts'
import type { City } from './city.ts'

/* Mail and robots as the program sends them, over a mail server and a group's server that run here. */

const password = 'geheim-9f3'
const posts: { url: URL; body: { msgtype: string; text: { content: string } } }[] = []
const letters: { from: string; to: string[]; source: string }[] = []
let answer = { status: 200, body: JSON.stringify({ errcode: 0, errmsg: 'ok' }) }

const group = createServer((request, response) => {
  void textOf(request).then((text) => {
    posts.push({ url: new URL(request.url ?? '', 'http://localhost'), body: JSON.parse(text) })
    response.writeHead(answer.status, { 'content-type': 'application/json', location: '/else' }).end(answer.body)
  })
})

const post = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: (auth, _session, done) =>
    auth.username === 'cangai' && auth.password === password
      ? done(null, { user: auth.username })
      : done(new Error('5.7.8 no such password')),
  onRcptTo: ({ address }, _session, done) =>
    done(address.startsWith('nobody') ? new Error('5.1.1 no such mailbox') : null),
  onData: (stream, { envelope }, done) => {
    void textOf(stream).then((source) => {
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      letters.push({ from, to: envelope.rcptTo.map(({ address }) => address), source })
      done(null)
    })
  },
})

async function textOf(stream: AsyncIterable<unknown> | IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part as Buffer))
  return Buffer.concat(parts).toString()
}

const listen = (server: { listen: (port: number, host: string, done: () => void) => unknown }) =>
  new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
const portOf = (server: Server): number => (server.address() as AddressInfo).port

let city: City
beforeAll(async () => {
  await listen(group)
  await listen(post)
})
afterAll(() => {
  group.close()
  post.close(() => {})
})
beforeEach(async () => {
  city = await openTestCity()
  posts.length = 0
  letters.length = 0
  answer = { status: 200, body: JSON.stringify({ errcode: 0, errmsg: 'ok' }) }
})
afterEach(() => city.close())

const mailForm = () => ({
  isOn: true,
  address: 'https://cg.example.gov.cn',
  host: '127.0.0.1',
  port: portOf(post.server),
  tls: 'none',
  user: 'cangai',
  from: 'cangai@example.gov.cn',
  kinds: ['due'],
  password,
})
const path = '/api/v1/admin/notices'
const robotUrl = () => `http://127.0.0.1:${portOf(group)}/robot/send?access_token=schluessel`

async function mailOn(change: object = {}) {
  const { body } = await city.ask('admin', `GET ${path}`)
  return city.ask('admin', `PUT ${path}/mail`, { version: body.version, body: { ...mailForm(), ...change } })
}

async function robotOn(change: object = {}) {
  const { body } = await city.ask('admin', `GET ${path}`)
  const robot = { name: '工作群', kind: 'wecom', isOn: true, kinds: ['due'], url: robotUrl(), ...change }
  return city.ask('admin', `POST ${path}/robots`, { version: body.version, body: robot })
}

const test = async (to: string, channel = 'mail') =>
  (await city.ask('admin', `POST ${path}/test`, { body: { channel, to } })).body

describe('mail', () => {
  it('goes out over the server that was set up, with the sign-in, as plain text', async () => {
    expect((await mailOn()).status).toBe(200)
    await city.ask('ap', 'PUT /api/v1/inbox/mail', { body: { address: 'ap@example.gov.cn', isOn: true } })
    city.setNow('2026-10-13T02:00:00.000Z')
    const { services, sender } = city.app
    await sendNotices(services, sender)
    await sendNotices(services, sender)
    expect(letters.map(({ from, to }) => [from, to])).toEqual([['cangai@example.gov.cn', ['ap@example.gov.cn']]])
    const [letter] = letters
    expect(letter?.source).toContain('Content-Type: text/plain; charset=utf-8')
    const body = letter?.source.split('\r\n\r\n').slice(1).join('\r\n\r\n') ?? ''
    const isBase64 = letter?.source.includes('Content-Transfer-Encoding: base64') === true
    const words = isBase64 ? Buffer.from(body, 'base64').toString() : body
    expect(words).toContain('尚未报送，截止时间为2026年10月15日 18:00。')
    expect(words).toContain('https://cg.example.gov.cn/fill/2026Q3/U-ZGH/AP')
    expect(words).not.toMatch(/<[a-z]/u)
  })

  it('tests what is saved and tells what the server really said', async () => {
    await mailOn()
    const sound = await test('someone@example.gov.cn')
    expect([sound.isSent, letters.length]).toEqual([true, 1])
    expect(sound.answer).toMatch(/^250/u)
    expect(await test('nobody@example.gov.cn')).toMatchObject({
      isSent: false,
      answer: expect.stringMatching(/不接受发件或收件地址.*5\.1\.1 no such mailbox/u),
    })
    await mailOn({ password: 'falsch' })
    expect((await test('someone@example.gov.cn')).answer).toMatch(/拒绝了账号或密码.*5\.7\.8/u)
    await mailOn({ port: 1 })
    expect((await test('someone@example.gov.cn')).answer).toMatch(/^连不上邮件服务器/u)
    await mailOn({ tls: 'starttls' })
    expect((await test('someone@example.gov.cn')).isSent).toBe(false)
  })
})

describe('the robot of a group', () => {
  it('is posted the text that both makers take', async () => {
    await mailOn({ isOn: false })
    await robotOn()
    city.setNow('2026-10-13T02:00:00.000Z')
    const { services, sender } = city.app
    await sendNotices(services, sender)
    expect(posts[0]?.url.searchParams.get('access_token')).toBe('schluessel')
    expect(posts[0]?.body).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining('尚未报送') } })
  })

  it('of 钉钉 is signed with its secret', async () => {
    await mailOn({ isOn: false })
    const { body } = await robotOn({ kind: 'dingtalk', secret: 'SECx' })
    expect(await test(body.robots[0].id, 'robot')).toEqual({ isSent: true, answer: 'errcode 0：ok' })
    const [{ url } = { url: new URL('http://none') }] = posts
    const timestamp = url.searchParams.get('timestamp') ?? ''
    const wanted = createHmac('sha256', 'SECx').update(`${timestamp}\nSECx`).digest('base64')
    expect(url.searchParams.get('sign')).toBe(wanted)
    expect(Math.abs(Date.now() - Number(timestamp))).toBeLessThan(60_000)
  })

  it.each([
    [200, JSON.stringify({ errcode: 93000, errmsg: 'invalid webhook url' }), 'errcode 93000：invalid webhook url'],
    [200, '<html>', '返回的不是机器人的应答'],
    [302, '', 'HTTP 302'],
    [500, '', 'HTTP 500'],
  ])('that answers %s %s is told as it is, and its key is not', async (status, body, words) => {
    await mailOn({ isOn: false })
    const { robots } = (await robotOn()).body
    answer = { status, body }
    const told = await test(robots[0].id, 'robot')
    expect(told).toMatchObject({ isSent: false, answer: expect.stringContaining(words) })
    expect(told.answer).not.toContain('schluessel')
    expect(posts).toHaveLength(1)
  })
})

describe('secrets', () => {
  it('stand in a file for its owner alone, in no backup and in no answer', async () => {
    await mailOn()
    const replies = [await robotOn({ secret: 'SECgeheim' }), await city.ask('admin', `GET ${path}`)]
    const { dataDir } = city.app.installation
    const file = join(dataDir, 'notice-secrets.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(password)
    const backup = readFileSync(await makeBackup(city.harness.store, dataDir, new Date()))
    // On PostgreSQL the backup holds everything that the database does.
    const database = isOnPostgres ? backup : readFileSync(`${databasePath(dataDir)}-wal`)
    for (const secret of [password, 'schluessel', 'SECgeheim']) {
      expect(backup.includes(secret), `backup ${secret}`).toBe(false)
      expect(database.includes(secret), `database ${secret}`).toBe(false)
      for (const { text } of replies) expect(text.includes(secret), secret).toBe(false)
    }
    expect(backup.includes('smtp') || backup.includes('127.0.0.1')).toBe(true)
  })
})
