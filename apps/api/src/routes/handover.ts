import { sealOfRelease } from '@cg/services/release/stored/release-seal'
import * as contract from '@cg/contract/handover'
import type { HandoverFormat } from '@cg/contract/handover'
import { mediaTypes } from '@cg/contract/media'
import type { RenderedFile } from '@cg/export/render'
import type { Context } from '@cg/services/context'
import { invalid } from '@cg/services/errors'
import { accountOf } from '@cg/services/handover/account'
import {
  makeHandover,
  makeTrial,
  readHandover,
  recordHandover,
  recordTrial,
  saveHandover,
  tryHandover,
} from '@cg/services/handover/mapping'
import type { HandoverFile, TrialFile } from '@cg/services/handover/mapping'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'
import { sendFile } from '../send-file.ts'

/** 省平台移交: the mapping, its trial on a release, and the file. */
export function registerHandoverRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readHandover, ({ ctx, params }) => readHandover(ctx, params))
  endpoint(app, contract.tryHandover, ({ ctx, params, body }) => tryHandover(ctx, { ...params, ...body }), {
    perMinute: 60,
  })
  endpoint(
    app,
    contract.exportHandoverTrial,
    async ({ ctx, params: { code }, body, reply }) => {
      const file = await trialFile(await makeTrial(ctx, { code, ...body }))
      await recordTrial(ctx, { code, rows: body.mapping.rows.length, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 20 },
  )
  endpoint(app, contract.saveHandover, ({ ctx, params, body }) => saveHandover(ctx, { ...params, ...body }))
  endpoint(app, contract.exportHandoverMapping, async ({ ctx, params, reply }) =>
    sendFile(reply, await mappingFile(ctx, params.code)),
  )
  endpoint(app, contract.readHandoverMapping, ({ ctx, params, request }) => readMapping(ctx, params.code, request), {
    perMinute: 20,
  })
  endpoint(
    app,
    contract.exportHandover,
    async ({ ctx, params, query: { format, mapping }, reply }) => {
      const file = await fileOf(await makeHandover(ctx, { ...params, mapping }), {
        format,
        seal: await sealOfRelease(ctx, params.code),
      })
      await recordHandover(ctx, { ...params, mapping, format, bytes: file.bytes })
      return sendFile(reply, file)
    },
    { perMinute: 20 },
  )
}

async function mappingFile(ctx: Context, code: string): Promise<RenderedFile> {
  const page = await readHandover(ctx, { code })
  const { renderHandoverMapping } = await import('@cg/export/sheet/handover-mapping')
  const { joinedFileName } = await import('@cg/export/file-name')
  return {
    bytes: await renderHandoverMapping(page),
    mediaType: mediaTypes.xlsx,
    fileName: joinedFileName(['省平台对照表', page.version === 0 ? '空表' : `第${page.version}版`], 'xlsx'),
  }
}

/** Rights first, then the file: a stranger's is never read. */
async function readMapping(ctx: Context, code: string, request: FastifyRequest) {
  const page = await readHandover(ctx, { code })
  const { fileName, bytes } = await receiveFile(request, ' xlsx 文件')
  const { readWorkbook } = await import('@cg/export/workbook/read')
  const { matchHandover } = await import('@cg/export/workbook/handover-match')
  const book = await readWorkbook(bytes)
  if (!book.ok) throw invalid(`${fileName}：${book.reason}`, { reason: 'upload.unreadable' })
  const match = matchHandover(book, page)
  if (!match.ok)
    throw invalid(`${fileName}：${match.reason}`, { reason: 'handover.words', cells: match.cells.slice(0, 50) })
  const { mapping } = match
  return {
    mapping,
    trial: await tryHandover(ctx, { code, mapping }),
    account: accountOf(page.mapping, mapping),
  }
}

async function trialFile(made: TrialFile): Promise<RenderedFile> {
  const { renderHandoverTrial } = await import('@cg/export/sheet/handover-trial')
  const { joinedFileName } = await import('@cg/export/file-name')
  const { period, code } = made.choices.release
  return {
    bytes: await renderHandoverTrial(made),
    mediaType: mediaTypes.xlsx,
    fileName: joinedFileName([period, '省平台移交试运行', code], 'xlsx'),
  }
}

/** The writers of files are loaded with the first that is asked for. */
async function fileOf(
  { facts, ...made }: HandoverFile,
  { format, seal }: { format: HandoverFormat; seal: string | null },
): Promise<RenderedFile> {
  const { renderHandoverCsv, renderHandoverXlsx } = await import('@cg/export/sheet/handover')
  const { joinedFileName } = await import('@cg/export/file-name')
  const book = { ...made, release: facts.release, nature: facts.nature, contentHash: facts.contentHash, seal }
  return {
    bytes: format === 'csv' ? new TextEncoder().encode(renderHandoverCsv(book)) : await renderHandoverXlsx(book),
    mediaType: mediaTypes[format],
    fileName: joinedFileName([facts.release.period, '省平台移交', facts.release.code], format),
  }
}
