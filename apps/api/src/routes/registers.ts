import { createHash } from 'node:crypto'
import * as contract from '@cg/contract/register'
import * as byFile from '@cg/contract/register-upload'
import * as ofRecords from '@cg/contract/register-file'
import type { Context } from '@cg/services/context'
import { invalid } from '@cg/services/errors'
import { decideRecords } from '@cg/services/register/decide'
import { enterRecords, reviseRecord } from '@cg/services/register/enter'
import { attachToRecord, readRecordFile, removeFromRecord, requireEntering } from '@cg/services/register/files'
import { listRegisters, readRegister } from '@cg/services/register/list'
import { compareRecords, faultsOfRecords, keepRecords, openToEnter } from '@cg/services/register/upload'
import { useRegister } from '@cg/services/register/use'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { idempotencyKey } from '../headers.ts'
import type { MatchedRegister } from '@cg/export/workbook/register-match'
import { withSentBook } from '../read-sent-book.ts'
import type { SentBook } from '../read-sent-book.ts'
import { receiveFile } from '../receive-file.ts'
import type { ReceivedFile } from '../receive-file.ts'
import { sendStored } from '../send-stored.ts'
import { sendWorkbook } from '../send-workbook.ts'

/** 台账: the lists behind counts, entered by the departments that keep them and reviewed by others. */
export function registerRegisterRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listRegisters, ({ ctx }) => listRegisters(ctx))
  endpoint(app, contract.readRegister, ({ ctx, params }) => readRegister(ctx, params.kind))
  endpoint(app, contract.enterRecords, ({ ctx, params, body }) => enterRecords(ctx, { ...params, ...body }))
  endpoint(app, contract.reviseRecord, ({ ctx, params, body, request }) =>
    reviseRecord(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.decideRecords, ({ ctx, params, body }) => decideRecords(ctx, { ...params, ...body }))
  endpoint(app, contract.useRegister, ({ ctx, params, body }) => useRegister(ctx, { ...params, ...body }))
  registerFileRoutes(app)
  registerProofRoutes(app)
}

/** The files behind records: handed out as files, never shown as pages of this site. */
function registerProofRoutes(app: FastifyInstance): void {
  endpoint(
    app,
    ofRecords.attachToRecord,
    async ({ ctx, params, request }) => {
      await requireEntering(ctx, params.kind)
      return attachToRecord(ctx, params, await receiveFile(request, '材料文件'))
    },
    { perMinute: 60 },
  )
  endpoint(app, ofRecords.removeFromRecord, ({ ctx, params }) => removeFromRecord(ctx, params))
  endpoint(app, ofRecords.getRecordFile, async ({ ctx, params, reply }) =>
    sendStored(reply, await readRecordFile(ctx, params), 'evidence'),
  )
}

/** The register as a workbook, out and in. */
function registerFileRoutes(app: FastifyInstance): void {
  endpoint(app, byFile.getRegisterTemplate, async ({ ctx, params, reply }) => {
    const sheet = await openToEnter(ctx, params.kind)
    const { writeRegisterBook } = await import('@cg/export/workbook/register-template')
    return sendWorkbook(reply, await writeRegisterBook(sheet, 'empty'), `${sheet.kind.name}台账_模板`)
  })
  endpoint(app, byFile.getRegisterRecords, async ({ ctx, params, reply }) => {
    const sheet = await readRegister(ctx, params.kind)
    const { writeRegisterBook } = await import('@cg/export/workbook/register-template')
    return sendWorkbook(reply, await writeRegisterBook(sheet, 'records'), `${sheet.kind.name}台账_现有记录`)
  })
  endpoint(
    app,
    byFile.uploadRegister,
    ({ ctx, params, request }) =>
      withUpload(ctx, params.kind, request, ({ file: { fileName, bytes }, match: { rows, ignored } }) => {
        const fileHash = createHash('sha256').update(bytes).digest('hex')
        return compareRecords(ctx, { kind: params.kind, rows, ignored, fileName, fileHash })
      }),
    { perMinute: 60 },
  )
  endpoint(
    app,
    byFile.markRegisterUpload,
    ({ ctx, params, request, reply }) =>
      withUpload(ctx, params.kind, request, async (sent) => {
        const name = sent.file.fileName.replace(/\.\w{1,5}$/, '').replace(/（已标出问题）$/, '')
        return sendWorkbook(reply, await markedBytes(ctx, params.kind, sent), `${name}（已标出问题）`)
      }),
    { perMinute: 30 },
  )
  endpoint(app, byFile.keepUploaded, ({ ctx, params, body, request }) =>
    keepRecords(ctx, { ...params, ...body, idempotencyKey: idempotencyKey(request) }),
  )
}

type Upload = {
  readonly file: ReceivedFile
  readonly sent: SentBook
  readonly match: Extract<MatchedRegister, { ok: true }>
}

/** Rights first, then the file: a stranger's file is never read. */
async function withUpload<Answer>(
  ctx: Context,
  code: string,
  request: FastifyRequest,
  answer: (upload: Upload) => Promise<Answer>,
): Promise<Answer> {
  const sheet = await openToEnter(ctx, code)
  const file = await receiveFile(request, ' xlsx、xls、et、ods 或 csv 文件')
  return withSentBook(file, async (sent) => {
    const { matchRegister } = await import('@cg/export/workbook/register-match')
    const match = matchRegister(sent.book, sheet)
    if (!match.ok) throw invalid(`${file.fileName}：${match.reason}`, { reason: 'upload.other_form' })
    return answer({ file, sent, match })
  })
}

/** The sent file with its faults marked by cell; refused where there is none, or where the file cannot be written again. */
async function markedBytes(ctx: Context, kind: string, { file, sent, match }: Upload): Promise<Uint8Array> {
  const faults = await faultsOfRecords(ctx, { kind, rows: match.rows })
  if (faults.length === 0) throw invalid(`${file.fileName}：没有需要标出的问题。`, { reason: 'upload.sound' })
  const { markRegister } = await import('@cg/export/workbook/mark-register')
  const marked = sent.isOwn
    ? await markRegister({ bytes: file.bytes, book: sent.book, table: match.table }, faults)
    : null
  if (marked === null)
    throw invalid(
      `${file.fileName}：这个文件不能在原表上标注。请用 Excel 或 WPS 另存为 .xlsx 文件后再标，或按列出的行和栏目改正。`,
      { reason: 'upload.not_markable' },
    )
  return marked
}
