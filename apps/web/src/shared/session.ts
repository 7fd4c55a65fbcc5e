import { getMe, getWelcome } from '@cg/contract/session'
import type { Me } from '@cg/contract/session'
import type { Role } from '@cg/contract/schema'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { sharedLink } from '../lib/shared-link.ts'

/** Who opened a link for a meeting has no account: nothing is theirs and no page of work is offered. */
const guest: Me = {
  user: { id: 0, login: '', name: '会议链接', mustChangePassword: false },
  grants: [],
  city: '',
  prefix: '',
  emblem: null,
  isDemo: false,
  mayShare: false,
  lastBackupAt: null,
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (sharedLink() === null ? call(getMe, {}, { signal }) : guest),
  staleTime: 5 * 60_000,
})

export const welcomeQuery = queryOptions({
  queryKey: ['welcome'],
  queryFn: ({ signal }) => call(getWelcome, {}, { signal }),
  staleTime: 0,
})

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return me.grants.some((grant) => roles.includes(grant.role))
}

/** For what concerns the whole city: a grant for a department or a unit does not open it. */
export function hasCityRole(me: Me, ...roles: Role[]): boolean {
  return me.grants.some(({ role, department, unit }) => roles.includes(role) && department === null && unit === null)
}

/** The signed-in user; only below the signed-in layout, which has loaded it. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}
