import type { MailForm, NoticeBoard, NoticeLine, RobotForm } from '@cg/contract/notice'
import { mailChoice, notice, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { messageKinds } from '@cg/domain/claim/message'
import type { MessageKind } from '@cg/domain/claim/message'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { and, count, desc, eq, gte, inArray } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { readSetting, writeSetting } from '../settings.ts'
import type { NoticeSettings, RobotSettings } from '../settings.ts'
import { mostRobots } from '@cg/contract/notice'
import type { NoticeSecrets, Sender } from './sender.ts'

const weekMs = 7 * 86_400_000
const mostTroubles = 100

/** What a mail leaves out until an admin chooses otherwise: what asks nothing of anybody. Kinds that come later are in. */
const quiet: readonly MessageKind[] = ['checked', 'accepted', 'signedOff']
const usualMail = messageKinds.filter((kind) => !quiet.includes(kind))

const never: NoticeSettings = {
  version: 0,
  address: '',
  mail: { isOn: false, since: '', host: '', port: 465, tls: 'tls', user: '', from: '', kinds: usualMail },
  robots: [],
}

/** As set up; off in a new installation. */
export async function loadNoticeSettings(db: Db): Promise<NoticeSettings> {
  return (await readSetting(db, 'notices')) ?? never
}

/** How messages leave the program, and which did not. For admins. */
export async function readNotices(ctx: Context, sender: Sender): Promise<NoticeBoard> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.read((db) => boardOf(ctx, db, sender.readSecrets()))
}

/** Sets mail up. Errors: stale; what a working mail needs is missing. */
export async function saveMail(
  ctx: Context,
  sender: Sender,
  { version, form }: { readonly version: number; readonly form: MailForm },
): Promise<NoticeBoard> {
  requireCityRole(ctx.actor, 'admin')
  const { password, address, ...mail } = form
  const link = addressOf(address, mail.isOn)
  requireMail(mail)
  const secrets = sender.readSecrets()
  const next = { ...secrets, mailPassword: password === undefined ? secrets.mailPassword : password }
  const change = (before: NoticeSettings, at: string): NoticeSettings => ({
    ...before,
    address: link,
    mail: { ...mail, since: mail.isOn && before.mail.isOn ? before.mail.since : at },
  })
  const detail = {
    mailOn: mail.isOn,
    mailServer: `${mail.host}:${mail.port}`,
    mailUser: mail.user,
    mailFrom: mail.from,
    mailKinds: mail.kinds.length,
    secretChanged: password !== undefined,
  }
  return save(ctx, sender, { version, change, secrets: next, detail })
}

function requireMail({ isOn, host, user, from }: Omit<MailForm, 'password' | 'address'>): void {
  const turned = [host, user, from].map(directionControlProblem).find((problem) => problem !== null)
  if (turned !== undefined) throw invalid(`邮件设置${turned}。`, { reason: 'notice.turned' })
  if (!isOn) return
  if (host === '') throw invalid('请填写邮件服务器，如 smtp.example.gov.cn。', { reason: 'notice.host' })
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/u.test(from))
    throw invalid('请填写发件地址，如 cangai@example.gov.cn。', { reason: 'notice.from' })
}

/** What links begin with: protocol and host, nothing behind. */
function addressOf(text: string, isNeeded: boolean): string {
  const trimmed = text.trim().replace(/\/+$/u, '')
  if (trimmed === '' && !isNeeded) return ''
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.origin !== trimmed)
    throw invalid('平台网址要写到域名或 IP 和端口为止，如 https://cg.example.gov.cn。', { reason: 'notice.address' })
  return trimmed
}

type RobotChange = { readonly version: number; readonly id: string | null; readonly form: RobotForm }

