import type { Role } from '@cg/contract/schema'
import { ServiceError } from './errors.ts'
import type { Actor } from './context.ts'

/** True when the actor holds the role at all, whatever its scope. */
export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role))
}

/** True when the actor fills forms for this reporter (a department or a unit). */
export function fillsFor(actor: Actor, reporter: { department?: string; unit?: string }): boolean {
  return actor.grants.some(
    (grant) =>
      grant.role === 'filler' &&
      ((reporter.department !== undefined && grant.department === reporter.department) ||
        (reporter.unit !== undefined && grant.unit === reporter.unit)),
  )
}

const roleWords: Record<Role, string> = {
  leader: '领导',
  filler: '填报人',
  reviewer: '审核人',
  publisher: '发布人',
  admin: '系统管理员',
  auditor: '审计员',
}

/** Refuses in words that name the role to ask; the same refusal whether or not the thing exists. */
export function forbidden(...needed: Role[]): ServiceError {
  const who = needed.map((role) => roleWords[role]).join('或')
  return new ServiceError('forbidden', `您的账号没有这项权限，需要${who}办理。如有疑问请联系产改办。`)
}

/** Throws unless the actor holds one of the roles. */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (!hasRole(actor, ...roles)) throw forbidden(...roles)
}
