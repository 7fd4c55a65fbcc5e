import {
  callBackRelease as callBackRoute,
  discardPreview as discardRoute,
  getPrecheck,
  getPreviewIndicator,
  getPreviewMatrix,
  getPreviewOverview,
  getPreviewPassport,
  getPreviewRanking,
  getPublishBoard,
  preparePreview as prepareRoute,
  publishPreview as publishRoute,
  reopenForCorrection as reopenRoute,
  scheduleRelease as scheduleRoute,
} from '@cg/contract/publish'
import { readPrecheck, readPublishBoard } from '@cg/services/release/publish/precheck'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { readPreviewPassport } from '@cg/services/release/read/passport'
import { discardPreview, preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { callBackRelease, scheduleRelease } from '@cg/services/release/publish/schedule'
import { readPreviewAnswer } from '@cg/services/release/read/releases'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { sendBytes } from '../ready-bytes.ts'

/** Preview, precheck, publication and correction: the office's side of a release. */
export function registerPublishRoutes(app: FastifyInstance): void {
  endpoint(app, getPublishBoard, ({ ctx }) => readPublishBoard(ctx))
  endpoint(app, prepareRoute, ({ ctx, params, body }) => preparePreview(ctx, { ...params, ...body }))
  endpoint(app, getPrecheck, ({ ctx, params }) => readPrecheck(ctx, params))
  endpoint(app, publishRoute, ({ ctx, params, request }) =>
    publishPreview(ctx, { id: params.id, version: requireVersion(request) }),
  )
  endpoint(app, scheduleRoute, ({ ctx, params, body, request }) =>
    scheduleRelease(ctx, { id: params.id, version: requireVersion(request), effectiveAt: body.effectiveAt }),
  )
  endpoint(app, callBackRoute, ({ ctx, params, body }) => callBackRelease(ctx, { ...params, ...body }))
  endpoint(app, discardRoute, async ({ ctx, params }) => {
    await discardPreview(ctx, params)
    return null
  })
  endpoint(app, reopenRoute, ({ ctx, params, body }) => reopenForCorrection(ctx, { ...params, ...body }))
  endpoint(app, getPreviewOverview, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readPreviewAnswer(ctx, params.id, 'overview')),
  )
  endpoint(app, getPreviewRanking, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readPreviewAnswer(ctx, params.id, `ranking/${params.measure}`)),
  )
  endpoint(app, getPreviewIndicator, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readPreviewAnswer(ctx, params.id, `indicator/${params.indicator}`)),
  )
  endpoint(app, getPreviewMatrix, async ({ ctx, params, request, reply }) =>
    sendBytes(request, reply, await readPreviewAnswer(ctx, params.id, 'matrix')),
  )
  endpoint(app, getPreviewPassport, ({ ctx, params, query }) => readPreviewPassport(ctx, { ...params, ...query }))
}
