import type { ReminderPreview, Reminders } from '@cg/contract/review'
import { reminder, reminderPost } from '@cg/db/schema'
import { dayInChina } from '@cg/domain/number/china-day'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { SendFailure } from '../notice/sender.ts'
import type { Sender } from '../notice/sender.ts'
import { loadNoticeSettings } from '../notice/settings.ts'
import { requireRole } from '../permission.ts'
import { composeReminders } from './compose-reminders.ts'
import type { Post, ReminderWay } from './compose-reminders.ts'
import { remindersOf } from './reminders.ts'

/** What would go out now by mail or to a group, to the letter. Errors: nobody owes anything; the way is not set up. */
export async function previewReminders(ctx: Context, way: ReminderWay): Promise<ReminderPreview> {
  requireRole(ctx.actor, 'reviewer')
  return ctx.store.read(async (db) => {
    const { posts, ...rest } = await composeReminders(ctx, db, await remindersOf(ctx, db, way.period), way)
    return {
      ...rest,
      posts: posts.map(({ channel, target, targetName, subject, text, reporterNames }) => ({
        to: channel === 'mail' ? `${targetName} <${target}>` : targetName,
        subject,
        text,
        reporterNames: [...reporterNames],
      })),
    }
  })
}

export type Sent = {
  readonly reminders: Reminders
  readonly sent: number
  readonly failed: { to: string; error: string }[]
}

/**
 * Sends what was previewed and notes it. Each message is marked before it is sent and after: the same words go to one
 * target at most once a day, also when two press at once or the program ends meanwhile. Errors: it reads otherwise now.
 */
export async function sendReminders(
  ctx: Context,
  sender: Sender,
  { digest, ...way }: ReminderWay & { readonly digest: string },
): Promise<Sent> {
  requireRole(ctx.actor, 'reviewer')
  const marked = await ctx.store.write({ unaudited: 'notice.queue' }, async (tx) => {
    const { posts, digest: now } = await composeReminders(ctx, tx, await remindersOf(ctx, tx, way.period), way)
    if (now !== digest)
      throw new ServiceError(
        'conflict',
        '催报文字在您查看之后有变化（有单位报送、改了联络员，或者刚由别人发出）。请看过新的文字再发。',
        {
          reason: 'reminder.changed',
        },
      )
    const [day, sentAt] = [dayInChina(ctx.now()), ctx.now().toISOString()]
    const rows: Marked[] = []
    for (const post of posts) {
      const { reporterNames: _names, ...row } = post
      const values = { ...row, period: way.period, day, state: 'sending' as const, sentBy: ctx.actor.userId, sentAt }
      const [made] = await tx.insert(reminderPost).values(values).returning({ id: reminderPost.id })
      if (made !== undefined) rows.push({ id: made.id, post })
    }
    return rows
  })
  if (marked.length === 0)
    throw new ServiceError('conflict', '这些催报文字今天都已经发过，没有再发。', { reason: 'reminder.sent' })
  const failed = await sendAll(ctx, sender, way.period, marked)
  const reminders = await ctx.store.read((db) => remindersOf(ctx, db, way.period))
  return { reminders, sent: marked.length - failed.length, failed }
}

type Marked = { readonly id: number; readonly post: Post }

/** One after the other; once the way itself is shut the rest is not tried. */
async function sendAll(
  ctx: Context,
  sender: Sender,
  period: string,
  marked: readonly Marked[],
): Promise<Sent['failed']> {
  const failed: Sent['failed'] = []
  let shut: string | null = null
  for (const { id, post } of marked) {
    const failure: SendFailure | null = shut === null ? await sendOne(ctx, sender, post) : new SendFailure(shut, true)
    if (failure?.isChannel === true) shut = failure.message
    if (failure !== null) failed.push({ to: post.targetName, error: failure.message })
    await settle(ctx, period, { id, post }, failure)
  }
  return failed
}

async function sendOne({ store }: Context, sender: Sender, post: Post): Promise<SendFailure | null> {
  const { mail, robots } = await store.read(loadNoticeSettings)
  const secrets = sender.readSecrets()
  const send = () => {
    if (post.channel === 'mail')
      return sender.sendMail(mail, secrets.mailPassword, { to: post.target, subject: post.subject, text: post.text })
    const robot = robots.find(({ id }) => id === post.target)
    const at = secrets.robots[post.target]
    if (robot === undefined || at === undefined)
      throw new SendFailure('机器人的地址不在本机，请管理员在“通知”中重新粘贴。', true)
    return sender.callRobot(robot.kind, at, post.text)
  }
  try {
    await send()
    return null
  } catch (error) {
    return error instanceof SendFailure ? error : new SendFailure(String(error), false)
  }
}

/** What became of it: what went out stands in the log of 催报 beside what was noted by hand. */
async function settle(ctx: Context, period: string, { id, post }: Marked, failure: SendFailure | null): Promise<void> {
  await ctx.store.write('reminder.send', async (tx) => {
    const at = ctx.now().toISOString()
    const state = failure === null ? 'sent' : 'failed'
    await tx
      .update(reminderPost)
      .set({ state, doneAt: at, error: failure?.message ?? '' })
      .where(eq(reminderPost.id, id))
    const by = { remindedBy: ctx.actor.userId, remindedAt: at }
    if (failure === null)
      await tx.insert(reminder).values(post.reporters.map((reporter) => ({ period, reporter, text: post.text, ...by })))
    const detail = {
      period,
      reminder: post.text,
      reminderTo: post.targetName,
      reminderOutcome: failure === null ? '已发出' : `没有发出：${failure.message}`,
    }
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'reminder.send',
      object: `reporter:${post.reporters.join('、')}`,
      detail,
    })
  })
}
