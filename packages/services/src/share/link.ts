import { shareTarget } from '@cg/contract/share'
import type { ShareLink } from '@cg/contract/share'
import { shareLink } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { ServiceError, notFound } from '../errors.ts'
import { hasRole } from '../permission.ts'
import { readSetting } from '../settings.ts'

export type ShareRow = typeof shareLink.$inferSelect

/** Links for meetings are off until an admin allows them. */
export async function areSharesOn(db: Db): Promise<boolean> {
  return (await readSetting(db, 'meetingLinks')) ?? false
}

/** Those who answer for what is shown: leaders, reviewers and publishers, of the city or of a part of it. */
export function mayMakeShares(actor: Actor): boolean {
  return hasRole(actor, 'leader', 'reviewer', 'publisher')
}

export function shareState(row: ShareRow, now: Date): ShareLink['state'] {
  if (row.revokedAt !== null) return 'revoked'
  return Date.parse(row.expiresAt) <= now.getTime() ? 'expired' : 'live'
}

/** The link, or 404: also for somebody else's, which the asker is not told of. */
export async function loadShare(db: Db, id: number, isTheirs: (row: ShareRow) => boolean): Promise<ShareRow> {
  const [row] = await db.select().from(shareLink).where(eq(shareLink.id, id))
  if (row === undefined || !isTheirs(row)) throw notFound('这条会议链接')
  return row
}

export function requireLive(row: ShareRow, now: Date): void {
  const state = shareState(row, now)
  if (state === 'live') return
  throw new ServiceError('conflict', `这条会议链接${state === 'revoked' ? '已被收回' : '已经到期'}。请另外生成一条。`, {
    reason: `share.${state}`,
  })
}

export async function shareLinks(db: Db, rows: readonly ShareRow[], actor: Actor, now: Date): Promise<ShareLink[]> {
  const names = await loadNames(
    db,
    rows.flatMap((row) => [row.createdBy, row.revokedBy]),
  )
  return rows.map((row) => ({
    ...must(shareTarget(row.address)),
    id: row.id,
    address: row.address,
    release: row.releaseCode,
    purpose: row.purpose,
    createdBy: names(row.createdBy, row.createdAt),
    isOwn: row.createdBy === actor.userId,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    state: shareState(row, now),
    revokedBy: row.revokedBy === null ? null : names(row.revokedBy, row.revokedAt),
    revokedAt: row.revokedAt,
    firstUsedAt: row.firstUsedAt,
    lastUsedAt: row.lastUsedAt,
    useCount: row.useCount,
  }))
}
