import type { Contact, Liaison, SaveLiaison } from '@cg/contract/liaison'
import { liaison } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, hasCityRole, hasRoleFor, reporting } from '../permission.ts'
import { knownReporters } from './list.ts'
import type { Named } from './list.ts'

type Row = typeof liaison.$inferSelect

/** The liaisons that the actor may edit: of the own department or unit, of all for an admin. Nobody else's are shown here. */
export async function listLiaisons(ctx: Context): Promise<{ items: Liaison[] }> {
  return ctx.store.read(async (db) => {
    const own = (await knownReporters(db)).filter(({ code }) => mayEdit(ctx.actor, code))
    const rows = new Map((await db.select().from(liaison)).map((row) => [row.reporter, row]))
    return { items: await Promise.all(own.map((one) => liaisonOf(db, one, rows.get(one.code)))) }
  })
}

function mayEdit(actor: Actor, code: string): boolean {
  return hasCityRole(actor, 'admin') || hasRoleFor(actor, { department: code, unit: code }, ...reporting)
}

/** By reporter; for the office, whose board shows whom to call. */
export async function loadContacts(db: Db): Promise<ReadonlyMap<string, Contact>> {
  const rows = await db.select().from(liaison)
  return new Map(rows.map(({ reporter, name, phone, mail }) => [reporter, { name, phone, mail }]))
}

/** Names whom to call, or nobody any more. The audit trail keeps the name, not phone and mail. */
export async function saveLiaison(
  ctx: Context,
  { code, version, ...input }: SaveLiaison & { readonly code: string; readonly version: number | null },
): Promise<Liaison> {
  if (!mayEdit(ctx.actor, code)) throw forbidden(...reporting, 'admin')
  const contact = checked(input)
  return ctx.store.write('liaison.save', async (tx) => {
    const reporter = (await knownReporters(tx)).find((one) => one.code === code)
    if (reporter === undefined) throw notFound(`报送单位 ${code}`)
    const [before] = await tx.select().from(liaison).where(eq(liaison.reporter, code))
    requireSeen(reporter, before, version)
    const at = ctx.now().toISOString()
    const row = {
      ...contact,
      reporter: code,
      version: (before?.version ?? 0) + 1,
      updatedBy: ctx.actor.userId,
      updatedAt: at,
    }
    const isNamed = contact.name !== ''
    if (isNamed) await tx.insert(liaison).values(row).onConflictDoUpdate({ target: liaison.reporter, set: row })
    else await tx.delete(liaison).where(eq(liaison.reporter, code))
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'liaison.save',
      object: `reporter:${code}`,
      detail: {
        before: { liaison: before?.name ?? null },
        after: {
          liaison: isNamed ? contact.name : null,
          reached: before === undefined ? '' : otherWays(before, contact),
        },
      },
    })
    return liaisonOf(tx, reporter, isNamed ? row : undefined)
  })
}

function checked({ name, phone, mail }: SaveLiaison): Contact {
  const contact = { name: name.trim(), phone: phone.trim(), mail: mail.trim() }
  const problem = contactProblem(contact)
  if (problem !== null) throw invalid(problem.message, { reason: 'liaison.contact' })
  return contact
}

/** What is wrong with how a liaison is written, and in which field; null: nothing. Nobody at all is right too. */
export function contactProblem(contact: Contact): { readonly field: keyof Contact; readonly message: string } | null {
  const { name, phone, mail } = contact
  if (name === '' && phone + mail !== '')
    return { field: 'name', message: '请填写联络员姓名；不再设联络员的，请把电话和邮箱也清空。' }
  if (name !== '' && phone + mail === '')
    return { field: 'phone', message: '请填写电话或邮箱，至少一项，催报时才联系得上。' }
  if (phone !== '' && !/^[0-9+()（）\-－—、，,;； 转内线短号]{3,60}$/.test(phone))
    return {
      field: 'phone',
      message: `电话“${phone}”的写法不对，应写成 0571-88001234 或 13800000000 的样子，几个号码之间用顿号。`,
    }
  if (mail !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail))
    return { field: 'mail', message: `邮箱“${mail}”的写法不对，应写成 name@example.cn 的样子。` }
  const turned = (['name', 'mail'] as const).find((field) => directionControlProblem(contact[field]) !== null)
  return turned === undefined ? null : { field: turned, message: `${directionControlProblem(contact[turned]) ?? ''}。` }
}

function requireSeen({ name }: Named, before: Row | undefined, version: number | null): void {
  if (version === null)
    throw new ServiceError(
      'precondition_required',
      '缺少版本号（If-Match），无法确认您看到的是最新内容。请刷新页面后重试。',
      {
        reason: 'liaison.version_missing',
      },
    )
  if (version === (before?.version ?? 0)) return
  throw new ServiceError('stale', `${name}的联络员刚被他人修改过，您的修改没有保存。请核对后重试。`, {
    reason: 'liaison.stale',
    current: { version: before?.version ?? 0 },
  })
}

/** '电话、邮箱': what of the ways to reach the person became another. */
function otherWays(before: Row, now: Contact): string {
  return [before.phone === now.phone ? '' : '电话', before.mail === now.mail ? '' : '邮箱'].filter(Boolean).join('、')
}

async function liaisonOf(db: Db, { code, name: reporterName }: Named, row: Row | undefined): Promise<Liaison> {
  if (row === undefined) return { code, reporterName, contact: null, version: 0, updatedBy: null, updatedAt: null }
  const { name, phone, mail, version, updatedBy, updatedAt } = row
  const names = await loadNames(db, [updatedBy])
  return {
    code,
    reporterName,
    contact: { name, phone, mail },
    version,
    updatedBy: updatedBy === null ? null : names(updatedBy, updatedAt),
    updatedAt,
  }
}
