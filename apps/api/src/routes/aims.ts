import * as contract from '@cg/contract/aim'
import { decideAims } from '@cg/services/aim/decide'
import { listAims, readAim } from '@cg/services/aim/list'
import { readProposal } from '@cg/services/aim/proposals'
import { checkAims, proposeAims } from '@cg/services/aim/propose'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** Targets and baselines: looked up, changes proposed by one person and confirmed by another. */
export function registerAimRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listAims, ({ ctx }) => listAims(ctx))
  endpoint(app, contract.readAim, ({ ctx, params }) => readAim(ctx, params))
  endpoint(app, contract.checkAims, ({ ctx, body }) => checkAims(ctx, body))
  endpoint(app, contract.proposeAims, ({ ctx, body }) => proposeAims(ctx, body))
  endpoint(app, contract.readAimProposal, ({ ctx, params }) => readProposal(ctx, params))
  endpoint(app, contract.decideAims, ({ ctx, params, body, request }) =>
    decideAims(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
