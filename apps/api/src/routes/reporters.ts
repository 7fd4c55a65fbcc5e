import * as contract from '@cg/contract/reporter'
import { listReporters } from '@cg/services/reporter/list'
import { switchSignOff } from '@cg/services/reporter/switch-sign-off'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** 报送单位: who fills, checks and signs there, and whether their forms are signed inside before they are sent. */
export function registerReporterRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listReporters, ({ ctx }) => listReporters(ctx))
  endpoint(app, contract.switchSignOff, ({ ctx, params, body }) => switchSignOff(ctx, { ...params, ...body }))
}
