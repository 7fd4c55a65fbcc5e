import {
  checkAims,
  decideAims,
  getAimWorkbook,
  proposeAims,
  readAim,
  readAimFile,
  readAimProposal,
} from '@cg/contract/aim'
import type { ProposalAction } from '@cg/contract/proposal'
import type { AimChange, AimProposal } from '@cg/contract/aim'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../lib/api.ts'

export const aimQuery = (code: string) =>
  queryOptions({
    queryKey: ['aims', 'indicator', code],
    queryFn: ({ signal }) => call(readAim, { params: { code } }, { signal }),
    staleTime: 0,
  })

export const proposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['aims', 'proposal', id],
    queryFn: ({ signal }) => call(readAimProposal, { params: { id } }, { signal }),
    staleTime: 0,
  })

export const check = (changes: readonly AimChange[]) => call(checkAims, { body: { changes: [...changes] } })

export const propose = (changes: readonly AimChange[], reason: string, seen: string) =>
  call(proposeAims, { body: { changes: [...changes], reason, seen } })

export const decide = ({ id, version }: AimProposal, action: ProposalAction, note: string) =>
  call(decideAims, { params: { id }, body: { action, note } }, { ifMatch: version })

export const download = () => callFile(getAimWorkbook, {})

export function readFile(file: File) {
  const body = new FormData()
  body.append('file', file)
  return callUpload(readAimFile, {}, body)
}
