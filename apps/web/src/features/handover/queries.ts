import {
  exportHandover,
  exportHandoverMapping,
  exportHandoverTrial,
  readHandover,
  readHandoverMapping,
  saveHandover,
  tryHandover,
} from '@cg/contract/handover'
import type { HandoverFormat, HandoverMapping } from '@cg/contract/handover'
import type { Body } from '@cg/contract/route'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../lib/api.ts'

export const handoverQuery = (code: string) =>
  queryOptions({
    queryKey: ['handover', code],
    queryFn: ({ signal }) => call(readHandover, { params: { code } }, { signal }),
    staleTime: 0,
  })

/** What a mapping that is not saved yet would hand over; the one before stays in view while it is reckoned. */
export const trialQuery = (code: string, mapping: HandoverMapping) =>
  queryOptions({
    queryKey: ['handover', code, 'trial', JSON.stringify(mapping)],
    queryFn: ({ signal }) => call(tryHandover, { params: { code }, body: { mapping } }, { signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  })

export const save = (code: string, body: Body<typeof saveHandover>) => call(saveHandover, { params: { code }, body })
export const takeTrial = (code: string, mapping: HandoverMapping) =>
  callFile(exportHandoverTrial, { params: { code }, body: { mapping } })
export const takeMapping = (code: string) => callFile(exportHandoverMapping, { params: { code } })
export const takeFile = (code: string, mapping: number, format: HandoverFormat) =>
  callFile(exportHandover, { params: { code }, query: { mapping, format } })

export function readMapping(code: string, file: File) {
  const body = new FormData()
  body.append('file', file)
  return callUpload(readHandoverMapping, { params: { code } }, body)
}
