import { registerRecord, registerStep, registerUse } from '@cg/db/schema'
import { dayInChina } from '@cg/domain/number/china-day'
import { desc, eq, gte } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { hasRole } from '../permission.ts'
import { loadKnown } from '../register/known.ts'
import type { Known, KnownKind } from '../register/known.ts'
import { offeredOn, rightsTo } from '../register/rights.ts'
import type { Asking, Message } from './message.ts'

type Found = { readonly row: typeof registerRecord.$inferSelect; readonly step: typeof registerStep.$inferSelect }

/**
 * 台账: to who may accept records that some wait, to the department that keeps the register what became of its own. One
 * message of a register that waits; one of what a person decided on a day in one way.
 */
export async function registerMessages(asking: Asking): Promise<Message[]> {
  const { ctx, db, since } = asking
  if (!hasRole(ctx.actor, 'filler', 'reviewer')) return []
  const found = await db
    .select({ row: registerRecord, step: registerStep })
    .from(registerStep)
    .innerJoin(registerRecord, eq(registerRecord.id, registerStep.recordId))
    .where(gte(registerStep.at, since))
    .orderBy(desc(registerStep.id))
  if (found.length === 0) return []
  const known = await loadKnown(db, ctx.now())
  const by = await loadNames(
    db,
    found.map(({ step }) => step.actorId),
  )
  const used = new Set((await db.select({ kind: registerUse.kind }).from(registerUse)).map(({ kind }) => kind))
  // The newest step of each record: what is so now.
  const newest = [...new Map(found.toReversed().map((one) => [one.row.id, one])).values()].toReversed()
  return known.kinds.flatMap((kind) => {
    const own = newest.filter(({ row }) => row.kind === kind.code)
    return [...waiting(asking, kind, own), ...decided(asking, { kind, known, by, isUsed: used.has(kind.code) }, own)]
  })
}

/** The page of a register. */
const linkOf = ({ code }: KnownKind): string => `/registers/${code}`

function waiting({ ctx: { actor } }: Asking, kind: KnownKind, found: readonly Found[]): Message[] {
  const open = found.filter(({ row }) => offeredOn(actor, row).includes('accept'))
  const [last] = open
  if (last === undefined) return []
  const facts = { kind: 'recordsWaiting' as const, register: kind.name, count: open.length }
  // Another record that comes is news again.
  return [{ key: `register:${kind.code}:waiting:${last.step.id}`, at: last.step.at, link: linkOf(kind), facts }]
}

const outcomeOf = { accept: 'accepted', return: 'returned', revoke: 'revoked' } as const

type Telling = {
  readonly kind: KnownKind
  readonly known: Known
  /** Its records fill the forms. */
  readonly isUsed: boolean
  readonly by: Awaited<ReturnType<typeof loadNames>>
}

function decided({ ctx: { actor } }: Asking, { kind, known, by, isUsed }: Telling, found: readonly Found[]): Message[] {
  if (!rightsTo(actor, kind.department).enters) return []
  const told = found.filter(({ step }) => step.action in outcomeOf && step.actorId !== actor.userId)
  const sittings = Map.groupBy(told, ({ step }) => `${step.action} ${step.actorId} ${dayInChina(step.at)}`)
  return [...sittings.values()].flatMap((sitting): Message[] => {
    const [last] = sitting
    if (last === undefined) return []
    const { id, at, action, actorId } = last.step
    const facts = {
      kind: 'recordsDecided' as const,
      register: kind.name,
      count: sitting.length,
      by: by(actorId, at),
      outcome: outcomeOf[action as keyof typeof outcomeOf],
      reason: sharedReason(sitting),
      isUsed,
      figures: kind.feeds.map(({ item }) => known.items.get(item)?.name ?? item),
    }
    return [{ key: `register:${kind.code}:${action}:${id}`, at, link: linkOf(kind), facts }]
  })
}

/** Why, where all were decided on for one reason; null also where it holds a number, which no message does. */
function sharedReason(sitting: readonly Found[]): string | null {
  const reasons = new Set(sitting.map(({ step }) => step.note))
  const [reason = ''] = reasons
  return reasons.size > 1 || reason === '' || /[0-9０-９]/u.test(reason) ? null : reason.replace(/[。；，]+$/u, '')
}
