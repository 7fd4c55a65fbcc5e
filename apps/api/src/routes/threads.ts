import * as contract from '@cg/contract/thread'
import { answerThread, askThread, closeThread } from '@cg/services/entry/thread/change'
import { readThreads } from '@cg/services/entry/thread/list'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { idempotencyKey } from '../headers.ts'

/** 问答: under one figure of a form, among those who may read it. */
export function registerThreadRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listThreads, ({ ctx, params }) => readThreads(ctx, params))
  endpoint(
    app,
    contract.askThread,
    ({ ctx, params, body, request }) => askThread(ctx, params, { ...body, retry: idempotencyKey(request) }),
    { perMinute: 60 },
  )
  endpoint(
    app,
    contract.answerThread,
    ({ ctx, params: { id, ...key }, body, request }) =>
      answerThread(ctx, key, { id, ...body, retry: idempotencyKey(request) }),
    { perMinute: 60 },
  )
  endpoint(app, contract.closeThread, ({ ctx, params: { id, ...key }, body }) => closeThread(ctx, key, { id, ...body }))
}
