import type { Unread } from '@cg/contract/inbox'
import { messageRead } from '@cg/db/schema'
import type { Context } from '../context.ts'
import { gather, loadRead } from './list.ts'

/**
 * Notes that the actor has read these messages, or all there are now. A key that is no message of theirs, or none any more
 * (the form was sent meanwhile), is passed over: nothing is left to be read of it.
 */
export async function markRead(ctx: Context, { keys }: { readonly keys: readonly string[] | null }): Promise<Unread> {
  const { userId } = ctx.actor
  return ctx.store.write({ unaudited: 'inbox.read' }, async (tx) => {
    const wanted = keys === null ? null : new Set(keys)
    const read = await loadRead(tx, userId)
    const unread = (await gather(ctx, tx)).filter(({ key }) => !read.has(key))
    const marked = unread.filter(({ key }) => wanted === null || wanted.has(key))
    const readAt = ctx.now().toISOString()
    if (marked.length > 0) {
      await tx.insert(messageRead).values(marked.map(({ key }) => ({ userId, messageKey: key, readAt })))
    }
    return { unread: unread.length - marked.length }
  })
}
