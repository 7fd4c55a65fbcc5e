import type { Static, TSchema } from 'typebox'
import type { FileFormat } from './media.ts'
import type { ProblemCode } from './problem.ts'
import type { TokenScope } from './token-scope.ts'

/**
 * Who may call a route at all; the verb behind it decides by department × unit × state. shared: who opened a link for a
 * meeting, and no account.
 */
export type Access = 'public' | 'signed-in' | 'shared'

/** One HTTP route, shared by the server that answers it and the browser that calls it. */
export type RouteContract = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify notation: /api/v1/releases/:code */
  readonly path: `/api/v1/${string}`
  readonly summary: string
  readonly access: Access
  /** A program's token of this scope may call it in its account's place; without one, no token may. */
  readonly scope?: TokenScope
  readonly params?: TSchema
  readonly query?: TSchema
  readonly body?: TSchema
  /** Null: the reply is a file or has no body. */
  readonly reply: TSchema | null
  /** A long reply also goes as packed columns (columns/form.ts) to who takes that media type. */
  readonly columns?: true
  /** The formats of a reply that is a file; beside `reply`, what else may be asked for. */
  readonly file?: readonly FileFormat[]
  /** What an upload form (multipart/form-data, field `file`) may hold. */
  readonly upload?: { readonly formats: readonly FileFormat[]; readonly several?: boolean }
  /** Writes that change a versioned thing take If-Match. */
  readonly ifMatch?: boolean
  /** A write that may be sent again takes Idempotency-Key. */
  readonly idempotent?: boolean
  /** Refusals that the route's own form does not tell of. */
  readonly refusals?: readonly ProblemCode[]
  /** The verb answers for each of the body's cells by itself: a text that may not be kept refuses its cell only. */
  readonly judgesCells?: boolean
  /** Largest body in bytes; the server's default is 256 KiB. */
  readonly bodyLimit?: number
}

/** Keeps the literal types of a route so that callers and handlers infer params, query, body and reply. */
export function defineRoute<const R extends RouteContract>(route: R): R {
  return route
}

type Part<R extends RouteContract, K extends 'params' | 'query' | 'body'> = R[K] extends TSchema
  ? Static<R[K]>
  : undefined

export type Params<R extends RouteContract> = Part<R, 'params'>
export type Query<R extends RouteContract> = Part<R, 'query'>
export type Body<R extends RouteContract> = Part<R, 'body'>
export type Reply<R extends RouteContract> = R['reply'] extends TSchema ? Static<R['reply']> : null
