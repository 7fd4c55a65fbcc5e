import { createHash } from 'node:crypto'
import {
  applyUpload as applyRoute,
  endorseForm as endorseRoute,
  getCellHistory,
  getForm,
  getReceipt,
  getSheet,
  getTemplate,
  getWork,
  markUploaded,
  proposeForm as proposeRoute,
  putCells,
  putExplanations,
  recallForm as recallRoute,
  sendBackForm as sendBackRoute,
  submitForm as submitRoute,
  undoUpload as undoRoute,
  uploadWorkbook,
  markProvisional as provisionalRoute,
  withdrawForm as withdrawRoute,
} from '@cg/contract/entry'
import type { FormDetail, UploadReply } from '@cg/contract/entry'
import type { SentFile } from '@cg/export/workbook/mark-upload'
import type { Context } from '@cg/services/context'
import type { FormKey } from '@cg/services/entry/form/access'
import { applyUpload } from '@cg/services/entry/upload/apply-upload'
import { readCellHistory } from '@cg/services/entry/cells/cell-history'
import { undoUpload } from '@cg/services/entry/upload/undo-upload'
import { compareUpload } from '@cg/services/entry/upload/compare-upload'
import { saveExplanations } from '@cg/services/entry/check/explain'
import { openOwnForm } from '@cg/services/entry/form/own-form'
import { readForm } from '@cg/services/entry/form/read-form'
import { readReceipt } from '@cg/services/entry/move/receipt'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import { readSheet } from '@cg/services/entry/sheet'
import { endorseForm, proposeForm, recallForm, sendBackForm } from '@cg/services/entry/move/sign-off'
import { submitForm } from '@cg/services/entry/move/submit-form'
import { markProvisional } from '@cg/services/entry/move/mark-provisional'
import { withdrawForm } from '@cg/services/entry/move/withdraw-form'
import { listWork } from '@cg/services/entry/work'
import { invalid } from '@cg/services/errors'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { withSentBook } from '../read-sent-book.ts'
import { receiveFile } from '../receive-file.ts'
import { sendWorkbook } from '../send-workbook.ts'
import { idempotencyKey, seenVersion } from '../headers.ts'

export function registerEntryRoutes(app: FastifyInstance): void {
  endpoint(app, getWork, ({ ctx, query }) => listWork(ctx, query))
  endpoint(app, getForm, ({ ctx, params }) => readForm(ctx, params))
  endpoint(app, putCells, ({ ctx, params, body }) => saveCells(ctx, params, body))
  endpoint(app, getCellHistory, ({ ctx, params, query }) =>
    readCellHistory(ctx, params, { ...query, breakdown: query.breakdown ?? '' }),
  )
  endpoint(app, putExplanations, ({ ctx, params, body }) => saveExplanations(ctx, params, body))
  endpoint(app, submitRoute, ({ ctx, params, request }) =>
    submitForm(ctx, params, { version: seenVersion(request), idempotencyKey: idempotencyKey(request) }),
  )
  for (const [route, verb] of [
    [proposeRoute, proposeForm],
    [recallRoute, recallForm],
    [endorseRoute, endorseForm],
  ] as const)
    endpoint(app, route, ({ ctx, params, request }) => verb(ctx, params, { version: seenVersion(request) }))
  endpoint(app, sendBackRoute, ({ ctx, params, body, request }) =>
    sendBackForm(ctx, params, { ...body, version: seenVersion(request) }),
  )
  endpoint(app, withdrawRoute, ({ ctx, params, request }) =>
    withdrawForm(ctx, params, { version: seenVersion(request) }),
  )
  endpoint(app, provisionalRoute, ({ ctx, params, body, request }) =>
    markProvisional(ctx, params, { ...body, version: seenVersion(request) }),
  )
  endpoint(app, getReceipt, ({ ctx, params }) => readReceipt(ctx, params))
  endpoint(app, getSheet, ({ ctx, params }) => readSheet(ctx, params))
  endpoint(app, getTemplate, async ({ ctx, params, reply }) => {
    const form = await openOwnForm(ctx, params)
    const { writeFormTemplate } = await import('@cg/export/workbook/form-template')
    const bytes = await writeFormTemplate(form)
    return sendWorkbook(reply, bytes, `${form.head.name}_${form.head.reporterName}_${form.head.period}`)
  })
  endpoint(
    app,
    uploadWorkbook,
    ({ ctx, params, request }) => withUpload(ctx, params, request, ({ found }) => Promise.resolve(found)),
    { perMinute: 60 },
  )
  endpoint(
    app,
    markUploaded,
    ({ ctx, params, request, reply }) =>
      withUpload(ctx, params, request, async ({ found, sent, form }) => {
        const { marksOf } = await import('@cg/export/workbook/mark-words')
        const { markUpload } = await import('@cg/export/workbook/mark-upload')
        const marks = marksOf(found)
        if (marks.length === 0) throw invalid(`${found.fileName}：没有需要标出的问题。`, { reason: 'upload.sound' })
        const marked = await markUpload(sent, form, marks)
        const name = found.fileName.replace(/\.\w{1,5}$/, '').replace(/（已[^（）]*标出问题）$/, '')
        return sendWorkbook(reply, marked.bytes, `${name}（${marked.isOwn ? '已标出问题' : '已改为模板并标出问题'}）`)
      }),
    { perMinute: 30 },
  )
  endpoint(app, undoRoute, ({ ctx, params, body }) => undoUpload(ctx, params, body))
  endpoint(app, applyRoute, ({ ctx, params, body, request }) =>
    applyUpload(ctx, params, { ...body, idempotencyKey: idempotencyKey(request) }),
  )
}

type Upload = { readonly found: UploadReply; readonly sent: SentFile; readonly form: FormDetail }

/** Rights first, then the file: a stranger's file is never read, and none is kept once it is answered. */
async function withUpload<Answer>(
  ctx: Context,
  key: FormKey,
  request: FastifyRequest,
  answer: (upload: Upload) => Promise<Answer>,
): Promise<Answer> {
  const form = await openOwnForm(ctx, key)
  const file = await receiveFile(request, ' xlsx、xls、et、ods 或 csv 文件')
  const { fileName, bytes } = file
  return withSentBook(file, async ({ book, isOwn }) => {
    const { matchForm } = await import('@cg/export/workbook/form-match')
    const match = matchForm(book, form)
    if (!match.ok) throw invalid(`${fileName}：${match.reason}`, { reason: 'upload.other_form' })
    const fileHash = createHash('sha256').update(bytes).digest('hex')
    const found = await compareUpload(ctx, key, { ...match, fileName, fileHash })
    return answer({ found, sent: { bytes, book, isOwn, match }, form })
  })
}
