import {
  callBackRelease as callBackRoute,
  discardPreview as discardRoute,
  getPrecheck,
  getPublishBoard,
  preparePreview as prepareRoute,
  publishPreview as publishRoute,
  reopenForCorrection as reopenRoute,
  scheduleRelease as scheduleRoute,
} from '@cg/contract/publish'
import { readPrecheck, readPublishBoard } from '@cg/services/release/publish/precheck'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { discardPreview, preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { callBackRelease, scheduleRelease } from '@cg/services/release/publish/schedule'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** Preview, precheck, publication and correction: the office's side of a release. */
export function registerPublishRoutes(app: FastifyInstance): void {
  endpoint(app, getPublishBoard, ({ ctx }) => readPublishBoard(ctx))
  endpoint(app, prepareRoute, ({ ctx, params, body }) => preparePreview(ctx, { ...params, ...body }))
  endpoint(app, getPrecheck, ({ ctx, params }) => readPrecheck(ctx, params))
  endpoint(app, publishRoute, ({ ctx, params, body, request }) =>
    publishPreview(ctx, { id: params.id, version: requireVersion(request), ...body }),
  )
  endpoint(app, scheduleRoute, ({ ctx, params, body, request }) =>
    scheduleRelease(ctx, { id: params.id, version: requireVersion(request), ...body }),
  )
  endpoint(app, callBackRoute, ({ ctx, params, body }) => callBackRelease(ctx, { ...params, ...body }))
  endpoint(app, discardRoute, async ({ ctx, params }) => {
    await discardPreview(ctx, params)
    return null
  })
  endpoint(app, reopenRoute, ({ ctx, params, body }) => reopenForCorrection(ctx, { ...params, ...body }))
}
