import * as contract from '@cg/contract/map'
import { findMap, listMaps, readMap, takeMap, tryMap, withdrawMap } from '@cg/services/map/versions'
import type { FastifyInstance } from 'fastify'
import { endpoint, readingEndpoint } from '../endpoint.ts'

/** The city's own map: its versions for the admin, the one in use for everybody. */
export function registerMapRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listMaps, ({ ctx }) => listMaps(ctx))
  endpoint(app, contract.tryMap, ({ ctx, body }) => tryMap(ctx, body), { perMinute: 20 })
  endpoint(app, contract.takeMap, ({ ctx, body }) => takeMap(ctx, body), { perMinute: 20 })
  endpoint(app, contract.withdrawMap, ({ ctx, params, body }) => withdrawMap(ctx, params.id, body.reason))
  // Outlines hold no figures: whoever opened a link for a meeting draws its page over them.
  readingEndpoint(app, contract.findMap, ({ ctx, query }) => findMap(ctx, query.period))
  readingEndpoint(app, contract.getMap, ({ ctx, params }) => readMap(ctx, params.id))
}
