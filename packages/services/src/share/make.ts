import { mostShares, shareAddress, shareHours, sharePageNames, shareTarget } from '@cg/contract/share'
import type { ShareLink, ShareTarget, createShare as createRoute } from '@cg/contract/share'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { Body } from '@cg/contract/route'
import { shareLink } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden } from '../permission.ts'
import { readAnswer } from '../release/read/releases.ts'
import { hashToken, newToken } from '../session/actor.ts'
import { areSharesOn, loadShare, mayMakeShares, requireLive, shareLinks } from './link.ts'
import { shareReleaseOf } from './release.ts'
import { answersOf, shareWords } from './scope.ts'

const hourMs = 3_600_000

/**
 * Makes a link that opens one page of one release without an account. The token is told once and only its hash is kept.
 * Errors: switched off, no page of a release, nothing there to show, too long a life, too many alive.
 */
export async function createShare(
  ctx: Context,
  input: Body<typeof createRoute>,
): Promise<{ link: ShareLink; token: string }> {
  if (!mayMakeShares(ctx.actor)) throw forbidden('leader', 'reviewer', 'publisher')
  const target = requireTarget(input.address)
  requireHours(target, input.hours)
  if (input.release === null && target.page !== 'screen') {
    throw invalid(`只有大屏可以随最新发布更换，${sharePageNames[target.page]}的链接须指明一次发布。请选定发布编号。`, {
      reason: 'share.no_release',
    })
  }
  await requireSomething(ctx, target, input.release)
  const token = newToken()
  return ctx.store.write('share.create', async (tx) => {
    await requireOn(tx)
    const now = ctx.now()
    await requireFew(tx, ctx, now)
    const row = {
      tokenHash: hashToken(token),
      address: shareAddress(input.address),
      releaseCode: input.release,
      purpose: input.purpose.trim(),
      createdBy: ctx.actor.userId,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + input.hours * hourMs).toISOString(),
    }
    const [made] = await tx.insert(shareLink).values(row).returning()
    const stored = must(made)
    await audit(tx, {
      at: row.createdAt,
      actor: ctx.actor,
      action: 'share.create',
      object: `share:${stored.id}`,
      detail: {
        page: shareWords(row.address),
        release: input.release ?? '最新发布',
        purpose: row.purpose,
        expiresAt: row.expiresAt,
      },
    })
    return { link: must((await shareLinks(tx, [stored], ctx.actor, now))[0]), token }
  })
}

/** Lets a living link live on from now; only who made it. What has ended stays ended. */
export async function renewShare(ctx: Context, { id, hours }: { id: number; hours: number }): Promise<ShareLink> {
  if (!mayMakeShares(ctx.actor)) throw forbidden('leader', 'reviewer', 'publisher')
  return ctx.store.write('share.renew', async (tx) => {
    await requireOn(tx)
    const row = await loadShare(tx, id, (one) => one.createdBy === ctx.actor.userId)
    const now = ctx.now()
    requireLive(row, now)
    requireHours(must(shareTarget(row.address)), hours)
    const expiresAt = new Date(now.getTime() + hours * hourMs).toISOString()
    await tx.update(shareLink).set({ expiresAt }).where(eq(shareLink.id, id))
    await audit(tx, {
      at: now.toISOString(),
      actor: ctx.actor,
      action: 'share.renew',
      object: `share:${id}`,
      detail: { before: { expiresAt: row.expiresAt }, after: { expiresAt } },
    })
    return must((await shareLinks(tx, [{ ...row, expiresAt }], ctx.actor, now))[0])
  })
}

function requireTarget(address: string): ShareTarget {
  const target = shareTarget(address)
  if (target !== null) return target
  throw invalid('这个页面不能生成会议链接。可以分享的是总览、排名、指标、区县画像、对比、均衡性、目标和大屏。', {
    reason: 'share.page',
  })
}

function requireHours({ page }: ShareTarget, hours: number): void {
  const most = page === 'screen' ? shareHours.mostOfScreen : shareHours.most
  if (hours <= most) return
  throw invalid(`${sharePageNames[page]}的会议链接最长${most / 24}天，到期前可以续期。请选短一些的期限。`, {
    reason: 'share.too_long',
  })
}

/** A link that opens a refusal helps nobody: what its page cannot do without must be there. */
async function requireSomething(ctx: Context, target: ShareTarget, code: string | null): Promise<void> {
  const release = await shareReleaseOf(ctx, code)
  const { body } = await readAnswer(ctx, release.code, must(answersOf(target, release)[0]))
  if (target.page !== 'unit') return
  const { units } = JSON.parse(body.toString('utf8')) as MatrixFacts
  if (!units.code.includes(target.subject ?? '')) throw notFound(`单位 ${target.subject ?? ''}`)
}

async function requireOn(tx: Db): Promise<void> {
  if (await areSharesOn(tx)) return
  throw new ServiceError('conflict', '本平台没有启用会议链接。需要使用请联系系统管理员在“管理 — 系统与备份”中启用。', {
    reason: 'share.off',
  })
}

async function requireFew(tx: Db, { actor }: Context, now: Date): Promise<void> {
  const alive = await tx
    .select({ id: shareLink.id })
    .from(shareLink)
    .where(
      and(
        eq(shareLink.createdBy, actor.userId),
        isNull(shareLink.revokedAt),
        gt(shareLink.expiresAt, now.toISOString()),
      ),
    )
  if (alive.length < mostShares) return
  throw new ServiceError('conflict', `您已有 ${alive.length} 条有效的会议链接。请先收回不再需要的，再生成新的。`, {
    reason: 'share.too_many',
  })
}
