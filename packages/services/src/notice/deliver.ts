import { mailChoice, notice, reminderPost, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { groupMessageKinds, messageSentence } from '@cg/domain/claim/message'
import type { MessageKind } from '@cg/domain/claim/message'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Services } from '../context.ts'
import { gather, loadRead } from '../inbox/list.ts'
import type { Message } from '../inbox/message.ts'
import { loadActor } from '../session/actor.ts'
import type { NoticeSettings, RobotSettings } from '../settings.ts'
import { fitting, groupText, letterTo, lettersAtOnce } from './compose.ts'
import type { Outgoing } from './compose.ts'
import { SendFailure } from './sender.ts'
import type { Sender } from './sender.ts'
import { loadNoticeSettings } from './settings.ts'

/** Minutes until the next try, by tries so far; after the last it has failed. */
const backoff = [2, 10, 60, 240] as const

type Target = { readonly channel: 'mail' | 'robot'; readonly target: string }
type NoticeRow = typeof notice.$inferSelect

/**
 * One round: what is told in 消息 and was not sent yet goes out, each message once to each target. A row is marked before
 * it is sent and after, so that nothing that waits is lost with the program and nothing is sent twice (at most once): what
 * was being sent when it ended is shown to the admin, not repeated. Nothing here is awaited by a request, and no failure
 * reaches one.
 */
export async function sendNotices(services: Services, sender: Sender): Promise<void> {
  const settings = await services.store.read(loadNoticeSettings)
  if (settings.mail.isOn) await mailEverybody(services, sender, settings)
  for (const robot of settings.robots.filter(({ isOn }) => isOn)) await tellGroup(services, sender, settings, robot)
}

/** What was being sent when the program ended; called once before the first round. */
export async function settleInterrupted(services: Services): Promise<void> {
  const [rows, posts] = await services.store.read(async (db) => [
    await db.select({ id: notice.id }).from(notice).where(eq(notice.state, 'sending')),
    await db.select({ id: reminderPost.id }).from(reminderPost).where(eq(reminderPost.state, 'sending')),
  ])
  if (rows.length + posts.length === 0) return
  const doneAt = services.now().toISOString()
  const error = '程序在发送时停止，不知对方是否收到。消息在平台的“消息”页仍可查看。'
  const reminderError = '程序在发送时停止，不知对方是否收到。请先电话核实，需要再催的隔天再发。'
  await services.store.write({ unaudited: 'notice.queue' }, async (tx) => {
    await tx.update(notice).set({ state: 'unsure', doneAt, error }).where(eq(notice.state, 'sending'))
    const unsure = { state: 'unsure', doneAt, error: reminderError } as const
    await tx.update(reminderPost).set(unsure).where(eq(reminderPost.state, 'sending'))
  })
}

async function mailEverybody(services: Services, sender: Sender, settings: NoticeSettings): Promise<void> {
  const { mail, address } = settings
  const readers = await services.store.read((db) =>
    db
      .select({ id: user.id, name: user.name, to: mailChoice.address, since: mailChoice.since })
      .from(mailChoice)
      .innerJoin(user, eq(user.id, mailChoice.userId))
      .where(and(eq(mailChoice.isOn, true), eq(user.isActive, true)))
      .orderBy(asc(user.id)),
  )
  const password = sender.readSecrets().mailPassword
  for (const { id, name, to, since } of readers) {
    const wanted = { kinds: mail.kinds, since: since > mail.since ? since : mail.since }
    const messages = await services.store.read((db) => unreadOf(services, db, id, wanted))
    const target = { channel: 'mail', target: String(id) } as const
    const taken = await take(services, target, messages, lettersAtOnce)
    const isSound = await attempt(services, taken, () =>
      sender.sendMail(mail, password, letterTo(to, name, taken, address)),
    )
    if (!isSound) return
  }
}

async function tellGroup(
  services: Services,
  sender: Sender,
  { address }: NoticeSettings,
  robot: RobotSettings,
): Promise<void> {
  const at = sender.readSecrets().robots[robot.id]
  const target = { channel: 'robot', target: robot.id } as const
  const taken = await take(services, target, await groupMessages(services, robot), (rows) => fitting(rows, address))
  await attempt(services, taken, async () => {
    if (at === undefined) throw new SendFailure('机器人的地址不在本机，请在“通知”中重新粘贴。', true)
    return sender.callRobot(robot.kind, at, groupText(taken, address))
  })
}

type Wanted = { readonly kinds: readonly MessageKind[]; readonly since: string }

function isWanted({ kinds, since }: Wanted): (message: Message) => boolean {
  return ({ facts, at }) => kinds.includes(facts.kind) && Date.parse(at) >= Date.parse(since)
}