/** Adds or changes the robot of a group. Errors: stale, unknown, too many, no address of a robot, no link address yet. */
export async function saveRobot(
  ctx: Context,
  sender: Sender,
  { version, id, form }: RobotChange,
): Promise<NoticeBoard> {
  requireCityRole(ctx.actor, 'admin')
  const secrets = sender.readSecrets()
  const code = id ?? `r${randomBytes(4).toString('hex')}`
  const kept = secrets.robots[code]
  const url = form.url?.trim() ?? kept?.url ?? null
  if (url === null) throw invalid('请粘贴机器人的 Webhook 地址。', { reason: 'notice.url' })
  const host = hostOf(url)
  const turned = directionControlProblem(form.name)
  if (turned !== null || form.name.trim() === '')
    throw invalid(turned === null ? '请写明群的名称。' : `群的名称${turned}。`, { reason: 'notice.name' })
  const secret = form.secret === undefined ? (kept?.secret ?? null) : form.secret
  const change = (before: NoticeSettings, at: string): NoticeSettings => {
    const old = before.robots.find((one) => one.id === code)
    if (id !== null && old === undefined) throw notFound('这个群机器人')
    if (old === undefined && before.robots.length >= mostRobots)
      throw invalid(`最多设置 ${mostRobots} 个群机器人，请先移除不用的。`, { reason: 'notice.many' })
    if (form.isOn && before.address === '')
      throw invalid('请先在“邮件”中填写平台网址并保存，群里的消息要用它组成链接。', { reason: 'notice.address' })
    const since = form.isOn && old?.isOn === true ? old.since : at
    const row: RobotSettings = {
      id: code,
      name: form.name.trim(),
      kind: form.kind,
      isOn: form.isOn,
      since,
      host,
      kinds: form.kinds,
    }
    const robots = old === undefined ? [...before.robots, row] : before.robots.map((one) => (one === old ? row : one))
    return { ...before, robots }
  }
  const detail = {
    robot: form.name.trim(),
    robotOn: form.isOn,
    robotKinds: form.kinds.length,
    secretChanged: form.url !== undefined || form.secret !== undefined,
  }
  const next = { ...secrets, robots: { ...secrets.robots, [code]: { url, secret } } }
  return save(ctx, sender, { version, change, secrets: next, detail })
}

function hostOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol) || parsed.username !== '')
    throw invalid('这不是机器人的 Webhook 地址。请在群设置中复制完整地址，以 https:// 开头。', { reason: 'notice.url' })
  return parsed.host
}

/** Removes the robot of a group with its secrets; what still waits for it is dropped. */
export async function removeRobot(
  ctx: Context,
  sender: Sender,
  { version, id }: { readonly version: number; readonly id: string },
): Promise<NoticeBoard> {
  requireCityRole(ctx.actor, 'admin')
  const secrets = sender.readSecrets()
  const { [id]: _removed, ...robots } = secrets.robots
  const change = (before: NoticeSettings): NoticeSettings => {
    if (!before.robots.some((one) => one.id === id)) throw notFound('这个群机器人')
    return { ...before, robots: before.robots.filter((one) => one.id !== id) }
  }
  const named = await ctx.store.read(loadNoticeSettings)
  const robot = named.robots.find((one) => one.id === id)?.name ?? id
  return save(ctx, sender, { version, change, secrets: { ...secrets, robots }, detail: { robot, robotOn: false } })
}

type Saving = {
  readonly version: number
  readonly change: (before: NoticeSettings, at: string) => NoticeSettings
  readonly secrets: NoticeSecrets
  readonly detail: Record<string, string | number | boolean>
}

/** The secrets are written once the rest is decided and before it is kept: a file that refuses leaves all as it was. */
async function save(ctx: Context, sender: Sender, { version, change, secrets, detail }: Saving): Promise<NoticeBoard> {
  const at = ctx.now().toISOString()
  const decide = async (db: Db) => {
    const before = await loadNoticeSettings(db)
    if (before.version !== version)
      throw new ServiceError('stale', '通知设置刚被别人改过。请刷新页面，看过现在的设置再改。', {
        reason: 'notice.stale',
      })
    return { ...change(before, at), version: before.version + 1 }
  }
  await ctx.store.read(decide)
  const kept = sender.readSecrets()
  sender.writeSecrets(secrets)
  try {
    return await ctx.store.write('notice.save', async (tx) => {
      const next = await decide(tx)
      await writeSetting(tx, 'notices', next)
      await dropSwitchedOff(tx, next, at)
      await audit(tx, { at, actor: ctx.actor, action: 'notice.save', object: 'notices', detail })
      return boardOf(ctx, tx, secrets)
    })
  } catch (error) {
    sender.writeSecrets(kept)
    throw error
  }
}

