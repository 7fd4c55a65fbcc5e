import type { Body, Params, Query, Reply, RouteContract } from '@cg/contract/route'
import type { Context, Services } from '@cg/services/context'
import { ServiceError } from '@cg/services/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sharedTwin } from '@cg/contract/share'
import type { OpenedShare } from '@cg/services/share/open'
import type { Place } from './gate.ts'
import { contextOf, shareOf } from './plugins/session.ts'
import { refuseTurnedText } from './turned-text.ts'

/** What a handler is given. `params`, `query` and `body` have been checked against the route's contract. */
export type Call<R extends RouteContract> = {
  params: Params<R>
  query: Query<R>
  body: Body<R>
  request: FastifyRequest
  reply: FastifyReply
}

/** A handler returns the reply's object; or sends bytes through `reply` and returns it. */
export type Handler<R extends RouteContract, C> = (call: Call<R> & C) => Promise<Reply<R> | FastifyReply>

/** For expensive routes: calls a minute by one person; `isDrawn`: what it answers is drawn, so many at a time, or all of a release. */
export type CallLimit = { readonly perMinute: number; readonly isDrawn?: true | 'whole' }

/** Registers a route for signed-in users; the verb it calls decides the rights. */
export function endpoint<const R extends RouteContract>(
  app: FastifyInstance,
  route: R,
  handler: Handler<R, { ctx: Context }>,
  limit?: CallLimit,
): void {
  register(app, route, (call) => handler({ ...call, ctx: contextOf(call.request) }), limit)
}

/** A meeting room and its phones behind one address; a program that copies everything is slower. */
const sharedLimit: CallLimit = { perMinute: 600 }

/** Registers a route for those who opened a link for a meeting. */
export function sharedEndpoint<const R extends RouteContract>(
  app: FastifyInstance,
  route: R,
  handler: Handler<R, { opened: OpenedShare }>,
): void {
  if (route.access !== 'shared') throw new Error(`${route.path} is not a link's`)
  register(app, route, (call) => handler({ ...call, opened: shareOf(call.request) }), sharedLimit)
}

/** Registers a reading route of releases for accounts and, within what its page needs, for links. */
export function readingEndpoint<const R extends RouteContract>(
  app: FastifyInstance,
  route: R,
  handler: Handler<R, { ctx: Context }>,
): void {
  endpoint(app, route, handler)
  const answer = (call: Call<R>) => handler({ ...call, ctx: shareOf(call.request).ctx })
  register(app, route, answer, sharedLimit, sharedTwin(route))
}

/** Registers a route that answers before anyone has signed in. */
export function publicEndpoint<const R extends RouteContract>(
  app: FastifyInstance,
  route: R,
  handler: Handler<R, { services: Services }>,
  limit?: CallLimit,
): void {
  if (route.access !== 'public') throw new Error(`${route.path} is not public`)
  register(app, route, (call) => handler({ ...call, services: app.services }), limit)
}

function register<const R extends RouteContract>(
  app: FastifyInstance,
  route: R,
  handler: (call: Call<R>) => Promise<Reply<R> | FastifyReply>,
  limit?: CallLimit,
  /** Another address for the same, with what that adds to its parameters. */
  at: RouteContract = route,
): void {
  app.route({
    method: route.method,
    url: at.path,
    ...(route.bodyLimit === undefined ? {} : { bodyLimit: route.bodyLimit }),
    config: {
      access: at.access,
      contract: at,
      ...(limit === undefined ? {} : { rateLimit: { max: limit.perMinute, timeWindow: '1 minute' } }),
    },
    schema: {
      ...(at.params === undefined ? {} : { params: at.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
      ...(route.reply === null ? {} : { response: { 200: route.reply } }),
    },
    handler: async (request, reply) => {
      const place = await placeFor(request, route, limit)
      try {
        const parts = checked<R>(request)
        refuseTurnedText({
          网址: request.params,
          网址参数: request.query,
          提交内容: route.judgesCells === true ? withoutCells(request.body) : request.body,
        })
        const answer = await handler({ ...parts, request, reply })
        return answer === null ? reply.code(204).send() : answer
      } finally {
        place?.leave()
      }
    },
  })
}

/**
 * A place among those who are served at once, before anything of the request is read, so that those who come together cost
 * nothing yet; null where it needs none.
 */
async function placeFor(
  { server, actor, ip }: FastifyRequest,
  { upload }: RouteContract,
  limit: CallLimit | undefined,
): Promise<Place | null> {
  const drawn = limit?.isDrawn
  const gate =
    upload !== undefined ? server.uploads : drawn === 'whole' ? server.wholes : drawn === true ? server.exports : null
  return gate === null ? null : gate.enter(String(actor?.userId ?? ip))
}

function withoutCells(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'cells' in body ? { ...body, cells: null } : body
}

/** Fastify has validated these parts against the schemas their types are derived from. */
function checked<R extends RouteContract>(request: FastifyRequest): Pick<Call<R>, 'params' | 'query' | 'body'> {
  return { params: request.params as Params<R>, query: request.query as Query<R>, body: request.body as Body<R> }
}

/** A header that clients are not told of is one that no other program can send. */
export function promisedHeader(request: FastifyRequest, promise: 'ifMatch' | 'idempotent'): string | null {
  const { contract } = request.routeOptions.config
  if (contract?.[promise] !== true) throw new Error(`${contract?.path} reads a header that its contract does not name`)
  const header = request.headers[promise === 'ifMatch' ? 'if-match' : 'idempotency-key']
  return typeof header === 'string' ? header : null
}

/** The version in If-Match ('"7"' or '7'); missing answers 428, anything else 400. */
export function requireVersion(request: FastifyRequest): number {
  const header = promisedHeader(request, 'ifMatch')
  if (header === null) {
    throw new ServiceError(
      'precondition_required',
      '缺少版本号（If-Match），无法确认您修改的是最新内容。请刷新页面后重试。',
    )
  }
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)
  if (match === null) throw new ServiceError('invalid', '版本号（If-Match）格式不正确，应为数字。请刷新页面后重试。')
  return Number(match[1])
}