/** What a person has not read; who has read it in the program needs no mail. */
async function unreadOf(services: Services, db: Db, userId: number, wanted: Wanted): Promise<Message[]> {
  const actor = await loadActor(db, userId)
  if (actor === null) return []
  const read = await loadRead(db, userId)
  return (await gather({ ...services, actor }, db)).filter((one) => isWanted(wanted)(one) && !read.has(one.key))
}

/** What anybody is told that speaks to no single reader, once each. */
async function groupMessages(services: Services, { kinds, since }: RobotSettings): Promise<Message[]> {
  const said: readonly MessageKind[] = groupMessageKinds
  const wanted = { kinds: kinds.filter((kind) => said.includes(kind)), since }
  const ids = await services.store.read((db) => db.select({ id: user.id }).from(user).where(eq(user.isActive, true)))
  const found = new Map<string, Message>()
  for (const { id } of ids) {
    const messages = await services.store.read(async (db) => {
      const actor = await loadActor(db, id)
      return actor === null ? [] : gather({ ...services, actor }, db)
    })
    for (const one of messages.filter(isWanted(wanted))) found.set(one.key, one)
  }
  return [...found.values()]
}

/**
 * Queues what is new, drops what waits and is true no more (sent meanwhile, read, no longer theirs), and marks as being
 * sent what fits one letter.
 */
async function take(
  { store, now }: Services,
  target: Target,
  messages: readonly Message[],
  howMany: (rows: readonly Outgoing[]) => number,
): Promise<readonly NoticeRow[]> {
  const at = now().toISOString()
  const known = await store.read((db) => loadRows(db, target))
  const told = new Set(messages.map(({ key }) => key))
  const isNew = messages.some(({ key }) => !known.some(({ messageKey }) => messageKey === key))
  if (!isNew && !known.some(({ state }) => state === 'waiting')) return []
  return store.write({ unaudited: 'notice.queue' }, async (tx) => {
    const oldestFirst = messages.toSorted((left, right) => Date.parse(left.at) - Date.parse(right.at))
    if (isNew)
      await tx
        .insert(notice)
        .values(oldestFirst.map((one) => rowOf(target, one, at)))
        .onConflictDoNothing()
    const waiting = (await loadRows(tx, target)).filter(({ state }) => state === 'waiting')
    const gone = waiting.filter(({ messageKey }) => !told.has(messageKey)).map(({ id }) => id)
    if (gone.length > 0) await mark(tx, gone, { state: 'dropped', doneAt: at })
    const ready = waiting.filter(({ messageKey, nextAt }) => told.has(messageKey) && nextAt <= at)
    const taken = ready.slice(0, ready.length === 0 ? 0 : howMany(ready))
    if (taken.length > 0)
      await mark(
        tx,
        taken.map(({ id }) => id),
        { state: 'sending' },
      )
    return taken
  })
}

async function loadRows(db: Db, { channel, target }: Target): Promise<NoticeRow[]> {
  return db
    .select()
    .from(notice)
    .where(and(eq(notice.channel, channel), eq(notice.target, target)))
    .orderBy(asc(notice.id))
}

function rowOf({ channel, target }: Target, { key, link, facts }: Message, at: string): typeof notice.$inferInsert {
  const sentence = messageSentence(facts)
  return { channel, target, messageKey: key, sentence, link, state: 'waiting', nextAt: at, queuedAt: at }
}

async function mark(tx: Db, ids: readonly number[], set: Partial<NoticeRow>): Promise<void> {
  await tx
    .update(notice)
    .set(set)
    .where(inArray(notice.id, [...ids]))
}

/** Sends what was taken and notes what became of it. False: the way itself is shut, so that nobody else need be tried. */
async function attempt(
  { store, now }: Services,
  taken: readonly NoticeRow[],
  send: () => Promise<string>,
): Promise<boolean> {
  if (taken.length === 0) return true
  const failure = await send().then(
    () => null,
    (error: unknown) => (error instanceof SendFailure ? error : new SendFailure(String(error), false)),
  )
  const at = now()
  await store.write({ unaudited: 'notice.queue' }, async (tx) => {
    for (const row of taken) await mark(tx, [row.id], outcomeOf(row, failure, at))
  })
  return failure?.isChannel !== true
}

function outcomeOf({ tries }: NoticeRow, failure: SendFailure | null, at: Date): Partial<NoticeRow> {
  const done = { tries: tries + 1, doneAt: at.toISOString() }
  if (failure === null) return { ...done, state: 'sent', error: '' }
  const wait = backoff[tries]
  if (wait === undefined) return { ...done, state: 'failed', error: failure.message }
  const nextAt = new Date(at.getTime() + wait * 60_000).toISOString()
  return { ...done, doneAt: null, state: 'waiting', nextAt, error: failure.message }
}
