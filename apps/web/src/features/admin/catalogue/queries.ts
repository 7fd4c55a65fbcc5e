import {
  checkCatalogueChange,
  decideCatalogueChange,
  proposeCatalogueChange,
  readCatalogueBoard,
  readCatalogueProposal,
} from '@cg/contract/catalogue-change'
import type { CatalogueAction, CatalogueChangeInput, CatalogueProposal } from '@cg/contract/catalogue-change'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../../lib/api.ts'

export const catalogueQuery = queryOptions({
  queryKey: ['catalogue', 'board'],
  queryFn: ({ signal }) => call(readCatalogueBoard, {}, { signal }),
  staleTime: 0,
})

export const checkQuery = (change: CatalogueChangeInput) =>
  queryOptions({
    queryKey: ['catalogue', 'check', change],
    queryFn: () => call(checkCatalogueChange, { body: change }),
    staleTime: 0,
    gcTime: 0,
  })

export const proposalQuery = (id: number) =>
  queryOptions({
    queryKey: ['catalogue', 'proposal', id],
    queryFn: ({ signal }) => call(readCatalogueProposal, { params: { id } }, { signal }),
    staleTime: 0,
  })

export const propose = (change: CatalogueChangeInput, reason: string, seen: string) =>
  call(proposeCatalogueChange, { body: { change, reason, seen } })

export const decide = ({ id, version }: CatalogueProposal, action: CatalogueAction, note: string) =>
  call(decideCatalogueChange, { params: { id }, body: { action, note } }, { ifMatch: version })
