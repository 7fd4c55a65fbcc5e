import {
  getIdentitySettings,
  linkIdentity,
  listIdentities,
  saveIdentitySettings,
  unlinkIdentity,
} from '@cg/contract/identity'
import type { Body } from '@cg/contract/route'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const identitySettingsQuery = queryOptions({
  queryKey: ['admin', 'identity-service'],
  queryFn: ({ signal }) => call(getIdentitySettings, {}, { signal }),
  staleTime: 0,
})
export const identitiesQuery = queryOptions({
  queryKey: ['admin', 'identities'],
  queryFn: ({ signal }) => call(listIdentities, {}, { signal }),
  staleTime: 0,
})

export type SettingsInput = Body<typeof saveIdentitySettings>
export const saveSettings = (body: SettingsInput) => call(saveIdentitySettings, { body })
export const link = (id: number, user: number) => call(linkIdentity, { params: { id }, body: { user } })
export const unlink = (id: number) => call(unlinkIdentity, { params: { id } })
