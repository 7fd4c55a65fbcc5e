import * as contract from '@cg/contract/reporter'
import { listLiaisons as listLiaisonsRoute, saveLiaison as saveLiaisonRoute } from '@cg/contract/liaison'
import { listLiaisons, saveLiaison } from '@cg/services/reporter/liaison'
import { listReporters } from '@cg/services/reporter/list'
import { switchSignOff } from '@cg/services/reporter/switch-sign-off'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'
import { seenVersion } from '../headers.ts'

/** 报送单位: whom to call there, who fills, checks and signs there, and whether their forms are signed inside before they are sent. */
export function registerReporterRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listReporters, ({ ctx }) => listReporters(ctx))
  endpoint(app, listLiaisonsRoute, ({ ctx }) => listLiaisons(ctx))
  endpoint(app, saveLiaisonRoute, ({ ctx, params, body, request }) =>
    saveLiaison(ctx, { ...params, ...body, version: seenVersion(request) }),
  )
  endpoint(app, contract.switchSignOff, ({ ctx, params, body }) => switchSignOff(ctx, { ...params, ...body }))
}
