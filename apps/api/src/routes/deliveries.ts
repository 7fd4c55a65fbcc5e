import * as contract from '@cg/contract/material/delivery'
import { mediaTypes } from '@cg/contract/media'
import { listDelivered, openDelivered, readDelivery, setDelivery } from '@cg/services/material/deliveries'
import { recordPack } from '@cg/services/release/read/pack'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'

/** 随发布送达: set up by the office, fetched by those whom it is for. */
export function registerDeliveryRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readDelivery, ({ ctx, params }) => readDelivery(ctx, params))
  endpoint(app, contract.setDelivery, ({ ctx, params, body }) => setDelivery(ctx, { ...params, ...body }))
  endpoint(app, contract.listDelivered, ({ ctx }) => listDelivered(ctx))
  endpoint(app, contract.fetchDelivered, async ({ ctx, params, reply }) => {
    const { name, releaseCode: code, format, fileName, bytes } = await openDelivered(ctx, params)
    await recordPack(ctx, { code, name, format, bytes })
    return sendFile(reply, { bytes, fileName, mediaType: mediaTypes[format] })
  })
}
