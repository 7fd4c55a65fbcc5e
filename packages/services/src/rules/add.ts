import { minTitleLength } from '@cg/contract/rule'
import type { OwnRuleInput, RuleList, RuleTrial } from '@cg/contract/rule'
import { rule as ruleTable } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { RuleDefinition } from '@cg/domain/check/rule'
import { max } from 'drizzle-orm'
import { audit } from '../audit.ts'
import { canonicalJson } from '../catalogue/hash.ts'
import { ownFamily } from '../catalogue/install.ts'
import type { CatalogueItem, Definitions } from '../catalogue/read.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { newestDefinitions, ruleList, trialOf, wordsOf } from './list.ts'
import { tryRules } from './trial.ts'

/** How often a rule that is not saved would have spoken. */
export async function tryOwnRule(ctx: Context, input: OwnRuleInput): Promise<RuleTrial> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.read(async (db) => {
    const rule = ownRule(input, await newestDefinitions(ctx, db))
    return trialOf(ctx, rule.code, await tryRules(ctx.store, db, [rule]))
  })
}

/** Adds a rule of the office's own: it runs on every form from now on, and outlives every catalogue. */
export async function addOwnRule(ctx: Context, input: OwnRuleInput): Promise<RuleList> {
  requireCityRole(ctx.actor, 'admin')
  await ctx.store.write('rule.add', async (tx) => {
    const definitions = await newestDefinitions(ctx, tx)
    const rule = ownRule(input, definitions)
    const same = definitions.rules.find((one) => one.title === rule.title)
    if (same !== undefined) {
      throw new ServiceError(
        'conflict',
        `已有一条叫“${rule.title}”的规则（${same.code}）。请换一个名称，或先停用它。`,
        {
          reason: 'rule.title_taken',
        },
      )
    }
    const { active: isActive, body, ...head } = rule
    await tx
      .insert(ruleTable)
      .values({ ...head, isActive, body: canonicalJson(body), position: await nextPosition(tx) })
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'rule.add',
      object: `rule:${rule.code}`,
      detail: { rule: rule.code, condition: wordsOf(rule, definitions).join('；') },
    })
  })
  return ctx.store.read(async (db) => ruleList(ctx, db))
}

/** After everything a catalogue brings, so that codes and places of both never meet. */
const firstPosition = 1000

async function nextPosition(tx: Db): Promise<number> {
  const [last] = await tx.select({ position: max(ruleTable.position) }).from(ruleTable)
  return Math.max(firstPosition, (last?.position ?? 0) + 1)
}

function ownRule(input: OwnRuleInput, definitions: Definitions): RuleDefinition {
  const title = input.title.trim()
  if (title.length < minTitleLength)
    throw invalid(`规则名称至少写 ${minTitleLength} 个字，说明核对什么。`, { reason: 'rule.no_title' })
  const left = itemOf(definitions, input.left)
  return {
    code: nextCode(definitions),
    family: ownFamily,
    severity: input.severity,
    scope: scopeOf(definitions, input),
    title,
    active: true,
    inactiveReason: null,
    body: { kind: 'expression', expression: `${left.code} ${input.operator} ${rightOf(definitions, input, left)}` },
  }
}

function nextCode({ rules }: Definitions): string {
  const last = rules
    .filter((rule) => rule.family === ownFamily)
    .map((rule) => Number(rule.code.slice(1)))
    .reduce((most, one) => Math.max(most, one), 0)
  return `${ownFamily}${String(last + 1).padStart(2, '0')}`
}

function itemOf({ items, forms }: Definitions, code: string): CatalogueItem {
  const item = [...items.values()].find((one) => one.code === code)
  const isAsked = forms.some((form) => form.cells.some((cell) => cell.item === code))
  if (item === undefined || !isAsked) {
    throw invalid(`数据项 ${code} 不在现行报表里。请从列表中选择。`, { reason: 'rule.no_item' })
  }
  return item
}

function rightOf(definitions: Definitions, { right }: OwnRuleInput, left: CatalogueItem): string {
  if (typeof right === 'number') {
    const text = String(right)
    if (/^-?\d+(\.\d+)?$/.test(text)) return text
    throw invalid('请填写普通的数字，不用科学计数法。', { reason: 'rule.number' })
  }
  const other = itemOf(definitions, right)
  if (other.code === left.code) {
    throw invalid('两边是同一个数据项，比不出结果。请换一项。', { reason: 'rule.same_item' })
  }
  if (other.unit !== left.unit) {
    throw invalid(
      `${left.name}的单位是${left.unit}，${other.name}的单位是${other.unit}，不能直接比。请选单位相同的两项。`,
      { reason: 'rule.units' },
    )
  }
  return other.code
}

/** Two fillers' figures never block (decision 16). */
function scopeOf({ forms }: Definitions, { left, right }: OwnRuleInput): RuleDefinition['scope'] {
  const fillers = [left, right]
    .filter((one): one is string => typeof one === 'string')
    .flatMap((code) => {
      const form = forms.find((one) => one.cells.some((cell) => cell.item === code))
      return form === undefined ? [] : [`${form.department} ${form.filledBy}`]
    })
  return new Set(fillers).size > 1 ? 'cross' : 'form'
}
