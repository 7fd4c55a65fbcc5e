import {
  changeWindow,
  confirmWorksheet,
  decideObjection,
  getCheckRecord,
  makeObjection,
  openWindow,
  readAppeals,
  readWorksheet,
} from '@cg/contract/appeal'
import type { AppealBoard, CheckWindowFact, Objection, ObjectionEntry, Worksheet } from '@cg/contract/appeal'
import type { ObjectionAction } from '@cg/domain/form/objection'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile } from '../../lib/api.ts'

export const checkKey = ['check'] as const

/** Of a quarter; undefined: the newest one that districts check or checked. */
export function appealsQuery(quarter: string | undefined) {
  return queryOptions({
    queryKey: [...checkKey, 'board', quarter ?? 'newest'],
    queryFn: ({ signal }) => call(readAppeals, { query: quarter === undefined ? {} : { period: quarter } }, { signal }),
    staleTime: 0,
  })
}

export function worksheetQuery(period: string, unit: string) {
  return queryOptions({
    queryKey: [...checkKey, 'sheet', period, unit],
    queryFn: ({ signal }) => call(readWorksheet, { params: { period, unit } }, { signal }),
    staleTime: 0,
  })
}

export const open = (period: string, closesAt: string): Promise<AppealBoard> =>
  call(openWindow, { params: { period }, body: { closesAt } })

/** Null: now. */
export const change = (
  period: string,
  { version }: CheckWindowFact,
  closesAt: string | null,
  reason: string,
): Promise<AppealBoard> => call(changeWindow, { params: { period }, body: { closesAt, reason } }, { ifMatch: version })

export const confirm = ({ period, unit }: Worksheet): Promise<Worksheet> =>
  call(confirmWorksheet, { params: { period, unit }, body: {} })

export const object = ({ period, unit }: Worksheet, entry: ObjectionEntry): Promise<Worksheet> =>
  call(makeObjection, { params: { period, unit }, body: entry })

export const decide = ({ id, version }: Objection, action: ObjectionAction, answer: string): Promise<Objection> =>
  call(decideObjection, { params: { id }, body: { action, answer } }, { ifMatch: version })

export const downloadRecord = (period: string) => callFile(getCheckRecord, { params: { period } })
