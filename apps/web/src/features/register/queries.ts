import {
  decideRecords,
  enterRecords,
  listRegisters,
  readRegister,
  reviseRecord,
  useRegister,
} from '@cg/contract/register'
import type { RecordAction, RegisterRecord, RegisterRow } from '@cg/contract/register'
import { keepUploaded, markRegisterUpload, uploadRegister } from '@cg/contract/register-upload'
import type { RegisterUpload } from '@cg/contract/register-upload'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile, callUpload } from '../../lib/api.ts'
import { whenFree } from '../../lib/when-free.ts'

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

export function sendFile(kind: string, file: File) {
  const body = new FormData()
  body.append('file', file)
  return whenFree(() => callUpload(uploadRegister, { params: { kind } }, body))
}

/** The same workbook back with its bad cells marked. */
export function markFile(kind: string, file: File) {
  const body = new FormData()
  body.append('file', file)
  const input = { params: { kind }, body }
  return whenFree(() => callFile(markRegisterUpload, input))
}

/** Keeps a file as it was shown; `reason` stands for the changes that the file gives none for. */
export const keepFile = (
  kind: string,
  { fileName, fileHash, rows }: RegisterUpload,
  { reason, key }: { readonly reason: string; readonly key: string },
) =>
  call(
    keepUploaded,
    {
      params: { kind },
      body: {
        fileName,
        fileHash,
        rows: rows.map(({ id, version, unit, values, reason: own, isReasonAsked }) => ({
          id,
          version,
          unit,
          values,
          reason: isReasonAsked && own.trim() === '' ? reason : own,
        })),
      },
    },
    { idempotencyKey: key },
  )
