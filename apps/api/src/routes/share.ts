import * as contract from '@cg/contract/share'
import { createShare, renewShare } from '@cg/services/share/make'
import { listShares, revokeShare, switchShares } from '@cg/services/share/manage'
import { openShare, viewShare } from '@cg/services/share/open'
import { listSharedReleases } from '@cg/services/share/release'
import type { FastifyInstance } from 'fastify'
import { endpoint, publicEndpoint, sharedEndpoint } from '../endpoint.ts'
import { setShareCookie, shareTokenOf } from '../plugins/session.ts'

/** 会议链接: made and ended by accounts, opened without one. What is read through them stands with the releases' routes. */
export function registerShareRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listShares, ({ ctx }) => listShares(ctx))
  endpoint(app, contract.createShare, ({ ctx, body }) => createShare(ctx, body))
  endpoint(app, contract.renewShare, ({ ctx, params, body }) => renewShare(ctx, { ...params, ...body }))
  endpoint(app, contract.revokeShare, ({ ctx, params }) => revokeShare(ctx, params))
  endpoint(app, contract.switchShares, ({ ctx, body }) => switchShares(ctx, body))
  publicEndpoint(
    app,
    contract.openShare,
    async ({ services, params, body, request, reply }) => {
      const opened = await openShare(services, { link: params.link, token: body.token }, request.ip)
      setShareCookie(app, reply, { ...cookieOf(opened.row), token: body.token })
      return viewShare(opened)
    },
    { perMinute: 30 },
  )
  sharedEndpoint(app, contract.getShared, ({ opened, request, reply }) => {
    // A link that was renewed since lives longer than the cookie it was opened with.
    setShareCookie(app, reply, { ...cookieOf(opened.row), token: shareTokenOf(app, request) })
    return viewShare(opened)
  })
  sharedEndpoint(app, contract.listSharedReleases, ({ opened }) => listSharedReleases(opened.ctx))
}

function cookieOf({ id, expiresAt }: { id: number; expiresAt: string }): { link: number; expires: Date } {
  return { link: id, expires: new Date(expiresAt) }
}
