import * as contract from '@cg/contract/register'
import { decideRecords } from '@cg/services/register/decide'
import { enterRecords, reviseRecord } from '@cg/services/register/enter'
import { listRegisters, readRegister } from '@cg/services/register/list'
import { useRegister } from '@cg/services/register/use'
import type { FastifyInstance } from 'fastify'
import { endpoint, requireVersion } from '../endpoint.ts'

/** 台账: the lists behind counts, entered by the departments that keep them and reviewed by others. */
export function registerRegisterRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listRegisters, ({ ctx }) => listRegisters(ctx))
  endpoint(app, contract.readRegister, ({ ctx, params }) => readRegister(ctx, params.kind))
  endpoint(app, contract.enterRecords, ({ ctx, params, body }) => enterRecords(ctx, { ...params, ...body }))
  endpoint(app, contract.reviseRecord, ({ ctx, params, body, request }) =>
    reviseRecord(ctx, { ...params, ...body, version: requireVersion(request) }),
  )
  endpoint(app, contract.decideRecords, ({ ctx, params, body }) => decideRecords(ctx, { ...params, ...body }))
  endpoint(app, contract.useRegister, ({ ctx, params, body }) => useRegister(ctx, { ...params, ...body }))
}
