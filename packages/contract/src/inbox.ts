import { messageKinds } from '@cg/domain/claim/message'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 消息 (K1): what concerns a person, derived from what happened to forms, dates, proposals and releases when it is asked
 * for. Nothing is stored but what they have read, so no message can tell of what is not so.
 */

/** Messages of one answer. */
export const messagesPerPage = 50

export const InboxMessage = Type.Object({
  /** What happened, for marking it as read. */
  key: Type.String(),
  kind: Type.Enum([...messageKinds]),
  /** What the message says; it names no figure. */
  sentence: Type.String(),
  at: IsoTime,
  /** The page where the work is done, as an address of the web. */
  link: Type.String(),
  isRead: Type.Boolean(),
})
export type InboxMessage = Static<typeof InboxMessage>

export const Inbox = Type.Object({
  /** Newest first. */
  items: Type.Array(InboxMessage),
  /** Of all pages, as filtered. */
  total: Type.Integer(),
  unread: Type.Integer(),
})
export type Inbox = Static<typeof Inbox>

export const Unread = Type.Object({ unread: Type.Integer() })
export type Unread = Static<typeof Unread>

export const readInbox = defineRoute({
  method: 'GET',
  path: '/api/v1/inbox',
  summary: 'Messages of the last half year that concern the person, newest first',
  access: 'signed-in',
  query: Type.Object({
    only: Type.Optional(Type.Enum(['unread'])),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  }),
  reply: Inbox,
})

export const countUnread = defineRoute({
  method: 'GET',
  path: '/api/v1/inbox/unread',
  summary: 'How many messages the person has not read',
  access: 'signed-in',
  reply: Unread,
})

export const markRead = defineRoute({
  method: 'POST',
  path: '/api/v1/inbox/read',
  summary: 'Marks messages as read; what is no message of the person any more is passed over',
  access: 'signed-in',
  body: strictObject({
    /** Null: all there are now. */
    keys: nullable(Type.Array(Type.String({ minLength: 1, maxLength: 160 }), { minItems: 1, maxItems: 200 })),
  }),
  reply: Unread,
})
