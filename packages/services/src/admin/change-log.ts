import type { ChangeLine, ChangePart } from '@cg/contract/change-log'
import type { Role } from '@cg/contract/schema'
import { auditEvent } from '@cg/db/schema'
import { auditActionName } from '@cg/contract/audit-words'
import type { AuditAction } from '@cg/domain/audit-action'
import { and, desc, inArray, lt } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'
import { auditLines, auditObject, loadAuditNames } from './audit-words.ts'

type Part = { readonly roles: readonly Role[]; readonly actions: readonly AuditAction[] }

/** What belongs to each page of the set-up, and who may see that page. None of these lines holds a figure that is reported. */
const parts: Readonly<Record<ChangePart, Part>> = {
  city: {
    roles: ['admin', 'auditor'],
    actions: ['city.install', 'demo.remove', 'map.take', 'map.withdraw', 'appearance.save'],
  },
  units: {
    roles: ['admin', 'publisher', 'auditor'],
    actions: ['unit.save', 'unit.succeed', 'unit.propose', 'unit.refuse', 'unit.withdraw', 'city.install'],
  },
  people: {
    roles: ['admin', 'auditor'],
    actions: [
      'user.create',
      'user.create_first_admin',
      'user.update',
      'user.reset_password',
      'identity.link',
      'identity.unlink',
      'city.install',
    ],
  },
  reporters: { roles: ['admin', 'auditor'], actions: ['sign_off.switch', 'liaison.save'] },
  calendar: { roles: ['admin', 'auditor'], actions: ['period.save', 'holidays.save', 'city.install'] },
  catalogue: {
    roles: ['reviewer', 'publisher', 'admin', 'auditor'],
    actions: ['catalogue.install', 'catalogue.propose', 'catalogue.confirm', 'catalogue.refuse', 'catalogue.withdraw'],
  },
  aims: {
    roles: ['reviewer', 'publisher', 'admin', 'auditor'],
    actions: ['aim.propose', 'aim.confirm', 'aim.refuse', 'aim.withdraw', 'city.install'],
  },
  scheme: {
    roles: ['reviewer', 'publisher', 'auditor'],
    actions: [
      'scheme.copy',
      'scheme.save',
      'scheme.try',
      'scheme.propose',
      'scheme.adopt',
      'scheme.refuse',
      'scheme.withdraw',
      'scheme.retire',
      'scheme.lock',
    ],
  },
}

const linesPerPage = 30

export type ChangeLogQuery = { readonly part: ChangePart; readonly before?: number }

/** Who changed what of one part, newest first. */
export async function listChanges(
  { store, actor }: Context,
  { part, before }: ChangeLogQuery,
): Promise<{ items: ChangeLine[]; next: number | null }> {
  const { roles, actions } = parts[part]
  requireCityRole(actor, ...roles)
  return store.read(async (db) => {
    const rows = await db
      .select()
      .from(auditEvent)
      .where(
        and(inArray(auditEvent.action, [...actions]), before === undefined ? undefined : lt(auditEvent.id, before)),
      )
      .orderBy(desc(auditEvent.id))
      .limit(linesPerPage + 1)
    const names = await loadAuditNames(db)
    const page = rows.slice(0, linesPerPage)
    return {
      items: page.map(({ id, at, actorName, action, object, detail }) => ({
        id,
        at,
        actor: actorName,
        actionName: auditActionName(action),
        objectName: auditObject(object, names),
        lines: auditLines(detail, names),
      })),
      next: rows.length > linesPerPage ? (page.at(-1)?.id ?? null) : null,
    }
  })
}
