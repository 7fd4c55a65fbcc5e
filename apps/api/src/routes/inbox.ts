import * as contract from '@cg/contract/inbox'
import { countUnread, readInbox } from '@cg/services/inbox/list'
import { markRead } from '@cg/services/inbox/mark'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** 消息: what concerns a person, and what of it they have read. */
export function registerInboxRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readInbox, ({ ctx, query }) => readInbox(ctx, query))
  endpoint(app, contract.countUnread, ({ ctx }) => countUnread(ctx))
  endpoint(app, contract.markRead, ({ ctx, body }) => markRead(ctx, body))
}
