import * as contract from '@cg/contract/conflict'
import { readConflicts } from '@cg/services/conflict/board'
import { decideConflict } from '@cg/services/conflict/decide'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** 数据比对: two sources of one quantity. */
export function registerConflictRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readConflicts, ({ ctx, query }) => readConflicts(ctx, query))
  endpoint(app, contract.decideConflict, ({ ctx, body }) => decideConflict(ctx, body))
}
