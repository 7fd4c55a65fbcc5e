import * as contract from '@cg/contract/matter'
import { decideMatter } from '@cg/services/matter/decide'
import { enterMatter, resendMatter } from '@cg/services/matter/enter'
import { listMatters } from '@cg/services/matter/list'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** Matters that add, take or veto: entered by departments with evidence, decided on by reviewers. */
export function registerMatterRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listMatters, ({ ctx }) => listMatters(ctx))
  endpoint(app, contract.enterMatter, ({ ctx, body }) => enterMatter(ctx, body))
  endpoint(app, contract.resendMatter, ({ ctx, params, body, request }) =>
    resendMatter(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.decideMatter, ({ ctx, params, body, request }) =>
    decideMatter(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
