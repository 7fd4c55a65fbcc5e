import * as contract from '@cg/contract/token'
import { createToken } from '@cg/services/token/make'
import { listAllTokens, listTokens, revokeToken } from '@cg/services/token/manage'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** 接口令牌: made and revoked by people; what programs do with them stands with the routes that name a scope. */
export function registerTokenRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listTokens, ({ ctx }) => listTokens(ctx))
  endpoint(app, contract.createToken, ({ ctx, body }) => createToken(ctx, body))
  endpoint(app, contract.revokeToken, ({ ctx, params }) => revokeToken(ctx, params))
  endpoint(app, contract.listAllTokens, ({ ctx }) => listAllTokens(ctx))
}
