import { roleNames } from '@cg/contract/schema'
import type { Role } from '@cg/contract/schema'
import { ServiceError } from './errors.ts'
import type { Actor, Grant } from './context.ts'

/** Where something lies: with a department, with a unit, or with both. */
export type Scope = { readonly department?: string; readonly unit?: string }

/** What a role may be granted for, in words. */
export const scopeAdvice: Readonly<Record<Role, string>> = {
  leader: '领导的范围是全市、一个牵头部门或一个区县',
  filler: '填报人须指定一个部门或一个区县',
  unit_checker: '单位审核人须指定一个部门或一个区县',
  unit_head: '单位负责人须指定一个部门或一个区县',
  reviewer: '审核人的范围是全市或一个牵头部门',
  publisher: '发布人的范围是全市',
  admin: '系统管理员的范围是全市',
  auditor: '审计员的范围是全市',
}

/** What a grant is for. */
export function scopeOfGrant({ department, unit }: Pick<Grant, 'department' | 'unit'>): 'city' | 'department' | 'unit' {
  if (department !== null) return 'department'
  return unit === null ? 'city' : 'unit'
}

/** The roles of a reporting unit. */
export const reporting: readonly Role[] = ['filler', 'unit_checker', 'unit_head']

/**
 * Decision 39, for every verb of every role: a grant for a department or a unit reaches what lies there and nothing of
 * the whole city. A grant of those who report (填报人, 单位审核人, 单位负责人) always names for whom.
 */
function reaches(grant: Grant, scope: Scope | 'city'): boolean {
  switch (scopeOfGrant(grant)) {
    case 'city':
      return !reporting.includes(grant.role)
    case 'department':
      return scope !== 'city' && grant.department === scope.department
    case 'unit':
      return scope !== 'city' && grant.unit === scope.unit
  }
}

/** True when the actor holds one of the roles for what lies there. */
export function hasRoleFor(actor: Actor, scope: Scope, ...roles: Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role) && reaches(grant, scope))
}

/** True when the actor holds one of the roles for the whole city. */
export function hasCityRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role) && reaches(grant, 'city'))
}

/** True when the actor holds one of the roles somewhere: for lists, which then show what the scope reaches. */
export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return actor.grants.some((grant) => roles.includes(grant.role))
}

/** True when the actor fills forms for this reporter (a department or a unit). */
export function fillsFor(actor: Actor, reporter: Scope): boolean {
  return hasRoleFor(actor, reporter, 'filler')
}

const namesOf = (roles: readonly Role[]): string => roles.map((role) => roleNames[role]).join('或')

/** Refuses in words that name the role to ask; the same refusal whether or not the thing exists. */
export function forbidden(...needed: Role[]): ServiceError {
  return new ServiceError(
    'forbidden',
    `您的账号没有这项权限，需要${namesOf(needed)}办理。如工作需要，请联系市产改办开通。`,
  )
}

/** Throws unless the actor holds one of the roles somewhere; what it then shows must be narrowed to the scope. */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (!hasRole(actor, ...roles)) throw forbidden(...roles)
}

/** Throws unless the actor holds one of the roles for the whole city. */
export function requireCityRole(actor: Actor, ...roles: Role[]): void {
  if (hasCityRole(actor, ...roles)) return
  if (!hasRole(actor, ...roles)) throw forbidden(...roles)
  throw new ServiceError(
    'forbidden',
    `您的授权限于部门或区县，这项操作涉及全市，需要全市范围的${namesOf(roles)}办理。如有疑问请联系市产改办。`,
    { reason: 'grant.not_city' },
  )
}
