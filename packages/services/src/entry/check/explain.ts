import { minExplanationLength } from '@cg/contract/entry'
import type { ExplanationsReply, SaveExplanations } from '@cg/contract/entry'
import { explanation } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid } from '../../errors.ts'
import type { FormKey } from '../form/access.ts'
import { loadCells } from '../cells/cells.ts'
import { placeOf } from '../cells/decide-cells.ts'
import { explanationKey, loadExplanations, toExplanation } from './explanations.ts'
import type { ExplanationRow } from './explanations.ts'
import { evidenceRule } from './evidence-needed.ts'
import { findingsAfter, missingRule } from './findings.ts'
import { formObject, moveSubmission } from '../move/move.ts'
import { loadNames } from '../form/names.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../move/standing.ts'
import { describeSubmission } from '../move/submission-fact.ts'
import { cellKey } from '@cg/domain/form/form-cell'

type Item = SaveExplanations['items'][number]

/** Explains findings. All or none: a stale or too short one refuses the whole call and names it. */
export async function saveExplanations(
  ctx: Context,
  key: FormKey,
  input: SaveExplanations,
): Promise<ExplanationsReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  requireWords(input.items, opened)
  return ctx.store.write('explanation.save', async (tx) => {
    const now = ctx.now()
    const before = await loadStanding(tx, key)
    requireOpenPeriod(before, now)
    const to = nextState(stateOf(before), 'save', moveContext(opened.right, before, now))
    const standing = await moveSubmission(ctx, tx, before, { key, action: 'save', to })
    const submissionId = must(standing.submission).id
    const known = new Map((await loadExplanations(tx, submissionId)).map((row) => [keyOf(row), row]))
    for (const item of input.items) await writeOne(ctx, tx, item, { submissionId, known })
    await audit(tx, {
      at: now.toISOString(),
      actor: ctx.actor,
      action: 'explanation.save',
      object: formObject(key),
      detail: { items: input.items.map(({ rule, item, unit, breakdown = '' }) => [rule, item, unit, breakdown]) },
    })
    return replyWith(ctx, tx, { opened, standing, cells: await loadCells(tx, opened.plan) })
  })
}

async function replyWith(ctx: Context, tx: Db, after: Parameters<typeof findingsAfter>[2]): Promise<ExplanationsReply> {
  const rows = await loadExplanations(tx, after.standing.submission?.id ?? null)
  const names = await loadNames(
    tx,
    rows.flatMap((row) => [row.authorId, row.verdictBy]),
  )
  return {
    explanations: rows.map((row) => toExplanation(row, names)),
    findings: await findingsAfter(ctx, tx, after),
    submission: await describeSubmission(ctx, tx, after.opened, after.standing),
  }
}

function requireWords(items: readonly Item[], { plan }: OpenedForm): void {
  const rules = new Set([missingRule, evidenceRule, ...plan.rules.map((rule) => rule.definition.code)])
  for (const item of items) {
    const place = placeOf(item)
    const where = { ...place, rule: item.rule }
    const named = `规则 ${item.rule}（${item.item}，${item.unit}）`
    if (!rules.has(item.rule) || !plan.places.has(cellKey(place))) {
      throw invalid(`本表没有${named}这一处，请刷新页面后重新填写说明。`, {
        cells: [{ ...where, message: '不在本表' }],
      })
    }
    if (item.version === undefined) {
      throw new ServiceError('precondition_required', `${named}的说明缺少版本号。请刷新页面后重试。`, {
        reason: 'explanation.version_missing',
      })
    }
    if (item.text.trim().length < minExplanationLength) {
      throw invalid(`${named}的说明不足 ${minExplanationLength} 个字，请写明原因。`, {
        reason: 'explanation.too_short',
        cells: [{ ...where, message: `至少 ${minExplanationLength} 个字` }],
      })
    }
  }
}

function keyOf(row: ExplanationRow): string {
  return explanationKey(row.ruleCode, { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown })
}

type Known = { readonly submissionId: number; readonly known: ReadonlyMap<string, ExplanationRow> }

/** A changed text wants a new verdict. */
async function writeOne(ctx: Context, tx: Db, item: Item, { submissionId, known }: Known): Promise<void> {
  const place = placeOf(item)
  const found = known.get(explanationKey(item.rule, place))
  const text = item.text.trim()
  if (found?.text === text) return
  const version = found?.version ?? 0
  if (version !== item.version) {
    const names = await loadNames(tx, [found?.authorId ?? null])
    throw new ServiceError(
      'stale',
      `这处说明已由${names(found?.authorId ?? null, found?.at ?? null)}改写。请看过后再决定是否替换。`,
      {
        reason: 'explanation.stale',
        current: { current: found === undefined ? null : toExplanation(found, names), mine: { text } },
        cells: [{ ...place, rule: item.rule, message: '说明已被他人改写' }],
      },
    )
  }
  const row = { text, version: version + 1, authorId: ctx.actor.userId, at: ctx.now().toISOString() }
  if (found === undefined) {
    const { item: itemCode, unit: unitCode, breakdown } = place
    await tx.insert(explanation).values({ submissionId, ruleCode: item.rule, itemCode, unitCode, breakdown, ...row })
  } else {
    await tx
      .update(explanation)
      .set({ ...row, verdict: null, verdictBy: null, verdictAt: null })
      .where(eq(explanation.id, found.id))
  }
}
