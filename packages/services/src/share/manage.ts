import type { ShareLink, ShareList } from '@cg/contract/share'
import { shareLink } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { desc, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { forbidden, hasCityRole, requireCityRole } from '../permission.ts'
import { writeSetting } from '../settings.ts'
import { areSharesOn, loadShare, mayMakeShares, requireLive, shareLinks } from './link.ts'

const mostListed = 200

/** One's own links, newest first; an admin sees everybody's. */
export async function listShares({ store, actor, now }: Context): Promise<ShareList> {
  const isAll = hasCityRole(actor, 'admin')
  if (!isAll && !mayMakeShares(actor)) throw forbidden('leader', 'reviewer', 'publisher')
  return store.read(async (db) => {
    const rows = await db
      .select()
      .from(shareLink)
      .where(isAll ? undefined : eq(shareLink.createdBy, actor.userId))
      .orderBy(desc(shareLink.id))
      .limit(mostListed)
    return {
      isOn: await areSharesOn(db),
      mayMake: mayMakeShares(actor),
      isAll,
      items: await shareLinks(db, rows, actor, now()),
    }
  })
}

/** Ends a link at once: who made it, or an admin. */
export async function revokeShare(ctx: Context, { id }: { id: number }): Promise<ShareLink> {
  const { actor } = ctx
  const isAdmin = hasCityRole(actor, 'admin')
  if (!isAdmin && !mayMakeShares(actor)) throw forbidden('leader', 'reviewer', 'publisher')
  return ctx.store.write('share.revoke', async (tx) => {
    const row = await loadShare(tx, id, (one) => isAdmin || one.createdBy === actor.userId)
    const now = ctx.now()
    requireLive(row, now)
    const end = { revokedBy: actor.userId, revokedAt: now.toISOString() }
    await tx.update(shareLink).set(end).where(eq(shareLink.id, id))
    const detail = { purpose: row.purpose, uses: row.useCount }
    await audit(tx, { at: end.revokedAt, actor, action: 'share.revoke', object: `share:${id}`, detail })
    return must((await shareLinks(tx, [{ ...row, ...end }], actor, now))[0])
  })
}

/** Allows links for meetings, or stops all there are: none opens until they are allowed again. */
export async function switchShares(ctx: Context, { isOn }: { isOn: boolean }): Promise<ShareList> {
  requireCityRole(ctx.actor, 'admin')
  await ctx.store.write('share.switch', async (tx) => {
    const before = await areSharesOn(tx)
    if (before === isOn) return
    await writeSetting(tx, 'meetingLinks', isOn)
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'share.switch',
      object: 'meeting-links:all',
      detail: { isActive: isOn },
    })
  })
  return listShares(ctx)
}
