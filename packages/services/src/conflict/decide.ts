import { minChoiceReason } from '@cg/contract/conflict'
import type { Conflict, ConflictBoard, ConflictSide, decideConflict as decideRoute } from '@cg/contract/conflict'
import type { Body } from '@cg/contract/route'
import { sourceChoice } from '@cg/db/schema'
import { formatValue } from '@cg/domain/number/number-format'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { conflictBoard } from './board.ts'

/**
 * Records which of two sources the office takes. No figure is changed by it: the other side's form is returned at that
 * cell, or its explanation accepted, on the page of review.
 */
export async function decideConflict(ctx: Context, input: Body<typeof decideRoute>): Promise<ConflictBoard> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  const reason = input.reason.trim()
  if (reason.length < minChoiceReason) {
    throw invalid(`请写明认定的依据，至少 ${minChoiceReason} 个字。`, { reason: 'source.no_reason' })
  }
  await ctx.store.write('source.adopt', async (tx) => {
    const { items } = await conflictBoard(ctx, tx, input.period)
    const found = items.find((one) => one.rule === input.rule && one.unit === input.unit && one.place === input.place)
    if (found === undefined) throw notFound('这处不一致，两边的数可能已经改正；请刷新页面查看')
    if (found.first.value !== input.first || found.second.value !== input.second) {
      throw new ServiceError('conflict', '这两个数在您查看之后有改动。请刷新页面，看过新的数再认定。', {
        reason: 'source.changed',
      })
    }
    const at = ctx.now().toISOString()
    await tx.insert(sourceChoice).values({
      period: input.period,
      ruleCode: found.rule,
      unitCode: found.unit,
      place: found.place,
      firstValue: found.first.value,
      secondValue: found.second.value,
      adopted: input.adopted,
      sides: [sideOf(found.first), sideOf(found.second)],
      reason,
      byId: ctx.actor.userId,
      at,
    })
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'source.adopt',
      object: `period:${input.period}`,
      detail: { rule: found.rule, unit: found.unit, adopted: adoptedWords(found, input.adopted), reason },
    })
  })
  return ctx.store.read(async (db) => conflictBoard(ctx, db, input.period))
}

function sideOf({ source, name, form }: ConflictSide) {
  return { source, name, form: form?.form ?? null, reporter: form?.reporter ?? null }
}

function adoptedWords({ first, second }: Conflict, adopted: Body<typeof decideRoute>['adopted']): string {
  if (adopted === 'both') return `两个数口径不同，均属实：${sideWords(first)}；${sideWords(second)}`
  return sideWords(adopted === 'first' ? first : second)
}

function sideWords(side: ConflictSide): string {
  return `${side.source}的${side.name} ${formatValue(side.value, side)}${side.unit}`
}
