import * as contract from '@cg/contract/appraisal'
import { decideAppraisal } from '@cg/services/appraisal/decide'
import { listAppraisals } from '@cg/services/appraisal/list'
import { openAppraisal } from '@cg/services/appraisal/open'
import { giveScore } from '@cg/services/appraisal/score'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** 定性评分: items scored by named reviewers against a written scale. */
export function registerAppraisalRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listAppraisals, ({ ctx }) => listAppraisals(ctx))
  endpoint(app, contract.openAppraisal, ({ ctx, body }) => openAppraisal(ctx, body))
  endpoint(app, contract.giveScore, ({ ctx, params, body }) => giveScore(ctx, { ...params, ...body }))
  endpoint(app, contract.decideAppraisal, ({ ctx, params, body, request }) =>
    decideAppraisal(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
}
