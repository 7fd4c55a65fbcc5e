import {
  addYardstick,
  listYardsticks,
  loadYardstickFile,
  withdrawYardstick as withdrawRoute,
} from '@cg/contract/yardstick'
import type { YardstickRow } from '@cg/contract/yardstick'
import { queryOptions } from '@tanstack/react-query'
import { call, callUpload } from '../../lib/api.ts'

export const yardsticksQuery = queryOptions({
  queryKey: ['yardstick'],
  queryFn: ({ signal }) => call(listYardsticks, {}, { signal }),
  staleTime: 0,
})

export const addOne = (body: YardstickRow) => call(addYardstick, { body })

export function loadFile(file: File) {
  const body = new FormData()
  body.append('file', file)
  return callUpload(loadYardstickFile, {}, body)
}

export const withdraw = (id: number, reason: string) => call(withdrawRoute, { params: { id }, body: { reason } })
