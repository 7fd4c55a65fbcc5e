import * as contract from '@cg/contract/denominator'
import { listDenominators, readDenominator } from '@cg/services/release/read/denominators'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** 分母台账: what rates divide by. */
export function registerDenominatorRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listDenominators, ({ ctx }) => listDenominators(ctx))
  endpoint(app, contract.readDenominator, ({ ctx, params }) => readDenominator(ctx, params))
}
