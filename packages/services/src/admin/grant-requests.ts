import type { GrantInput, GrantRequest } from '@cg/contract/admin'
import { proposalActionNames } from '@cg/contract/proposal'
import type { ProposalAction } from '@cg/contract/proposal'
import { roleNames } from '@cg/contract/schema'
import { department, grantRequest, orgUnit, session, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, desc, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { addGrants, loadGrants } from './grants.ts'

type Row = typeof grantRequest.$inferSelect

const grantsOf = ({ grants }: Pick<Row, 'grants'>): GrantInput[] => JSON.parse(grants) as GrantInput[]

/** 审核人（全市）、发布人（市人社局） */
export async function grantWords(db: Db, row: Pick<Row, 'grants'>): Promise<string> {
  const departments = await db.select({ code: department.code, name: department.name }).from(department)
  const units = await db.select({ code: orgUnit.code, name: orgUnit.name }).from(orgUnit)
  const nameOf = (code: string) => [...departments, ...units].find((one) => one.code === code)?.name ?? code
  return grantsOf(row)
    .map(({ role, department: of, unit }) => `${roleNames[role]}（${nameOf(of ?? unit ?? '') || '全市'}）`)
    .join('、')
}

type Asked = { readonly userId: number; readonly grants: readonly GrantInput[]; readonly activates: boolean }

/** Asks a second administrator for what the first may not give alone; takes the place of an earlier request. */
export async function requestGrants(tx: Db, ctx: Context, { userId, grants, activates }: Asked): Promise<void> {
  if (grants.length === 0) return
  const asked = JSON.stringify(grants.map(({ role, department: of, unit }) => ({ role, department: of, unit })))
  const at = ctx.now().toISOString()
  const [waiting] = await tx
    .select()
    .from(grantRequest)
    .where(and(eq(grantRequest.userId, userId), eq(grantRequest.state, 'proposed')))
  if (waiting?.grants === asked && waiting.proposedBy === ctx.actor.userId) return
  if (waiting !== undefined) await settle(tx, waiting, { state: 'withdrawn', by: ctx.actor.userId, at, note: '' })
  await tx.insert(grantRequest).values({
    userId,
    grants: asked,
    activates: activates || waiting?.activates === true,
    state: 'proposed',
    proposedBy: ctx.actor.userId,
    proposedAt: at,
  })
  const detail = { grants: JSON.parse(asked) as GrantInput[] }
  await audit(tx, { at, actor: ctx.actor, action: 'grant.propose', object: `user:${userId}`, detail })
}

type Settled = { state: 'confirmed' | 'refused' | 'withdrawn'; by: number; at: string; note: string }

async function settle(tx: Db, row: Row, { state, by, at, note }: Settled): Promise<void> {
  await tx
    .update(grantRequest)
    .set({ state, version: row.version + 1, decidedBy: by, decidedAt: at, note })
    .where(eq(grantRequest.id, row.id))
}

/** What waits, and the newest of what was decided. */
export async function loadGrantRequests(db: Db, actor: Actor): Promise<GrantRequest[]> {
  const rows = await db
    .select()
    .from(grantRequest)
    .innerJoin(user, eq(user.id, grantRequest.userId))
    .orderBy(desc(grantRequest.id))
    .limit(mostListed)
  const names = await loadNames(
    db,
    rows.flatMap(({ grant_request: row }) => [row.proposedBy, row.decidedBy]),
  )
  const requests: GrantRequest[] = []
  for (const { grant_request: row, user: account } of rows)
    requests.push({
      id: row.id,
      version: row.version,
      userId: row.userId,
      login: account.login,
      name: account.name,
      words: await grantWords(db, row),
      state: row.state,
      proposedBy: names(row.proposedBy, row.proposedAt),
      proposedAt: row.proposedAt,
      decidedBy: row.decidedBy === null ? null : names(row.decidedBy, row.decidedAt),
      decidedAt: row.decidedAt,
      note: row.note,
      may: offered(actor, row),
    })
  return requests
}

const mostListed = 50

/** The one who asked takes it back; another administrator decides. */
function offered(actor: Actor, row: Row): ProposalAction[] {
  if (row.state !== 'proposed' || !hasCityRole(actor, 'admin')) return []
  return row.proposedBy === actor.userId ? ['withdraw'] : ['confirm', 'refuse']
}

export type GrantDecision = {
  readonly id: number
  /** The version that was seen (If-Match). */
  readonly version: number
  readonly action: ProposalAction
  readonly note: string
}

const after = { confirm: 'confirmed', refuse: 'refused', withdraw: 'withdrawn' } as const

/**
 * A second administrator gives or refuses what the first asked for; the first takes it back. Whose rights change signs in
 * anew. Returns the account's id.
 */
export async function decideGrantRequest(ctx: Context, decision: GrantDecision): Promise<{ userId: number }> {
  requireCityRole(ctx.actor, 'admin')
  const { id, version, action } = decision
  const note = decision.note.trim()
  if (action === 'refuse' && note === '')
    throw invalid('请写明退回的原因。', { reason: 'grant_request.reason_missing' })
  return ctx.store.write(['grant.confirm', 'grant.refuse', 'grant.withdraw'], async (tx) => {
    const [row] = await tx.select().from(grantRequest).where(eq(grantRequest.id, id))
    if (row === undefined) throw notFound('这项授权申请')
    if (row.version !== version || row.state !== 'proposed')
      throw new ServiceError('stale', '这项授权申请刚由他人办理。请刷新页面查看。', { reason: 'grant_request.decided' })
    if (!offered(ctx.actor, row).includes(action))
      throw new ServiceError('forbidden', obstacle(action), { reason: 'grant_request.own' })
    const at = ctx.now().toISOString()
    if (action === 'confirm') await give(tx, row, { confirmedBy: ctx.actor.userId, at })
    await settle(tx, row, { state: after[action], by: ctx.actor.userId, at, note })
    const detail = { grants: grantsOf(row), proposer: row.proposedBy, ...(note === '' ? {} : { note }) }
    await audit(tx, { at, actor: ctx.actor, action: `grant.${action}`, object: `user:${row.userId}`, detail })
    return { userId: row.userId }
  })
}

const obstacle = (action: ProposalAction): string =>
  action === 'withdraw'
    ? '只有提出人可以撤回这项授权申请。不同意的，请退回。'
    : `这项授权由您提出，须由另一位管理员${proposalActionNames[action]}。`

async function give(tx: Db, row: Row, by: { confirmedBy: number; at: string }): Promise<void> {
  const { userId, proposedBy, activates } = row
  const held = new Set((await loadGrants(tx, userId)).map(({ role }) => role))
  if (held.has('auditor') && grantsOf(row).some(({ role }) => role === 'admin'))
    throw invalid('系统管理员与审计员不能由同一人担任，请退回，分给两个账号。', { reason: 'grant.exclusive' })
  await addGrants(tx, { userId, grants: grantsOf(row), grantedBy: proposedBy, ...by })
  const [account] = await tx.select().from(user).where(eq(user.id, userId))
  if (account === undefined) throw notFound('这个账号')
  const isActive = activates || account.isActive
  await tx
    .update(user)
    .set({ isActive, version: account.version + 1 })
    .where(eq(user.id, userId))
  await tx.delete(session).where(eq(session.userId, userId))
}
