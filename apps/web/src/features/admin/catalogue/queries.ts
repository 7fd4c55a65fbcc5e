import {
  checkCatalogueChange,
  decideCatalogueChange,
  getCatalogueWorkbook,
  proposeCatalogueChange,
  readCatalogueBoard,
  readCatalogueFile,
  readCatalogueProposal,
} from '@cg/contract/catalogue-change'
import { readCatalogueUpdate, takeCatalogueUpdate } from '@cg/contract/catalogue-update'
import type { ProposalAction } from '@cg/contract/proposal'
import type { CatalogueChangeInput, CatalogueProposal } from '@cg/contract/catalogue-change'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../../lib/api.ts'

export const catalogueQuery = queryOptions({
  queryKey: ['catalogue', 'board'],
  queryFn: ({ signal }) => call(readCatalogueBoard, {}, { signal }),
  staleTime: 0,
})

export const updateQuery = queryOptions({
  queryKey: ['catalogue', 'update'],
  queryFn: ({ signal }) => call(readCatalogueUpdate, {}, { signal }),
  staleTime: 0,
})

export const takeUpdate = (seen: string) => call(takeCatalogueUpdate, { body: { seen } })

/** Null: there is nothing whole to check yet. */
export const checkQuery = (change: CatalogueChangeInput | null) =>
  queryOptions({
    queryKey: ['catalogue', 'check', change],
    queryFn: () => (change === null ? Promise.reject(unchecked()) : call(checkCatalogueChange, { body: change })),
    staleTime: 0,
    gcTime: 0,
  })

const unchecked = () => new Error('a change that is not whole is neither checked nor proposed')

export const proposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['catalogue', 'proposal', id],
    queryFn: ({ signal }) => call(readCatalogueProposal, { params: { id } }, { signal }),
    staleTime: 0,
  })

export type Proposing = { readonly reason: string; readonly seen: string; readonly isDistinct: boolean }

export const propose = (change: CatalogueChangeInput | null, { reason, seen, isDistinct }: Proposing) => {
  const said = isDistinct ? { isDistinct } : {}
  return change === null
    ? Promise.reject(unchecked())
    : call(proposeCatalogueChange, { body: { change, reason, seen, ...said } })
}

export const readFile = (file: File) => {
  const body = new FormData()
  body.set('file', file)
  return callUpload(readCatalogueFile, {}, body)
}

export const download = () => callFile(getCatalogueWorkbook, {})

export const decide = ({ id, version }: CatalogueProposal, action: ProposalAction, note: string) =>
  call(decideCatalogueChange, { params: { id }, body: { action, note } }, { ifMatch: version })
