import { Type } from './type.ts'
import type { Static } from 'typebox'
import { BreakdownText, Finding, FormParams, SubmissionFact } from './entry.ts'
import { Evidence } from './evidence-fact.ts'
import { defineRoute } from './route.ts'
import { CodeText, strictObject } from './schema.ts'

/* Evidence (A7): a file or a named document behind one value of a form. */

/** In bytes. */
export const maxEvidenceBytes = 5 * 1024 * 1024
export const mostEvidenceOfCell = 10
/** Endings of files that may be attached. */
export const evidenceKinds = ['pdf', 'jpg', 'jpeg', 'png', 'ofd', 'docx', 'xlsx'] as const
export const evidenceKindWords = 'PDF、图片（jpg、png）、OFD、docx 或 xlsx'

/** What is said of a file over the limit, by the page before it is sent and by the server. */
export function tooLargeWords(fileName: string): string {
  return `《${fileName}》超过 ${maxEvidenceBytes / 1024 / 1024} MB，请压缩后上传，或只写明文件名称和文号。`
}

const CellFields = { item: CodeText, unit: CodeText, breakdown: Type.Optional(BreakdownText) }
const evidencePath = '/api/v1/forms/:period/:form/:reporter/evidence'
const EvidenceParams = Type.Object({ ...FormParams.properties, id: Type.Integer({ minimum: 1 }) })

export const NameEvidence = strictObject({
  ...CellFields,
  /** The document or page: its number and title. */
  name: Type.String({ minLength: 2, maxLength: 200 }),
  url: Type.Optional(Type.String({ maxLength: 500 })),
})
export type NameEvidence = Static<typeof NameEvidence>

export const EvidenceReply = Type.Object({
  evidence: Type.Array(Evidence),
  findings: Type.Array(Finding),
  submission: SubmissionFact,
})
export type EvidenceReply = Static<typeof EvidenceReply>

export const attachEvidence = defineRoute({
  method: 'POST',
  path: `${evidencePath}/files`,
  summary: 'Attach a file (multipart, field `file`) to one value of a form that may be written',
  access: 'signed-in',
  params: FormParams,
  query: Type.Object(CellFields),
  bodyLimit: maxEvidenceBytes + 64 * 1024,
  upload: { formats: evidenceKinds },
  reply: EvidenceReply,
})
export const nameEvidence = defineRoute({
  method: 'POST',
  path: evidencePath,
  summary: 'Name a document or page as the evidence of one value',
  access: 'signed-in',
  params: FormParams,
  body: NameEvidence,
  reply: EvidenceReply,
})
export const removeEvidence = defineRoute({
  method: 'DELETE',
  path: `${evidencePath}/:id`,
  summary: 'Remove evidence from a form that may be written; it stays in the record',
  access: 'signed-in',
  params: EvidenceParams,
  reply: EvidenceReply,
})
export const takeSupply = defineRoute({
  method: 'POST',
  path: `${evidencePath}/supplied`,
  summary: 'Take what an assisting department supplied as the evidence of one value',
  access: 'signed-in',
  params: FormParams,
  body: strictObject({ ...CellFields, supply: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
  reply: EvidenceReply,
})
export const spreadEvidence = defineRoute({
  method: 'POST',
  path: `${evidencePath}/:id/row`,
  summary: 'Put the same document behind every other figure of its row that may be written and has none',
  access: 'signed-in',
  params: EvidenceParams,
  reply: EvidenceReply,
})
export const getEvidenceFile = defineRoute({
  method: 'GET',
  path: `${evidencePath}/:id/file`,
  summary: 'The attached file, for those who may read the figures of the form',
  access: 'signed-in',
  params: EvidenceParams,
  reply: null,
  file: evidenceKinds,
})
