import * as contract from '@cg/contract/appeal'
import { mediaTypes } from '@cg/contract/media'
import { readAppeals } from '@cg/services/appeal/board'
import { decideObjection } from '@cg/services/appeal/decide'
import { changeWindow, openWindow } from '@cg/services/appeal/manage-window'
import { confirmWorksheet, makeObjection } from '@cg/services/appeal/object'
import { readCheckRecord } from '@cg/services/appeal/record'
import { readWorksheet } from '@cg/services/appeal/sheet'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'

/** 核对: districts check their figures before publication and object to single ones; the office answers. */
export function registerAppealRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readAppeals, ({ ctx, query }) => readAppeals(ctx, query))
  endpoint(app, contract.getCheckRecord, async ({ ctx, params, reply }) => {
    const record = await readCheckRecord(ctx, params)
    const { renderCheckRecord } = await import('@cg/export/sheet/check-record')
    const { joinedFileName } = await import('@cg/export/file-name')
    const fileName = joinedFileName([params.period, '区县核对记录'], 'xlsx')
    return sendFile(reply, { bytes: await renderCheckRecord(record), mediaType: mediaTypes.xlsx, fileName })
  })
  endpoint(app, contract.openWindow, ({ ctx, params, body }) => openWindow(ctx, { ...params, ...body }))
  endpoint(app, contract.changeWindow, ({ ctx, params, body, request }) =>
    changeWindow(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.readWorksheet, ({ ctx, params }) => readWorksheet(ctx, params))
  endpoint(app, contract.confirmWorksheet, ({ ctx, params }) => confirmWorksheet(ctx, params))
  endpoint(app, contract.makeObjection, ({ ctx, params, body }) => makeObjection(ctx, { ...params, ...body }))
  endpoint(app, contract.decideObjection, ({ ctx, params, body, request }) =>
    decideObjection(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
