import * as contract from '@cg/contract/admin'
import { listChanges as listChangesRoute } from '@cg/contract/change-log'
import { listChanges } from '@cg/services/admin/change-log'
import { listAudit, verifyAudit } from '@cg/services/admin/audit-trail'
import { readSetup as readSetupRoute } from '@cg/contract/setup'
import { listHolidays as listHolidaysRoute, saveHolidays as saveHolidaysRoute } from '@cg/contract/holiday'
import { listHolidays, saveHolidays } from '@cg/services/admin/holidays'
import { readSetup } from '@cg/services/admin/setup'
import { listPeriods, savePeriod } from '@cg/services/admin/periods'
import { backUpNow, getReference, getSystem, removeDemo } from '@cg/services/admin/system'
import { createUser, listUsers, resetPassword, updateUser } from '@cg/services/admin/users'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

export function registerAdminRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listUsers, ({ ctx }) => listUsers(ctx))
  endpoint(app, contract.createUser, ({ ctx, body }) => createUser(ctx, body))
  endpoint(app, contract.updateUser, async ({ ctx, params, body, request }) => {
    const updated = await updateUser(ctx, params.id, requireVersion(request), body)
    app.sessions.forget(params.id)
    return updated
  })
  endpoint(app, contract.resetPassword, async ({ ctx, params }) => {
    const reset = await resetPassword(ctx, params.id)
    app.sessions.forget(params.id)
    return reset
  })
  endpoint(app, readSetupRoute, ({ ctx }) => readSetup(ctx))
  endpoint(app, contract.listPeriods, ({ ctx }) => listPeriods(ctx))
  endpoint(app, contract.savePeriod, ({ ctx, params, body }) => savePeriod(ctx, params.code, body))
  endpoint(app, listHolidaysRoute, ({ ctx }) => listHolidays(ctx))
  endpoint(app, saveHolidaysRoute, ({ ctx, params, body }) => saveHolidays(ctx, Number(params.year), body.notice))
  endpoint(app, contract.getReference, ({ ctx }) => getReference(ctx))
  endpoint(app, contract.getSystem, ({ ctx }) => getSystem(ctx, app.installation))
  endpoint(app, contract.makeBackupNow, ({ ctx }) => backUpNow(ctx, app.installation))
  endpoint(app, contract.removeDemo, async ({ ctx, body }) => {
    const removed = await removeDemo(ctx, app.installation, body.confirm)
    app.sessions.forgetAll()
    return removed
  })
  endpoint(app, listChangesRoute, ({ ctx, params, query }) => listChanges(ctx, { ...params, ...query }))
  endpoint(app, contract.listAudit, ({ ctx, query }) => listAudit(ctx, query))
  endpoint(app, contract.verifyAudit, ({ ctx }) => verifyAudit(ctx))
}
