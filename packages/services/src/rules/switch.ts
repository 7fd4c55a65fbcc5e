import { minSwitchReason } from '@cg/contract/rule'
import type { RuleList } from '@cg/contract/rule'
import { ruleSwitch } from '@cg/db/schema'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { fixedBecause, newestDefinitions, ruleList } from './list.ts'

type Input = { readonly code: string; readonly isActive: boolean; readonly reason: string }

/** Switches a rule off or on for all forms from now on; catalogues that are installed later do not change that. */
export async function switchRule(ctx: Context, { code, isActive, reason: given }: Input): Promise<RuleList> {
  requireCityRole(ctx.actor, 'admin')
  const reason = given.trim()
  if (reason.length < minSwitchReason) {
    throw invalid(`请写明${isActive ? '启用' : '停用'}的原因，至少 ${minSwitchReason} 个字。`, {
      reason: 'rule.no_reason',
    })
  }
  await ctx.store.write('rule.switch', async (tx) => {
    const definitions = await newestDefinitions(ctx, tx)
    const rule = definitions.rules.find((one) => one.code === code)
    if (rule === undefined) throw notFound('这条校验规则')
    const fixed = fixedBecause(rule, definitions)
    if (fixed !== null) throw new ServiceError('conflict', fixed, { reason: 'rule.fixed' })
    if (rule.active === isActive) {
      const words = isActive ? '已经启用' : '已经停用'
      throw new ServiceError('conflict', `《${rule.title}》${words}，无须再改。请刷新页面查看。`, {
        reason: 'rule.unchanged',
      })
    }
    const at = ctx.now().toISOString()
    await tx.insert(ruleSwitch).values({ ruleCode: code, isActive, reason, byId: ctx.actor.userId, at })
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'rule.switch',
      object: `rule:${code}`,
      detail: { isActive, reason },
    })
  })
  return ctx.store.read(async (db) => ruleList(ctx, db))
}