/** What waits for a way out that was shut would be old when it opens again. */
async function dropSwitchedOff(tx: Db, { mail, robots }: NoticeSettings, at: string): Promise<void> {
  const on = new Set(robots.filter(({ isOn }) => isOn).map(({ id }) => id))
  const waiting = await tx.select().from(notice).where(eq(notice.state, 'waiting'))
  const gone = waiting.filter(({ channel, target }) => (channel === 'mail' ? !mail.isOn : !on.has(target)))
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  await tx.update(notice).set({ state: 'dropped', doneAt: at }).where(inArray(notice.id, ids))
}

/** Tries again what failed or may not have gone out, from the next round on. Errors: none of these is there. */
export async function retryNotices(ctx: Context, sender: Sender, ids: readonly number[]): Promise<NoticeBoard> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write('notice.retry', async (tx) => {
    const at = ctx.now().toISOString()
    const wanted = and(inArray(notice.id, [...ids]), inArray(notice.state, ['failed', 'unsure', 'waiting']))
    const rows = await tx
      .update(notice)
      .set({ state: 'waiting', tries: 0, nextAt: at, doneAt: null })
      .where(wanted)
      .returning({ id: notice.id })
    if (rows.length === 0) throw notFound('这些通知')
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'notice.retry',
      object: 'notices',
      detail: { messages: rows.length },
    })
    return boardOf(ctx, tx, sender.readSecrets())
  })
}

async function boardOf(ctx: Context, db: Db, secrets: NoticeSecrets): Promise<NoticeBoard> {
  const { version, address, mail, robots } = await loadNoticeSettings(db)
  const { since: _since, ...shown } = mail
  const [readers] = await db
    .select({ n: count() })
    .from(mailChoice)
    .innerJoin(user, eq(user.id, mailChoice.userId))
    .where(and(eq(mailChoice.isOn, true), eq(user.isActive, true)))
  const lately = new Date(ctx.now().getTime() - weekMs).toISOString()
  const [sent] = await db
    .select({ n: count() })
    .from(notice)
    .where(and(eq(notice.state, 'sent'), gte(notice.doneAt, lately)))
  return {
    version,
    address,
    mail: { ...shown, hasPassword: secrets.mailPassword !== null },
    robots: robots.map(({ since: _began, host, ...robot }) => {
      const known = secrets.robots[robot.id]
      return {
        ...robot,
        host: known === undefined ? '' : host,
        hasSecret: known?.secret != null,
      } as NoticeBoard['robots'][number]
    }),
    readers: readers?.n ?? 0,
    sent: sent?.n ?? 0,
    troubles: await loadTroubles(db, robots),
  }
}

async function loadTroubles(db: Db, robots: readonly RobotSettings[]): Promise<NoticeLine[]> {
  const rows = await db
    .select()
    .from(notice)
    .where(inArray(notice.state, ['failed', 'unsure', 'waiting']))
    .orderBy(desc(notice.id))
    .limit(mostTroubles)
  const people = await db.select({ id: user.id, name: user.name }).from(user)
  const nameOf = new Map<string, string>([
    ...people.map(({ id, name }) => [`mail ${id}`, name] as const),
    ...robots.map(({ id, name }) => [`robot ${id}`, name] as const),
  ])
  return rows.flatMap((row) => {
    const { id, channel, target, sentence, state, tries, queuedAt, nextAt, error } = row
    if (state === 'sending' || (state === 'waiting' && tries === 0)) return []
    const to = nameOf.get(`${channel} ${target}`) ?? '—'
    return [
      { id, to, channel, sentence, state, tries, at: queuedAt, nextAt: state === 'waiting' ? nextAt : null, error },
    ]
  })
}
