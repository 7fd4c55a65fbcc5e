import * as contract from '@cg/contract/task'
import * as ofReports from '@cg/contract/task-file'
import { readTasks } from '@cg/services/task/board'
import { attachToReport, readReportFile, removeFromReport, requireReporting } from '@cg/services/task/files'
import { addMeasure, adoptPlan, changeMeasure, renameTask } from '@cg/services/task/plan'
import { decideTaskReport, reportTask } from '@cg/services/task/report'
import { useKeyPlan } from '@cg/services/task/use'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'
import { receiveFile } from '../receive-file.ts'
import { sendStored } from '../send-stored.ts'

/** 重点任务: the plan, changed by the office, reported by the departments and reviewed. */
export function registerTaskRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readTasks, ({ ctx }) => readTasks(ctx))
  endpoint(app, contract.adoptPlan, ({ ctx }) => adoptPlan(ctx))
  endpoint(app, contract.renameTask, ({ ctx, params, body, request }) =>
    renameTask(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.addMeasure, ({ ctx, body }) => addMeasure(ctx, body))
  endpoint(app, contract.changeMeasure, ({ ctx, params, body, request }) =>
    changeMeasure(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.reportTask, ({ ctx, params, body, request }) =>
    reportTask(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.useKeyPlan, ({ ctx, body }) => useKeyPlan(ctx, body))
  endpoint(app, contract.decideTaskReport, ({ ctx, params, body, request }) =>
    decideTaskReport(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  registerTaskFiles(app)
}

/** The files behind reports: handed out as files, never shown as pages of this site. */
function registerTaskFiles(app: FastifyInstance): void {
  endpoint(
    app,
    ofReports.attachToReport,
    async ({ ctx, params, query, request }) => {
      await requireReporting(ctx, params.id)
      return attachToReport(ctx, { ...params, ...query }, await receiveFile(request, '佐证材料'))
    },
    { perMinute: 60 },
  )
  endpoint(app, ofReports.removeFromReport, ({ ctx, params }) => removeFromReport(ctx, params))
  endpoint(app, ofReports.getReportFile, async ({ ctx, params, reply }) =>
    sendStored(reply, await readReportFile(ctx, params), 'evidence'),
  )
}
