import { readSetup } from '@cg/contract/setup'
import {
  createUser,
  decideGrants,
  getReference,
  getSystem,
  listPeriods,
  listUsers,
  makeBackupNow,
  removeDemo,
  resetPassword,
  savePeriod,
  updateUser,
} from '@cg/contract/admin'
import { listReporters, switchSignOff } from '@cg/contract/reporter'
import type { SwitchSignOff } from '@cg/contract/reporter'
import { listShares, switchShares } from '@cg/contract/share'
import type { GrantRequest, PeriodInfo, UserInfo } from '@cg/contract/admin'
import { listMaps, takeMap, tryMap, withdrawMap } from '@cg/contract/map'
import { listRestores, previewRestore, restoreBackup } from '@cg/contract/restore'
import type { MapInput } from '@cg/contract/map'
import type { Body } from '@cg/contract/route'
import type { ProposalAction } from '@cg/contract/proposal'
import { changeUnit, decideUnitProposal, listUnits, readUnitProposal } from '@cg/contract/unit'
import type { UnitChangeInput } from '@cg/contract/unit'
import { succeedUnits } from '@cg/contract/unit-succession'
import type { SuccessionInput } from '@cg/contract/unit-succession'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const usersQuery = queryOptions({
  queryKey: ['admin', 'users'],
  queryFn: ({ signal }) => call(listUsers, {}, { signal }),
  staleTime: 0,
})
export const periodsQuery = queryOptions({
  queryKey: ['admin', 'periods'],
  queryFn: ({ signal }) => call(listPeriods, {}, { signal }),
  staleTime: 0,
})
export const systemQuery = queryOptions({
  queryKey: ['admin', 'system'],
  queryFn: ({ signal }) => call(getSystem, {}, { signal }),
  staleTime: 0,
})
export const referenceQuery = queryOptions({
  queryKey: ['admin', 'reference'],
  queryFn: ({ signal }) => call(getReference, {}, { signal }),
})

export const unitsQuery = queryOptions({
  queryKey: ['admin', 'units'],
  queryFn: ({ signal }) => call(listUnits, {}, { signal }),
  staleTime: 0,
})
export const unitProposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['admin', 'units', 'proposal', id],
    queryFn: ({ signal }) => call(readUnitProposal, { params: { id } }, { signal }),
    staleTime: 0,
  })
export const decideUnits = ({ id, version }: { id: number; version: number }, action: ProposalAction, note: string) =>
  call(decideUnitProposal, { params: { id }, body: { action, note } }, { ifMatch: version })

export const sendUnit = (body: UnitChangeInput) => call(changeUnit, { body })
export const sendSuccession = (body: SuccessionInput) => call(succeedUnits, { body })

export const reportersQuery = queryOptions({
  queryKey: ['admin', 'reporters'],
  queryFn: ({ signal }) => call(listReporters, {}, { signal }),
  staleTime: 0,
})
export const putSignOff = (code: string, body: SwitchSignOff) => call(switchSignOff, { params: { code }, body })

export const sharesQuery = queryOptions({
  queryKey: ['shares'],
  queryFn: ({ signal }) => call(listShares, {}, { signal }),
  staleTime: 0,
})
export const allowShares = (isOn: boolean) => call(switchShares, { body: { isOn } })

export type NewUser = Body<typeof createUser>
export type UserChange = Body<typeof updateUser>

export const addUser = (body: NewUser) => call(createUser, { body })
export const changeUser = (user: UserInfo, body: UserChange) =>
  call(updateUser, { params: { id: user.id }, body }, { ifMatch: user.version })
export const decideGrant = ({ id, version }: GrantRequest, action: ProposalAction, note: string) =>
  call(decideGrants, { params: { id }, body: { action, note } }, { ifMatch: version })
export const newPassword = (user: UserInfo) => call(resetPassword, { params: { id: user.id } })
export const putPeriod = (
  code: string,
  body: Pick<PeriodInfo, 'opensAt' | 'dueAt' | 'closesAt' | 'state' | 'checkBy' | 'reviewBy' | 'publishBy'>,
) => call(savePeriod, { params: { code }, body })
export const backUp = () => call(makeBackupNow, {})
/** Asked anew after every backup. */
export const restoresQuery = (lastBackupAt: string | null) =>
  queryOptions({
    queryKey: ['admin', 'restores', { lastBackupAt }],
    queryFn: ({ signal }) => call(listRestores, {}, { signal }),
    staleTime: 0,
  })
export const restorePreviewQuery = (name: string) =>
  queryOptions({
    queryKey: ['admin', 'restores', name],
    queryFn: ({ signal }) => call(previewRestore, { params: { name } }, { signal }),
    staleTime: 0,
  })
export const restore = (name: string, body: Body<typeof restoreBackup>) =>
  call(restoreBackup, { params: { name }, body })
export const clearDemo = (confirm: string) => call(removeDemo, { body: { confirm } })

export const mapsQuery = queryOptions({
  queryKey: ['admin', 'maps'],
  queryFn: ({ signal }) => call(listMaps, {}, { signal }),
  staleTime: 0,
})
export const tryThisMap = (body: MapInput) => call(tryMap, { body })
export const takeThisMap = (body: MapInput) => call(takeMap, { body })
export const stopMap = (id: number, reason: string) => call(withdrawMap, { params: { id }, body: { reason } })

/** Derived from what is there at this moment. */
export const setupQuery = queryOptions({
  queryKey: ['admin', 'setup'],
  queryFn: ({ signal }) => call(readSetup, {}, { signal }),
  staleTime: 0,
})
