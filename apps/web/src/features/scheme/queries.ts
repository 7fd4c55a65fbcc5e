import { getCockpitCards, saveCockpitCards } from '@cg/contract/cockpit'
import {
  adoptScheme,
  copyScheme,
  getScheme,
  listSchemes,
  retireScheme,
  saveScheme,
  tryScheme,
} from '@cg/contract/scheme'
import type { ProposalAction } from '@cg/contract/proposal'
import type { SchemeCopy, SchemeDraft } from '@cg/contract/scheme'
import { decideSchemeProposal, getSchemeImpact, proposeScheme, readSchemeProposal } from '@cg/contract/scheme-adoption'
import { getSchemeWorkbook, readSchemeFile } from '@cg/contract/scheme-file'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../lib/api.ts'

export const schemesQuery = queryOptions({
  queryKey: ['scheme', 'list'],
  queryFn: ({ signal }) => call(listSchemes, {}, { signal }),
  staleTime: 0,
})

export const schemeQuery = (id: number) =>
  queryOptions({
    queryKey: ['scheme', 'one', id],
    queryFn: ({ signal }) => call(getScheme, { params: { id } }, { signal }),
    staleTime: 0,
    // An editor that is open must not lose what was typed to a silent reload.
    refetchOnWindowFocus: false,
  })

export const copy = (body: SchemeCopy) => call(copyScheme, { body })
export const save = (id: number, editVersion: number, body: SchemeDraft) =>
  call(saveScheme, { params: { id }, body }, { ifMatch: editVersion })
export const tryOut = (id: number) => call(tryScheme, { params: { id } })
export const adopt = (id: number, editVersion: number, approval: string) =>
  call(adoptScheme, { params: { id }, body: { approval } }, { ifMatch: editVersion })

/** What adopting the version would do, as things stand now. */
export const impactQuery = (id: number) =>
  queryOptions({
    queryKey: ['scheme', 'impact', id],
    queryFn: ({ signal }) => call(getSchemeImpact, { params: { id } }, { signal }),
    staleTime: 0,
  })
export const proposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['scheme', 'proposal', id],
    queryFn: ({ signal }) => call(readSchemeProposal, { params: { id } }, { signal }),
    staleTime: 0,
  })
export const propose = (id: number, editVersion: number, body: { approval: string; seen: string }) =>
  call(proposeScheme, { params: { id }, body }, { ifMatch: editVersion })
export const decide = ({ id, version }: { id: number; version: number }, action: ProposalAction, note: string) =>
  call(decideSchemeProposal, { params: { id }, body: { action, note } }, { ifMatch: version })

export const retire = (id: number, editVersion: number) =>
  call(retireScheme, { params: { id } }, { ifMatch: editVersion })

export const download = (id: number) => callFile(getSchemeWorkbook, { params: { id } })
export function readFile(id: number, file: File) {
  const body = new FormData()
  body.append('file', file)
  return callUpload(readSchemeFile, { params: { id } }, body)
}

export const cardsQuery = queryOptions({
  queryKey: ['scheme', 'cards'],
  queryFn: ({ signal }) => call(getCockpitCards, {}, { signal }),
  staleTime: 0,
})

export const chooseCards = (year: number, body: { indicators: string[]; seen: string[] | null }) =>
  call(saveCockpitCards, { params: { year }, body })
