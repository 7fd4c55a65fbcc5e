import { getDifference } from '@cg/contract/difference'
import {
  callBackRelease,
  discardPreview,
  getPrecheck,
  getPublishBoard,
  preparePreview,
  publishPreview,
  scheduleRelease,
} from '@cg/contract/publish'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const boardQuery = queryOptions({
  queryKey: ['publish', 'board'],
  queryFn: ({ signal }) => call(getPublishBoard, {}, { signal }),
  staleTime: 0,
  // What waits for its time comes out while the page stands open.
  refetchInterval: ({ state }) => (state.data?.previews.some((one) => one.schedule !== null) === true ? 20_000 : false),
})

export const precheckQuery = (id: number, version: number) =>
  queryOptions({
    queryKey: ['publish', 'precheck', id, version],
    queryFn: ({ signal }) => call(getPrecheck, { params: { id } }, { signal }),
    staleTime: 0,
  })

export const differenceQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['releases', 'difference', from, to],
    queryFn: ({ signal }) => call(getDifference, { params: { code: to }, query: { from } }, { signal }),
  })

export const prepare = (period: string, reason: string) =>
  call(preparePreview, { params: { period }, body: reason === '' ? {} : { reason } })
export const publish = (id: number, version: number, closing: string) =>
  call(publishPreview, { params: { id }, body: { closing } }, { ifMatch: version })
export const schedule = (id: number, version: number, body: { effectiveAt: string; closing: string }) =>
  call(scheduleRelease, { params: { id }, body }, { ifMatch: version })
export const callBack = (id: number, reason: string) => call(callBackRelease, { params: { id }, body: { reason } })
export const discard = (id: number) => call(discardPreview, { params: { id } })
