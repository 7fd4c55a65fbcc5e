import * as contract from '@cg/contract/rule'
import { addOwnRule, tryOwnRule } from '@cg/services/rules/add'
import { listRules, tryRule } from '@cg/services/rules/list'
import { switchRule } from '@cg/services/rules/switch'
import type { FastifyInstance } from 'fastify'
import { endpoint } from '../endpoint.ts'

/** 校验规则: read by everybody, tried by the office, switched by an admin. */
export function registerRuleRoutes(app: FastifyInstance): void {
  endpoint(app, contract.listRules, ({ ctx }) => listRules(ctx))
  endpoint(app, contract.tryRule, ({ ctx, params }) => tryRule(ctx, params))
  endpoint(app, contract.tryOwnRule, ({ ctx, body }) => tryOwnRule(ctx, body))
  endpoint(app, contract.addOwnRule, ({ ctx, body }) => addOwnRule(ctx, body))
  endpoint(app, contract.switchRule, ({ ctx, params, body }) => switchRule(ctx, { ...params, ...body }))
}
