import * as contract from '@cg/contract/statement'
import { readStatements } from '@cg/services/statement/board'
import { decideStatement } from '@cg/services/statement/decide'
import { readWaiting } from '@cg/services/statement/waiting'
import { resendStatement, writeStatement } from '@cg/services/statement/write'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** What lead departments state of late and missing figures: written by them, decided on by reviewers. */
export function registerStatementRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readStatements, ({ ctx, query }) => readStatements(ctx, query))
  endpoint(app, contract.readWaiting, ({ ctx }) => readWaiting(ctx))
  endpoint(app, contract.writeStatement, ({ ctx, body }) => writeStatement(ctx, body))
  endpoint(app, contract.resendStatement, ({ ctx, params, body, request }) =>
    resendStatement(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.decideStatement, ({ ctx, params, body, request }) =>
    decideStatement(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
