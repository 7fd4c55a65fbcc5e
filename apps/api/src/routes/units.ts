import * as contract from '@cg/contract/unit'
import { listSuccessions as listContract, succeedUnits as succeedContract } from '@cg/contract/unit-succession'
import { listUnits } from '@cg/services/catalogue/save-unit'
import { listSuccessions } from '@cg/services/catalogue/succeed-units'
import { requireCityRole } from '@cg/services/permission'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** The units of the city on a page of their own. */
export function registerUnitRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listUnits, ({ ctx }) => listUnits(ctx))
  endpoint(app, contract.changeUnit, async ({ ctx, body }) => {
    requireCityRole(ctx.actor, 'admin')
    const { changeUnit } = await import('@cg/seeds/load/unit-change')
    return changeUnit(ctx, body)
  })
  endpoint(app, contract.readUnitProposal, async ({ ctx, params }) => {
    requireCityRole(ctx.actor, 'admin', 'publisher')
    const { readUnitProposal } = await import('@cg/seeds/load/unit-proposal')
    return readUnitProposal(ctx, params)
  })
  endpoint(app, contract.decideUnitProposal, async ({ ctx, params, body, request }) => {
    requireCityRole(ctx.actor, 'admin', 'publisher')
    const { decideUnitProposal } = await import('@cg/seeds/load/unit-proposal')
    return decideUnitProposal(ctx, { ...params, ...body, version: requireVersion(request) })
  })
  endpoint(app, listContract, ({ ctx }) => listSuccessions(ctx))
  endpoint(app, succeedContract, async ({ ctx, body }) => {
    requireCityRole(ctx.actor, 'admin')
    const { succeedUnits } = await import('@cg/seeds/load/unit-succession')
    return succeedUnits(ctx, body)
  })
}
