import { giveFile, giveWords, listAssists, removeSupply } from '@cg/contract/assist'
import type { AssistParams } from '@cg/contract/assist'
import { queryOptions } from '@tanstack/react-query'
import { call, callUpload } from '../../lib/api.ts'

/** What one's own department is asked to supply to others' forms. */
export const assistsQuery = queryOptions({
  queryKey: ['assists'],
  queryFn: ({ signal }) => call(listAssists, {}, { signal }),
  staleTime: 0,
})

export const supplyWords = (params: AssistParams, unit: string | null, words: string) =>
  call(giveWords, { params, body: { unit, words } })

export function supplyFile(params: AssistParams, unit: string | null, file: File) {
  const body = new FormData()
  body.set('file', file)
  return callUpload(giveFile, { params, query: unit === null ? {} : { unit } }, body)
}

export const takeBack = (params: AssistParams, id: number) => call(removeSupply, { params: { ...params, id } })
