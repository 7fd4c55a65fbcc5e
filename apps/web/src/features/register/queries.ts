import {
  decideRecords,
  enterRecords,
  listRegisters,
  readRegister,
  reviseRecord,
  useRegister,
} from '@cg/contract/register'
import type { RecordAction, RegisterRecord, RegisterRow } from '@cg/contract/register'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const registersQuery = queryOptions({
  queryKey: ['registers'],
  queryFn: ({ signal }) => call(listRegisters, {}, { signal }),
  staleTime: 0,
})

export const registerQuery = (kind: string) =>
  queryOptions({
    queryKey: ['register', kind],
    queryFn: ({ signal }) => call(readRegister, { params: { kind } }, { signal }),
    staleTime: 0,
  })

export const enter = (kind: string, rows: readonly RegisterRow[]) =>
  call(enterRecords, { params: { kind }, body: { rows: [...rows] } })

export const revise = (kind: string, { id, version }: RegisterRecord, row: RegisterRow, reason: string) =>
  call(reviseRecord, { params: { kind, id }, body: { ...row, reason } }, { ifMatch: version })

export const decide = (kind: string, action: RecordAction, records: readonly RegisterRecord[], note: string) =>
  call(decideRecords, {
    params: { kind },
    body: { action, note, records: records.map(({ id, version }) => ({ id, version })) },
  })

export const use = (kind: string, since: string | null, reason: string) =>
  call(useRegister, { params: { kind }, body: { since, reason } })
