import * as contract from '@cg/contract/catalogue-change'
import { decideCatalogueChange } from '@cg/services/tailor/decide'
import { readCatalogueBoard } from '@cg/services/tailor/list'
import { readProposal } from '@cg/services/tailor/proposals'
import { checkCatalogueChange, proposeCatalogueChange } from '@cg/services/tailor/propose'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** What the city makes of the shipped catalogue: proposed by one person, confirmed by another. */
export function registerCatalogueRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readCatalogueBoard, ({ ctx }) => readCatalogueBoard(ctx))
  endpoint(app, contract.checkCatalogueChange, ({ ctx, body }) => checkCatalogueChange(ctx, body))
  endpoint(app, contract.proposeCatalogueChange, ({ ctx, body }) => proposeCatalogueChange(ctx, body))
  endpoint(app, contract.readCatalogueProposal, ({ ctx, params }) => readProposal(ctx, params))
  endpoint(app, contract.decideCatalogueChange, ({ ctx, params, body, request }) =>
    decideCatalogueChange(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
