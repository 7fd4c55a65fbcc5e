import {
  attachEvidence,
  getEvidenceFile,
  nameEvidence,
  removeEvidence as removeRoute,
  spreadEvidence as spreadRoute,
  takeSupply as takeRoute,
} from '@cg/contract/evidence'
import { attachFile, nameDocument, removeEvidence } from '@cg/services/entry/evidence/change'
import { spreadEvidence } from '@cg/services/entry/evidence/spread'
import { takeSupply } from '@cg/services/entry/evidence/take-supply'
import { readEvidenceFile } from '@cg/services/entry/evidence/read-file'
import { openOwnForm } from '@cg/services/entry/form/own-form'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'
import { sendStored } from '../send-stored.ts'

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
  endpoint(app, spreadRoute, ({ ctx, params: { id, ...key } }) => spreadEvidence(ctx, key, id))
  endpoint(app, takeRoute, ({ ctx, params, body }) => takeSupply(ctx, params, body))
  endpoint(app, getEvidenceFile, async ({ ctx, params: { id, ...key }, reply }) =>
    sendStored(reply, await readEvidenceFile(ctx, key, id), 'evidence'),
  )
}
