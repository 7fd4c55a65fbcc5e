import * as contract from '@cg/contract/unit'
import { listUnits } from '@cg/services/catalogue/save-unit'
import { requireCityRole } from '@cg/services/permission'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** The units of the city on a page of their own. */
export function registerUnitRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listUnits, ({ ctx }) => listUnits(ctx))
  endpoint(app, contract.changeUnit, async ({ ctx, body }) => {
    requireCityRole(ctx.actor, 'admin')
    const { changeUnit } = await import('@cg/seeds/load/unit-change')
    return changeUnit(ctx, body)
  })
}
