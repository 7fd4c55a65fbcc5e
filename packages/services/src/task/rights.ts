import type { Actor } from '../context.ts'
import { forbidden, hasCityRole, hasRoleFor } from '../permission.ts'
import type { Known } from './known.ts'

/** What of the plan somebody sees. Who has no part in it is refused. */
export type View = {
  /** Reports of these departments' measures; null: of all. */
  readonly departments: ReadonlySet<string> | null
  /** Units whose completions are shown. */
  readonly units: readonly { readonly code: string; readonly name: string }[]
}

/**
 * The office and auditors see all, departments the reports of what they lead or assist, districts their own. Leaders read
 * the plan as a release froze it.
 */
export function viewOf(actor: Actor, { units, parents }: Known): View {
  const isOffice = hasCityRole(actor, 'reviewer', 'publisher', 'auditor')
  const grants = actor.grants.filter(({ role }) => role !== 'leader' && role !== 'admin')
  if (grants.length === 0) throw forbidden('reviewer', 'filler')
  const isCity = isOffice || grants.some(({ department, unit }) => department === null && unit === null)
  const departments = new Set(grants.flatMap(({ department }) => department ?? []))
  const own = new Set(grants.flatMap(({ unit }) => (unit === null ? [] : [unit, parents.get(unit) ?? unit])))
  return {
    departments: isCity ? null : departments,
    units: isCity || departments.size > 0 ? units : units.filter(({ code }) => own.has(code)),
  }
}

/** Whether the actor reports for the department that leads a measure, and decides on what it reports. */
export function rightsTo(actor: Actor, department: string): { readonly reports: boolean; readonly decides: boolean } {
  return {
    reports: hasRoleFor(actor, { department }, 'filler'),
    decides: hasRoleFor(actor, { department }, 'reviewer'),
  }
}

/** The plan itself is the office's to change. */
export const mayChangePlan = (actor: Actor): boolean => hasCityRole(actor, 'reviewer')
