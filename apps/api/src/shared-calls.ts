import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { CallCounter } from '@cg/db/call-counter'
import type { Services } from '@cg/services/context'
import type { RouteOptions } from 'fastify'

type Child = Parameters<FastifyRateLimitStore['child']>[0]

/** Counts the calls of limited routes in the database, where several processes answer in turn. */
export function sharedCalls(count: CallCounter, now: Services['now']): FastifyRateLimitStoreCtor {
  return class SharedCalls implements FastifyRateLimitStore {
    readonly #route: string

    constructor(_options: object, route = '') {
      this.#route = route
    }

    incr(caller: string, answer: Parameters<FastifyRateLimitStore['incr']>[1], windowMs: number): void {
      count({ caller, route: this.#route, at: now(), windowMs }).then(
        ({ calls, endsInMs }) => answer(null, { current: calls, ttl: endsInMs }),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      )
    }

    /** The plugin hands over the route beside the limits, whatever its types say. */
    child(options: Child & { readonly routeInfo?: Pick<RouteOptions, 'method' | 'url'> }): SharedCalls {
      const { method = '', url = '' } = options.routeInfo ?? {}
      return new SharedCalls(options, `${String(method)} ${url}`)
    }
  }
}
