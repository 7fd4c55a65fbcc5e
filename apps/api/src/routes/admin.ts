import * as contract from '@cg/contract/admin'
import * as restores from '@cg/contract/restore'
import { mediaTypes } from '@cg/contract/media'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate } from '@cg/domain/number/date-format'
import { listChanges as listChangesRoute } from '@cg/contract/change-log'
import { listChanges } from '@cg/services/admin/change-log'
import { listAudit } from '@cg/services/admin/audit-trail'
import { acknowledgeBehind } from '@cg/services/anchor/acknowledge'
import { chainLines } from '@cg/services/anchor/chain-lines'
import { verifyHistory } from '@cg/services/anchor/verify'
import { readSetup as readSetupRoute } from '@cg/contract/setup'
import { listHolidays as listHolidaysRoute, saveHolidays as saveHolidaysRoute } from '@cg/contract/holiday'
import { listHolidays, saveHolidays } from '@cg/services/admin/holidays'
import { readSetup } from '@cg/services/admin/setup'
import { decideGrantRequest } from '@cg/services/admin/grant-requests'
import { listPeriods, savePeriod } from '@cg/services/admin/periods'
import { backUpNow, getReference, getSystem, removeDemo } from '@cg/services/admin/system'
import { beginRestore, listRestores, previewRestore } from '@cg/services/backup/restore'
import { createUser, listUsers, resetPassword, updateUser } from '@cg/services/admin/users'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { sendFile } from '../send-file.ts'

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
  endpoint(app, contract.decideGrants, async ({ ctx, params, body, request, reply }) => {
    const { userId } = await decideGrantRequest(ctx, { ...params, ...body, version: requireVersion(request) })
    app.sessions.forget(userId)
    return reply.code(204).send()
  })
  endpoint(app, readSetupRoute, ({ ctx }) => readSetup(ctx))
  endpoint(app, contract.listPeriods, ({ ctx }) => listPeriods(ctx))
  endpoint(app, contract.savePeriod, ({ ctx, params, body }) => savePeriod(ctx, params.code, body))
  endpoint(app, listHolidaysRoute, ({ ctx }) => listHolidays(ctx))
  endpoint(app, saveHolidaysRoute, ({ ctx, params, body }) => saveHolidays(ctx, Number(params.year), body.notice))
  endpoint(app, contract.getReference, ({ ctx }) => getReference(ctx))
  endpoint(app, contract.getSystem, ({ ctx }) => getSystem(ctx, app.installation))
  endpoint(app, contract.makeBackupNow, ({ ctx }) => backUpNow(ctx, app.installation))
  registerRestore(app)
  endpoint(app, contract.removeDemo, async ({ ctx, body }) => {
    const removed = await removeDemo(ctx, app.installation, body.confirm)
    app.sessions.forgetAll()
    return removed
  })
  endpoint(app, listChangesRoute, ({ ctx, params, query }) => listChanges(ctx, { ...params, ...query }))
  endpoint(app, contract.listAudit, ({ ctx, query }) => listAudit(ctx, query))
  endpoint(app, contract.takeChain, async ({ ctx, reply }) =>
    sendFile(reply, {
      bytes: Buffer.from(await chainLines(ctx)),
      mediaType: mediaTypes.jsonl,
      fileName: `审计链_${formatDate(dayInChina(ctx.now()))}.jsonl`,
    }),
  )
  endpoint(app, contract.acknowledgeBehind, async ({ ctx, body }) => {
    await acknowledgeBehind(ctx, body)
    return null
  })
  endpoint(app, contract.verifyAudit, ({ ctx, query }) =>
    verifyHistory(ctx, app.installation, query.with === 'releases'),
  )
}

/** A backup put in the database's place: answered first, then the program starts anew with it. */
function registerRestore(app: FastifyInstance): void {
  endpoint(app, restores.listRestores, ({ ctx }) => listRestores(ctx, app.installation))
  endpoint(app, restores.previewRestore, ({ ctx, params }) => previewRestore(ctx, app.installation, params.name), {
    perMinute: 60,
  })
  endpoint(app, restores.restoreBackup, async ({ ctx, params, body, request, reply }) => {
    const who = { token: request.sessionToken ?? '', address: request.ip }
    await beginRestore(ctx, app.installation, { ...params, ...body, ...who })
    reply.raw.once('close', app.restart)
    return reply.code(204).send()
  })
}
