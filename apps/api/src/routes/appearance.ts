import * as contract from '@cg/contract/appearance'
import { mediaTypes } from '@cg/contract/media'
import { readAppearance, readEmblem, removeEmblem, saveNames, takeEmblem } from '@cg/services/admin/appearance'
import { requireCityRole } from '@cg/services/permission'
import type { FastifyInstance } from 'fastify'
import { endpoint, publicEndpoint, requireVersion } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'

/** 名称与标识: set by an admin, the emblem seen by everybody. */
export function registerAppearanceRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readAppearance, ({ ctx }) => readAppearance(ctx))
  endpoint(app, contract.saveAppearance, ({ ctx, body, request }) =>
    saveNames(ctx, { version: requireVersion(request), names: body }),
  )
  endpoint(
    app,
    contract.takeEmblem,
    async ({ ctx, request }) => {
      requireCityRole(ctx.actor, 'admin')
      const { bytes } = await receiveFile(request, ' PNG 图片')
      return takeEmblem(ctx, bytes)
    },
    { perMinute: 20 },
  )
  endpoint(app, contract.removeEmblem, ({ ctx, request }) => removeEmblem(ctx, requireVersion(request)))
  publicEndpoint(app, contract.getEmblem, async ({ services, params, reply }) => {
    const bytes = await readEmblem(services, params.hash)
    return reply.type(mediaTypes.png).header('cache-control', 'public, max-age=31536000, immutable').send(bytes)
  })
}
