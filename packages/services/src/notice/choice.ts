import type { MailChoice } from '@cg/contract/notice'
import { mailChoice } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { loadNoticeSettings } from './settings.ts'

/** The account's own mail address, and whether mail is set up at all. */
export async function readMailChoice(ctx: Context): Promise<MailChoice> {
  return ctx.store.read((db) => choiceOf(ctx, db))
}

/** Sets the address and switches mail on or off; what happened before it is switched on is not mailed. */
export async function chooseMail(
  ctx: Context,
  { address, isOn }: { readonly address: string; readonly isOn: boolean },
): Promise<MailChoice> {
  const { userId } = ctx.actor
  return ctx.store.write('notice.choose', async (tx) => {
    const [before] = await tx.select().from(mailChoice).where(eq(mailChoice.userId, userId))
    const at = ctx.now().toISOString()
    const row = { address, isOn, since: isOn && before?.isOn === true ? before.since : at }
    await tx
      .insert(mailChoice)
      .values({ userId, ...row })
      .onConflictDoUpdate({ target: mailChoice.userId, set: row })
    const detail = { mailAddress: address, mailOn: isOn }
    await audit(tx, { at, actor: ctx.actor, action: 'notice.choose', object: `user:${userId}`, detail })
    return choiceOf(ctx, tx)
  })
}

async function choiceOf({ actor }: Context, db: Db): Promise<MailChoice> {
  const { mail } = await loadNoticeSettings(db)
  const [row] = await db.select().from(mailChoice).where(eq(mailChoice.userId, actor.userId))
  return { isOffered: mail.isOn, address: row?.address ?? '', isOn: row?.isOn ?? false }
}
