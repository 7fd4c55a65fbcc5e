import type { Actor, Context, TokenUse } from '@cg/services/context'
import { ServiceError } from '@cg/services/errors'
import type { LiveSession } from '@cg/services/session/actor'
import { findShare, unknownShare } from '@cg/services/share/open'
import type { OpenedShare } from '@cg/services/share/open'
import { outsideScope } from '@cg/services/token/guard'
import type { Access, RouteContract } from '@cg/contract/route'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
    sessionToken: string | null
    /** The link for a meeting that admits this request; only under /api/v1/shared. */
    share: OpenedShare | null
    /** The token by which a program asks; null for a person. */
    token: TokenUse | null
  }
  interface FastifyContextConfig {
    access?: Access
    /** What the route promises, at the address it is registered under. */
    contract?: RouteContract
  }
}

/** Paths a user with an expired first password may still use. */
const openBeforeNewPassword = new Set(['/api/v1/session', '/api/v1/session/password', '/api/v1/welcome'])

/** Finds out who is asking, before a body is parsed, and refuses writes that another site sent. */
export function registerSession(app: FastifyInstance): void {
  app.decorateRequest('actor', null)
  app.decorateRequest('sessionToken', null)
  app.decorateRequest('share', null)
  app.decorateRequest('token', null)
  app.addHook('onRequest', (request, reply, done) => {
    refuseForeignOrigin(request)
    const bearer = bearerOf(request)
    if (bearer !== null) {
      admitByToken(request, reply, bearer).then(() => done(), done)
      return
    }
    if (request.routeOptions.config.access === 'shared') {
      admitByLink(app, request).then(() => done(), done)
      return
    }
    const token = request.routeOptions.config.access === undefined ? undefined : request.cookies[app.cookieName]
    const known = token === undefined ? null : app.sessions.peek(token)
    if (token === undefined || known !== undefined) {
      admit(request, token ?? null, known ?? null)
      done()
    } else {
      app.sessions
        .find(token)
        .then((live) => admit(request, token, live))
        .then(() => done(), done)
    }
  })
}

/** Notes who is asking; throws when the route is not for them. */
function admit(request: FastifyRequest, token: string | null, live: LiveSession | null): void {
  const { url = '', config } = request.routeOptions
  request.actor = live?.actor ?? null
  request.sessionToken = live === null ? null : token
  if (config.access === undefined || config.access === 'public') return
  const actor = actorOf(request)
  if (actor.mustChangePassword && !openBeforeNewPassword.has(url)) {
    throw new ServiceError('forbidden', '首次登录或密码被重置后，请先修改密码。', { reason: 'password.must_change' })
  }
}

/** What stands behind `Authorization: Bearer`, where an account or a link is needed; other schemes are a proxy's business. */
function bearerOf({ headers, routeOptions }: FastifyRequest): string | null {
  const { access } = routeOptions.config
  if (access === undefined || access === 'public') return null
  const [, secret] = /^bearer(?:\s+(.*))?$/is.exec(headers.authorization ?? '') ?? [null, null]
  return secret === null ? null : (secret ?? '').trim()
}

/**
 * The one place where a token opens something: a route that names a scope, to a token of that scope. Whatever cookie came
 * along is not looked at, and none is set. A route without a scope is refused before the token is, whatever it is.
 */
async function admitByToken(request: FastifyRequest, reply: FastifyReply, secret: string): Promise<void> {
  const scope = request.routeOptions.config.contract?.scope
  try {
    if (scope === undefined) throw outsideScope()
    const { actor, use } = await request.server.tokens.find({ secret, address: request.ip, scope })
    request.actor = actor
    request.token = use
  } catch (error) {
    const challenge = error instanceof ServiceError ? challengeOf(error) : null
    if (challenge !== null) void reply.header('www-authenticate', challenge)
    throw error
  }
}

/** RFC 6750: what a client's library looks at. */
function challengeOf({ code, detail }: ServiceError): string | null {
  if (code === 'unauthenticated') return 'Bearer error="invalid_token"'
  return detail.reason === 'token.scope' ? 'Bearer error="insufficient_scope"' : null
}

/** An account opens nothing here, and a link nothing elsewhere: each has a cookie that is sent to its own paths alone. */
async function admitByLink(app: FastifyInstance, request: FastifyRequest): Promise<void> {
  const link = linkOf(request)
  const token = request.cookies[shareCookieName(app)]
  if (token === undefined) throw unknownShare()
  request.share = await findShare(app.services, { link, token })
}

/** Before the parameters are checked: what is no number is no link. */
function linkOf({ params }: FastifyRequest): number {
  const { link = '' } = params as { link?: string }
  if (!/^\d{1,9}$/.test(link)) throw unknownShare()
  return Number(link)
}

/** The link that admitted the request; throws where the route is not a link's. */
export function shareOf(request: FastifyRequest): OpenedShare {
  if (request.share === null) throw unknownShare()
  return request.share
}

/** __Host- would want the path to be the whole site, where it would meet the other links and the account. */
export function shareCookieName(app: FastifyInstance): string {
  return app.isSecure ? '__Secure-cg-share' : 'cg-share'
}

export function setShareCookie(app: FastifyInstance, reply: FastifyReply, cookie: ShareCookie): void {
  void reply.setCookie(shareCookieName(app), cookie.token, {
    path: `/api/v1/shared/${cookie.link}`,
    httpOnly: true,
    sameSite: 'strict',
    secure: app.isSecure,
    expires: cookie.expires,
  })
}

export function shareTokenOf(app: FastifyInstance, request: FastifyRequest): string {
  return request.cookies[shareCookieName(app)] ?? ''
}

type ShareCookie = { readonly link: number; readonly token: string; readonly expires: Date }

/** The signed-in actor; throws 401 when there is none. */
export function actorOf(request: FastifyRequest): Actor {
  if (request.actor === null) {
    throw new ServiceError('unauthenticated', '尚未登录或登录已过期，请重新登录。已保存的内容不会丢失。', {
      reason: 'session.missing',
    })
  }
  return request.actor
}

/** Who is asking, as a verb is told. */
export function contextOf(request: FastifyRequest): Context {
  const { token, server } = request
  return { ...server.services, actor: actorOf(request), ...(token === null ? {} : { token }) }
}

export function setSessionCookie(app: FastifyInstance, reply: FastifyReply, token: string, expires: Date): void {
  void reply.setCookie(app.cookieName, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: app.isSecure,
    expires,
  })
}

export function clearSessionCookie(app: FastifyInstance, reply: FastifyReply): void {
  void reply.clearCookie(app.cookieName, { path: '/', httpOnly: true, sameSite: 'lax', secure: app.isSecure })
}

/** Browsers say where a write comes from; programs without these headers carry no ambient cookie. */
function refuseForeignOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const isForeignOrigin = origin !== undefined && !isOwnOrigin(request, origin)
  if (isForeignSite || isForeignOrigin) {
    throw new ServiceError('forbidden', '请求来自其他网站，已拒绝。请在本系统页面内操作。', {
      reason: 'origin.foreign',
    })
  }
}

function isOwnOrigin(request: FastifyRequest, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return host === request.host || host === request.server.publicHost
}
