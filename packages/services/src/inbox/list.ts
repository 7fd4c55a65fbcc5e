import { messagesPerPage } from '@cg/contract/inbox'
import type { Inbox, InboxMessage, Unread } from '@cg/contract/inbox'
import { messageRead } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { messageSentence } from '@cg/domain/claim/message'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { accessMessages } from './access.ts'
import { aimMessages } from './aims.ts'
import { appealMessages } from './appeals.ts'
import { appraisalMessages } from './appraisals.ts'
import { assistMessages } from './assists.ts'
import { catalogueMessages } from './catalogue.ts'
import { changeMessages } from './changes.ts'
import { dateMessages } from './dates.ts'
import { decisionMessages } from './decisions.ts'
import { finalMessages } from './finals.ts'
import { followUpMessages } from './follow-ups.ts'
import { formMessages } from './form-steps.ts'
import { grantMessages } from './grants.ts'
import { materialMessages } from './materials.ts'
import type { Message } from './message.ts'
import { registerMessages } from './registers.ts'
import { releaseMessages } from './releases.ts'
import { sourceMessages } from './sources.ts'
import { taskMessages } from './tasks.ts'
import { threadMessages } from './threads.ts'

/** Half a year, so that the last release of a quarter is among them; what is older stands on the pages of work. */
const toldMs = 183 * 86_400_000

export type InboxQuery = { readonly only?: 'unread' | undefined; readonly page?: number | undefined }

/** The actor's messages, newest first: what their grants reach of what happened, and nothing that they did themselves. */
export async function readInbox(ctx: Context, { only, page = 1 }: InboxQuery): Promise<Inbox> {
  return ctx.store.read(async (db) => {
    const messages = await gather(ctx, db)
    const read = await loadRead(db, ctx.actor.userId)
    const wanted = messages.filter(({ key }) => only === undefined || !read.has(key))
    const shown = wanted.slice((page - 1) * messagesPerPage, page * messagesPerPage)
    return {
      items: shown.map((message) => described(message, read)),
      total: wanted.length,
      unread: countOf(messages, read),
    }
  })
}

/** How many of them the actor has not read. */
export async function countUnread(ctx: Context): Promise<Unread> {
  return ctx.store.read(async (db) => ({
    unread: countOf(await gather(ctx, db), await loadRead(db, ctx.actor.userId)),
  }))
}

/** Everything that the actor is told of at this moment. */
export async function gather(ctx: Context, db: Db): Promise<Message[]> {
  const now = ctx.now()
  const asking = { ctx, db, now: now.toISOString(), since: new Date(now.getTime() - toldMs).toISOString() }
  const found = [
    ...(await releaseMessages(asking)),
    ...(await grantMessages(asking)),
    ...(await aimMessages(asking)),
    ...(await catalogueMessages(asking)),
    ...(await changeMessages(asking)),
    ...(await appealMessages(asking)),
    ...(await formMessages(asking)),
    ...(await dateMessages(asking)),
    ...(await finalMessages(asking)),
    ...(await threadMessages(asking)),
    ...(await sourceMessages(asking)),
    ...(await decisionMessages(asking)),
    ...(await followUpMessages(asking)),
    ...(await taskMessages(asking)),
    ...(await registerMessages(asking)),
    ...(await appraisalMessages(asking)),
    ...(await assistMessages(asking)),
    ...(await accessMessages(asking)),
    ...(await materialMessages(asking)),
  ]
  return found.toSorted((left, right) => Date.parse(right.at) - Date.parse(left.at) || compareKeys(left, right))
}

function compareKeys(left: Message, right: Message): number {
  return left.key < right.key ? -1 : 1
}

/** The keys of what a person has read. */
export async function loadRead(db: Db, userId: number): Promise<ReadonlySet<string>> {
  const rows = await db.select({ key: messageRead.messageKey }).from(messageRead).where(eq(messageRead.userId, userId))
  return new Set(rows.map(({ key }) => key))
}

function countOf(messages: readonly Message[], read: ReadonlySet<string>): number {
  return messages.filter(({ key }) => !read.has(key)).length
}

function described({ key, at, link, facts }: Message, read: ReadonlySet<string>): InboxMessage {
  return { key, kind: facts.kind, sentence: messageSentence(facts), at, link, isRead: read.has(key) }
}
