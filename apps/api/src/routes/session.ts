import { changePassword, createFirstAdmin, getMe, getWelcome, signIn, signOut } from '@cg/contract/session'
import { changePassword as change } from '@cg/services/session/change-password'
import { createFirstAdmin as createAdmin } from '@cg/services/session/first-admin'
import { signIn as open, signOut as close } from '@cg/services/session/sign-in'
import { me, welcome } from '@cg/services/session/welcome'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endpoint, publicEndpoint } from '../endpoint.ts'
import { clearSessionCookie, setSessionCookie } from '../plugins/session.ts'

export function registerSessionRoutes(app: FastifyInstance): void {
  publicEndpoint(app, getWelcome, ({ services }) => welcome(services))
  endpoint(app, getMe, ({ ctx }) => me(ctx))
  publicEndpoint(app, signIn, ({ body, request, reply }) => openSession(app, request, reply, body))
  endpoint(app, signOut, async ({ ctx, request, reply }) => {
    if (request.sessionToken !== null) await close(app.services, ctx.actor, request.sessionToken)
    app.sessions.forget(ctx.actor.userId)
    clearSessionCookie(app, reply)
    return null
  })
  endpoint(app, changePassword, async ({ ctx, body, request }) => {
    await change(ctx, { ...body, token: request.sessionToken ?? '', address: request.ip })
    app.sessions.forget(ctx.actor.userId)
    return me({ ...ctx, actor: { ...ctx.actor, mustChangePassword: false } })
  })
  publicEndpoint(app, createFirstAdmin, async ({ services, body, request, reply }) => {
    await createAdmin(services, app.firstAdminCode, body)
    app.firstAdminCode = null
    return openSession(app, request, reply, { login: body.login, password: body.password })
  })
}

async function openSession(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  input: { login: string; password: string },
) {
  const signed = await open(app.services, { ...input, address: request.ip })
  setSessionCookie(app, reply, signed.token, signed.expiresAt)
  return me({ ...app.services, actor: signed.actor })
}
