import * as contract from '@cg/contract/identity'
import { ServiceError } from '@cg/services/errors'
import { linkIdentity, listIdentities, unlinkIdentity } from '@cg/services/identity/links'
import { getIdentitySettings, loadIdentityService, saveIdentitySettings } from '@cg/services/identity/settings'
import type { IdentityService } from '@cg/services/identity/settings'
import { noteRefusedAnswer, signInByIdentity } from '@cg/services/identity/sign-in'
import type { ProvenIdentity } from '@cg/services/identity/sign-in'
import { me } from '@cg/services/session/welcome'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endpoint, publicEndpoint } from '../endpoint.ts'
import type { CallLimit } from '../endpoint.ts'
import { createPendingSignIns, sharePendingSignIns } from '../oidc/pending.ts'
import type { Pending, PendingSignIns } from '../oidc/pending.ts'
import { createProvider } from '../oidc/provider.ts'
import type { Provider } from '../oidc/provider.ts'
import { setSessionCookie } from '../plugins/session.ts'

/** An office of a hundred that comes to work behind one address. */
const limit: CallLimit = { perMinute: 120 }

/** 统一身份认证: signing in at the city's identity service, and what an admin sets about it. */
export function registerIdentityRoutes(app: FastifyInstance): void {
  const provider = createProvider()
  registerSignIn(app, provider)
  const place = (request: FastifyRequest) => ({
    dataDir: app.installation.dataDir,
    callback: callbackOf(app, request),
  })
  endpoint(app, contract.getIdentitySettings, ({ ctx, request }) => getIdentitySettings(ctx, place(request)))
  endpoint(app, contract.saveIdentitySettings, async ({ ctx, body, request }) => {
    const saved = await saveIdentitySettings(ctx, { ...place(request), ask: provider.ask }, body)
    app.sessions.forgetAll()
    return saved
  })
  endpoint(app, contract.listIdentities, ({ ctx }) => listIdentities(ctx))
  endpoint(app, contract.linkIdentity, ({ ctx, params, body }) => linkIdentity(ctx, { ...params, ...body }))
  endpoint(app, contract.unlinkIdentity, async ({ ctx, params }) => {
    const left = await unlinkIdentity(ctx, params)
    app.sessions.forgetAll()
    return left
  })
}

function registerSignIn(app: FastifyInstance, provider: Provider): void {
  const pending =
    app.services.store.kind === 'postgres'
      ? sharePendingSignIns(app.installation.dataDir, app.services.now)
      : createPendingSignIns(app.services.now)
  publicEndpoint(
    app,
    contract.beginIdentitySignIn,
    async ({ body, request, reply }) => {
      const service = await loadIdentityService(app.services, app.installation.dataDir)
      refuseOtherAddress(app, request)
      const { handle, question } = pending.begin(request.cookies[handleCookie(app)], {
        issuer: service.issuer,
        next: body.next,
        callback: callbackOf(app, request),
      })
      const url = await provider.signInUrl(service, question)
      setHandle(app, reply, handle)
      return { url }
    },
    limit,
  )
  publicEndpoint(
    app,
    contract.finishIdentitySignIn,
    async ({ body, request, reply }) => {
      const service = await loadIdentityService(app.services, app.installation.dataDir)
      const came = await takeAnswer(app, pending, { request, query: body.query, issuer: service.issuer })
      const proven = await identify(app, provider, { service, came, query: body.query, address: request.ip })
      const signed = await signInByIdentity(app.services, { proven, address: request.ip })
      setSessionCookie(app, reply, signed.token, signed.expiresAt)
      return { me: await me({ ...app.services, actor: signed.actor }), next: came.next }
    },
    limit,
  )
}

/** The sign-in that the answer belongs to; a state that this browser was not given is somebody else's doing, or too late. */
async function takeAnswer(
  app: FastifyInstance,
  pending: PendingSignIns,
  { request, query, issuer }: { request: FastifyRequest; query: string; issuer: string },
): Promise<Pending> {
  const came = pending.take(new URLSearchParams(query).get('state') ?? '', request.cookies[handleCookie(app)])
  if (came !== null && came.issuer === issuer) return came
  await noteRefusedAnswer(app.services, { address: request.ip, reason: '应答不属于本浏览器发起的登录，或已过期' })
  throw new ServiceError(
    'unauthenticated',
    '这个应答不属于本浏览器刚才发起的登录，或者登录用时超过 10 分钟。请回到登录页，重新点“统一身份认证登录”。',
    { reason: 'identity.state' },
  )
}

type Answer = { service: IdentityService; came: Pending; query: string; address: string }

async function identify(app: FastifyInstance, provider: Provider, answer: Answer): Promise<ProvenIdentity> {
  const { service, came, query, address } = answer
  try {
    return await provider.identify(service, came.question, query)
  } catch (error) {
    // A service that is silent has refused nobody.
    if (error instanceof ServiceError && error.code === 'unauthenticated')
      await noteRefusedAnswer(app.services, { address, reason: error.message })
    throw error
  }
}

/** The address of this site as the browser knows it. */
function originOf(app: FastifyInstance, request: FastifyRequest): string {
  return app.publicHost === null
    ? `${request.protocol}://${request.host}`
    : `${app.isSecure ? 'https' : 'http'}://${app.publicHost}`
}

function callbackOf(app: FastifyInstance, request: FastifyRequest): string {
  return `${originOf(app, request)}${contract.callbackPath}`
}

/** The service sends people back to the public address, where a cookie of another one is not seen. */
function refuseOtherAddress(app: FastifyInstance, request: FastifyRequest): void {
  if (app.publicHost === null || request.host === app.publicHost) return
  throw new ServiceError(
    'conflict',
    `请用 ${originOf(app, request)} 打开本系统，再用统一身份认证登录；从现在这个地址只能用密码登录。`,
    { reason: 'identity.other_address' },
  )
}

function handleCookie(app: FastifyInstance): string {
  return app.isSecure ? '__Secure-cg-oidc' : 'cg-oidc'
}

function setHandle(app: FastifyInstance, reply: FastifyReply, handle: string): void {
  void reply.setCookie(handleCookie(app), handle, {
    path: contract.beginIdentitySignIn.path,
    httpOnly: true,
    sameSite: 'strict',
    secure: app.isSecure,
    maxAge: 600,
  })
}
