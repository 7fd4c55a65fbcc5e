import type { Static } from 'typebox'
import { KindParams, RegisterSheet, RegisterTexts, RegisterVersion, mostRecordsAtOnce } from './register.ts'
import { defineRoute } from './route.ts'
import { CodeText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 台账 by Excel: the kind's columns as a workbook, empty or with the records of today, and the filled workbook back. It is
 * read and shown first; what is kept is what was shown, all of it or nothing.
 */

/** The columns around those of the kind, in the order of the workbook: number and unit before them, the others behind. */
export const registerHeads = { id: '记录号', unit: '区县', reason: '修改原因', state: '状态' } as const

/** A row of a workbook as it was read. Lines are counted as the spreadsheet counts them. */
export type RegisterFileRow = {
  readonly line: number
  /** As it stands in the file; empty: a new record. */
  readonly id: string
  /** Of the record when the file was made; null where the file does not say. */
  readonly version: number | null
  /** The row says what it said when the file was made. */
  readonly isUntouched: boolean
  readonly unit: string
  /** By field. */
  readonly texts: Readonly<Record<string, string>>
  readonly reason: string
  /** Cells that hold nothing that can be read. */
  readonly faults: readonly { readonly column: string; readonly message: string }[]
}

const kindsOfFile = ['xlsx', 'xls', 'et', 'ods', 'csv'] as const
const mostBytes = 5 * 1024 * 1024

const Kept = strictObject({
  /** Null: a new record. */
  id: nullable(Type.Integer({ minimum: 1 })),
  version: nullable(RegisterVersion),
  unit: CodeText,
  values: RegisterTexts,
  reason: Type.String({ maxLength: 300 }),
})
export type KeptRow = Static<typeof Kept>

export const RegisterUpload = Type.Object({
  fileName: Type.String(),
  fileHash: Type.String(),
  /** Rows that say what is kept already. */
  same: Type.Integer(),
  /** What of the file was not read, in words. */
  ignored: Type.Array(Type.String()),
  /** What would be entered or changed; of a change what the record says now, by field and `unit`. */
  rows: Type.Array(
    Type.Object({
      ...Kept.properties,
      line: Type.Integer(),
      isReasonAsked: Type.Boolean(),
      before: nullable(Type.Record(Type.String(), Type.String())),
    }),
  ),
  /** Nothing can be kept while there is one; the first of them, and how many there are. */
  faults: Type.Array(Type.Object({ line: Type.Integer(), column: Type.String(), message: Type.String() })),
  faultCount: Type.Integer(),
})
export type RegisterUpload = Static<typeof RegisterUpload>

export const getRegisterTemplate = defineRoute({
  method: 'GET',
  path: '/api/v1/registers/:kind/template.xlsx',
  summary: 'The columns of a register as an empty workbook to fill',
  access: 'signed-in',
  params: KindParams,
  reply: null,
  file: ['xlsx'],
})

export const getRegisterRecords = defineRoute({
  method: 'GET',
  path: '/api/v1/registers/:kind/records.xlsx',
  summary: 'The standing records of a register in the layout of its template, to read or to change and upload',
  access: 'signed-in',
  params: KindParams,
  reply: null,
  file: ['xlsx'],
})

export const uploadRegister = defineRoute({
  method: 'POST',
  path: '/api/v1/registers/:kind/upload',
  summary:
    'Read a filled workbook (multipart, field `file`) and show what is new, changed, the same and wrong; writes nothing',
  access: 'signed-in',
  params: KindParams,
  bodyLimit: mostBytes + 64 * 1024,
  upload: { formats: kindsOfFile },
  reply: RegisterUpload,
})

export const markRegisterUpload = defineRoute({
  method: 'POST',
  path: '/api/v1/registers/:kind/upload/marked',
  summary:
    'The workbook that is sent (as for upload) back, with its bad cells marked and a column 错误说明; writes nothing',
  access: 'signed-in',
  params: KindParams,
  bodyLimit: mostBytes + 64 * 1024,
  upload: { formats: kindsOfFile },
  reply: null,
  file: ['xlsx'],
})

export const keepUploaded = defineRoute({
  method: 'POST',
  path: '/api/v1/registers/:kind/upload/keep',
  summary: 'Keep the rows of a workbook as they were shown: all of them or none',
  access: 'signed-in',
  params: KindParams,
  body: strictObject({
    fileName: Type.String({ minLength: 1, maxLength: 100 }),
    fileHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    rows: Type.Array(Kept, { minItems: 1, maxItems: mostRecordsAtOnce }),
  }),
  bodyLimit: 2 * 1024 * 1024,
  idempotent: true,
  refusals: ['stale'],
  reply: RegisterSheet,
})
