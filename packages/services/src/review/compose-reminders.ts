import { mostReminderPosts } from '@cg/contract/review'
import type { ReminderPreview, Reminders } from '@cg/contract/review'
import { reminderPost } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { and, eq, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { byteLength, mostGroupBytes } from '../notice/compose.ts'
import { loadNoticeSettings } from '../notice/settings.ts'
import { sha256 } from '../release/stored/sha256.ts'

export type ReminderWay = {
  readonly period: string
  readonly reporter?: string | undefined
  /** The robot of a group; left out: mail to each liaison. */
  readonly robot?: string | undefined
}

/** One message as it goes out. */
export type Post = {
  readonly channel: 'mail' | 'robot'
  /** A mail address, or the robot's id. */
  readonly target: string
  readonly targetName: string
  readonly subject: string
  readonly text: string
  readonly reporters: readonly string[]
  readonly reporterNames: readonly string[]
}

export type Composed = Omit<ReminderPreview, 'posts'> & { readonly posts: readonly Post[] }

/** What would go out now, without what went to the same target in the same words today. */
export async function composeReminders(
  ctx: Context,
  db: Db,
  reminders: Reminders,
  way: ReminderWay,
): Promise<Composed> {
  const settings = await loadNoticeSettings(db)
  const texts = reminders.texts.filter(({ reporter }) => way.reporter === undefined || reporter === way.reporter)
  if (texts.length === 0)
    throw new ServiceError('conflict', '没有需要催报的报表，可能刚刚报送。请刷新页面查看。', {
      reason: 'reminder.nothing',
    })
  const { all, withoutAddress } =
    way.robot === undefined
      ? lettersOf(ctx, reminders, texts, requireMail(settings))
      : { all: groupPosts(texts, requireRobot(settings, way.robot)), withoutAddress: [] }
  const today = await db
    .select({ target: reminderPost.target, text: reminderPost.text })
    .from(reminderPost)
    .where(and(eq(reminderPost.day, dayInChina(ctx.now())), ne(reminderPost.state, 'failed')))
  const went = ({ target, text }: Post) => today.some((one) => one.target === target && one.text === text)
  const open = all.filter((post) => !went(post))
  const posts = open.slice(0, mostReminderPosts)
  return {
    posts,
    digest: sha256(Buffer.from(JSON.stringify(posts))),
    alreadySent: all.filter(went).flatMap(({ reporterNames }) => reporterNames),
    withoutAddress,
    left: open.length - posts.length,
  }
}

type Text = Reminders['texts'][number]

function requireMail(settings: Awaited<ReturnType<typeof loadNoticeSettings>>): string {
  if (settings.mail.isOn) return settings.address
  throw new ServiceError('conflict', '邮件没有启用，请管理员在“管理 → 通知”中设置。', { reason: 'reminder.mail_off' })
}

function requireRobot(settings: Awaited<ReturnType<typeof loadNoticeSettings>>, id: string) {
  const robot = settings.robots.find((one) => one.id === id && one.isOn)
  if (robot !== undefined) return { ...robot, address: settings.address }
  throw new ServiceError('conflict', '这个群机器人没有启用，请刷新页面重新选择。', { reason: 'reminder.robot_off' })
}

/** A letter to each liaison who has an address. */
function lettersOf({ actor }: Context, { period, items }: Reminders, texts: readonly Text[], address: string) {
  const all: Post[] = []
  const withoutAddress: string[] = []
  for (const { reporter, reporterName, text } of texts) {
    const contact = items.find((item) => item.reporter === reporter)?.contact ?? null
    if (contact === null || contact.mail === '') {
      withoutAddress.push(reporterName)
      continue
    }
    all.push({
      channel: 'mail',
      target: contact.mail,
      targetName: `${reporterName} ${contact.name}`,
      subject: `【催报】${reporterName}${formatPeriod(parsePeriod(period))}产改数据待报送`,
      text: `${text}\n\n填报：${address}/fill\n\n本邮件由产改办（${actor.name}）通过产改进展监测平台发出，请勿直接回复。`,
      reporters: [reporter],
      reporterNames: [reporterName],
    })
  }
  return { all, withoutAddress }
}

type Robot = ReturnType<typeof requireRobot>

/** To a group: as many reporters in one message as fit it, each whole. */
function groupPosts(texts: readonly Text[], { id, name, address }: Robot): Post[] {
  const packs: Text[][] = []
  for (const text of texts) {
    const last = packs.at(-1)
    if (last !== undefined && byteLength(packText([...last, text], address)) <= mostGroupBytes) last.push(text)
    else packs.push([text])
  }
  return packs.map((pack) => ({
    channel: 'robot',
    target: id,
    targetName: name,
    subject: '',
    text: packText(pack, address),
    reporters: pack.map(({ reporter }) => reporter),
    reporterNames: pack.map(({ reporterName }) => reporterName),
  }))
}

function packText(pack: readonly Text[], address: string): string {
  return [...pack.map(({ text }) => text), `${address}/fill`].join('\n')
}
