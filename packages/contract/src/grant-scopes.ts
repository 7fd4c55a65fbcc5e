import type { Role } from './schema.ts'

/** What a role may be granted for. */
export const grantableScopes: Readonly<Record<Role, readonly ('city' | 'department' | 'unit')[]>> = {
  leader: ['city', 'department', 'unit'],
  filler: ['department', 'unit'],
  unit_checker: ['department', 'unit'],
  unit_head: ['department', 'unit'],
  reviewer: ['city', 'department'],
  publisher: ['city'],
  admin: ['city'],
  auditor: ['city'],
}
