import { sealOfRelease } from '@cg/services/release/stored/release-seal'
import { mediaTypes } from '@cg/contract/media'
import * as contract from '@cg/contract/speech'
import { invalid } from '@cg/services/errors'
import { checkDraft, requireSpeech, takeDraft } from '@cg/services/speech/check-draft'
import { codeOfRelease } from '@cg/services/stamp/check-archive'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'
import { sendFile } from '../send-file.ts'

/** 讲话稿核对: the figures of a draft against a release. */
export function registerSpeechRoutes(app: FastifyInstance): void {
  endpoint(app, contract.checkSpeech, ({ ctx, params, body }) => checkDraft(ctx, { ...params, ...body }), {
    perMinute: 30,
  })
  endpoint(
    app,
    contract.readSpeech,
    async ({ ctx, params, request }) => {
      await requireSpeech(ctx, params)
      const { fileName, bytes } = await receiveFile(request, '讲话稿')
      const { readDraftApart } = await import('@cg/export/paper/read-apart')
      const read = await readDraftApart(bytes)
      if (!read.ok) throw invalid(`${fileName}：${read.reason}`, { reason: 'upload.unreadable' })
      return { text: withinLimit(fileName, read.text) }
    },
    { perMinute: 30 },
  )
  endpoint(
    app,
    contract.exportSpeech,
    async ({ ctx, params, body, reply }) => {
      const check = await takeDraft(ctx, { ...params, ...body })
      const { renderSpeechDocx } = await import('@cg/export/speech/docx')
      const { joinedFileName } = await import('@cg/export/file-name')
      return sendFile(reply, {
        bytes: await renderSpeechDocx({
          ...check,
          ...body,
          stamp: await codeOfRelease(ctx, params.code),
          seal: await sealOfRelease(ctx, params.code),
        }),
        mediaType: mediaTypes.docx,
        fileName: joinedFileName(['讲话稿核对', check.release.code], 'docx'),
      })
    },
    { perMinute: 20 },
  )
}

function withinLimit(fileName: string, text: string): string {
  if (text.length <= contract.mostDraftCharacters) return text
  const most = `一次最多核对${contract.mostDraftCharacters}字`
  throw invalid(`${fileName}有${text.length}字，${most}。请分成几份核对。`, { reason: 'speech.long' })
}
