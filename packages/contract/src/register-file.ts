import { evidenceKinds, maxEvidenceBytes } from './evidence.ts'
import { KindParams, RegisterSheet } from './register.ts'
import { defineRoute } from './route.ts'
import { Type } from './type.ts'

/* 台账: the files behind a record, where its kind has such. */

export const mostFilesOfRecord = 5

const recordPath = '/api/v1/registers/:kind/records/:id/files'
const RecordParams = Type.Object({ ...KindParams.properties, id: Type.Integer({ minimum: 1 }) })
const FileParams = Type.Object({ ...RecordParams.properties, file: Type.Integer({ minimum: 1 }) })

export const attachToRecord = defineRoute({
  method: 'POST',
  path: recordPath,
  summary: 'Attach a file (multipart, field `file`) to a record that is not yet decided on',
  access: 'signed-in',
  params: RecordParams,
  bodyLimit: maxEvidenceBytes + 64 * 1024,
  upload: { formats: evidenceKinds },
  reply: RegisterSheet,
})

export const removeFromRecord = defineRoute({
  method: 'DELETE',
  path: `${recordPath}/:file`,
  summary: 'Take a file off a record that is not yet decided on; it stays in the trail',
  access: 'signed-in',
  params: FileParams,
  reply: RegisterSheet,
})

export const getRecordFile = defineRoute({
  method: 'GET',
  path: `${recordPath}/:file`,
  summary: 'A file of a record, for those who read the register',
  access: 'signed-in',
  params: FileParams,
  reply: null,
  file: evidenceKinds,
})
