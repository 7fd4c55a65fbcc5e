import { attachEvidence, getEvidenceFile, nameEvidence, removeEvidence as removeRoute } from '@cg/contract/evidence'
import { attachFile, nameDocument, removeEvidence } from '@cg/services/entry/evidence/change'
import { readEvidenceFile } from '@cg/services/entry/evidence/read-file'
import { openOwnForm } from '@cg/services/entry/form/own-form'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'

/** 佐证: files are handed out as files, never shown as pages of this site. */
export function registerEvidenceRoutes(app: FastifyInstance): void {
  endpoint(
    app,
    attachEvidence,
    async ({ ctx, params, query, request }) => {
      await openOwnForm(ctx, params)
      return attachFile(ctx, params, query, await receiveFile(request, '佐证文件'))
    },
    { perMinute: 60 },
  )
  endpoint(app, nameEvidence, ({ ctx, params, body }) => nameDocument(ctx, params, body))
  endpoint(app, removeRoute, ({ ctx, params: { id, ...key } }) => removeEvidence(ctx, key, id))
  endpoint(app, getEvidenceFile, async ({ ctx, params: { id, ...key }, reply }) => {
    const { name, mediaType, bytes } = await readEvidenceFile(ctx, key, id)
    return reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="evidence"; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('cache-control', 'no-store')
      .send(bytes)
  })
}
