import * as contract from '@cg/contract/task'
import { readTasks } from '@cg/services/task/board'
import { addMeasure, adoptPlan, changeMeasure } from '@cg/services/task/plan'
import { decideTaskReport, reportTask } from '@cg/services/task/report'
import { useKeyPlan } from '@cg/services/task/use'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** 重点任务: the plan, changed by the office, reported by the departments and reviewed. */
export function registerTaskRoutes(app: FastifyInstance): void {
  endpoint(app, contract.readTasks, ({ ctx }) => readTasks(ctx))
  endpoint(app, contract.adoptPlan, ({ ctx }) => adoptPlan(ctx))
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
}
