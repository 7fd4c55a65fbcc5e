import { shareTarget } from '@cg/contract/share'
import type { SharedView } from '@cg/contract/share'
import { bookkeeping } from '@cg/db/audit-witness'
import { shareLink } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatDateTime } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context, Services } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { hashToken, loadActor } from '../session/actor.ts'
import { unnamedCity } from '../session/welcome.ts'
import { readSetting } from '../settings.ts'
import { areSharesOn, shareState } from './link.ts'
import type { ShareRow } from './link.ts'
import { shareReleaseOf } from './release.ts'
import { answersOf } from './scope.ts'

export type LinkKey = { readonly link: number; readonly token: string }

/** Somebody with a link: its row, and a context that reads as its maker would, within the link. */
export type OpenedShare = { readonly row: ShareRow; readonly ctx: Context }

const touchMs = 60_000

/**
 * Who holds this token may read what the link's page needs. Asked for every request: a link that was revoked, switched
 * off, or whose maker lost the right to make it, opens nothing from then on.
 */
export async function findShare(services: Services, key: LinkKey): Promise<OpenedShare> {
  const { row, actor } = await services.store.read(async (db) => {
    const found = await loadByToken(db, key)
    await requireOpen(db, found, services.now())
    const maker = await loadActor(db, found.createdBy)
    if (maker === null || maker.grants.length === 0) throw ended()
    return { row: found, actor: maker }
  })
  const base = { store: services.store, now: services.now, actor }
  const release = await shareReleaseOf(base, row.releaseCode)
  const answers = new Set<string>(answersOf(must(shareTarget(row.address)), release))
  return { row, ctx: { ...base, share: { link: row.id, release: release.code, answers } } }
}

/** The exchange of the token: counts the opening; the first one is in the trail. */
export async function openShare(services: Services, key: LinkKey, address: string): Promise<OpenedShare> {
  const opened = await findShare(services, key)
  await services.store.write('share.open', async (tx) => {
    const at = services.now().toISOString()
    const row = await loadByToken(tx, key)
    const firstUsedAt = row.firstUsedAt ?? at
    await bookkeeping(tx, 'share.use', async () => {
      await tx
        .update(shareLink)
        .set({ firstUsedAt, lastUsedAt: at, useCount: row.useCount + 1 })
        .where(eq(shareLink.id, row.id))
    })
    if (row.firstUsedAt !== null) return
    const detail = { address, purpose: row.purpose }
    await audit(tx, { at, actor: null, action: 'share.open', object: `share:${row.id}`, detail })
  })
  return opened
}

/** What the link shows now. Asked again by a page that stands for weeks, so this notes that the link is in use. */
export async function viewShare({ row, ctx }: OpenedShare): Promise<SharedView> {
  const now = ctx.now()
  if (row.lastUsedAt !== null && now.getTime() - Date.parse(row.lastUsedAt) > touchMs) {
    await ctx.store.write({ unaudited: 'share.use' }, async (tx) => {
      await tx.update(shareLink).set({ lastUsedAt: now.toISOString() }).where(eq(shareLink.id, row.id))
    })
  }
  return ctx.store.read(async (db) => ({
    id: row.id,
    page: must(shareTarget(row.address)).page,
    address: row.address,
    purpose: row.purpose,
    expiresAt: row.expiresAt,
    release: must(ctx.share).release,
    isNewest: row.releaseCode === null,
    city: (await readSetting(db, 'city')) ?? unnamedCity,
    isDemo: (await readSetting(db, 'demo')) !== null,
  }))
}

async function loadByToken(db: Db, { link, token }: LinkKey): Promise<ShareRow> {
  const [row] = await db
    .select()
    .from(shareLink)
    .where(and(eq(shareLink.id, link), eq(shareLink.tokenHash, hashToken(token))))
  if (row === undefined) throw unknownShare()
  return row
}

async function requireOpen(db: Db, row: ShareRow, now: Date): Promise<void> {
  if (!(await areSharesOn(db))) throw refusal('off', '本平台已停用会议链接，这条链接暂时不能打开。')
  const state = shareState(row, now)
  if (state === 'revoked') throw ended()
  if (state === 'expired') throw refusal('expired', `这条会议链接已于 ${formatDateTime(row.expiresAt)} 到期。`)
}

function ended(): ServiceError {
  return refusal('revoked', '这条会议链接已被收回。')
}

export function unknownShare(): ServiceError {
  return refusal('unknown', '会议链接不完整，或没有在这台设备上打开过。请用收到的完整链接再打开一次。')
}

function refusal(reason: string, words: string): ServiceError {
  return new ServiceError('unauthenticated', `${words}如需查看，请与提供链接的人联系。`, { reason: `share.${reason}` })
}
