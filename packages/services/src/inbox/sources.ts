import { sourceChoice } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import { desc, gte } from 'drizzle-orm'
import { isInside, rightTo } from '../entry/form/access.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import { planOf } from '../entry/form/plan.ts'
import { hasRole, reporting } from '../permission.ts'
import { fillLink } from './form-steps.ts'
import type { Asking, Message } from './message.ts'

/**
 * 数据比对: to both sides, the one that was taken and the one that was not, which of two figures the office took and why.
 * A later choice of the same pair stands instead of the earlier one.
 */
export async function sourceMessages({ ctx, db, since }: Asking): Promise<Message[]> {
  if (!hasRole(ctx.actor, ...reporting)) return []
  const rows = await db.select().from(sourceChoice).where(gte(sourceChoice.at, since)).orderBy(desc(sourceChoice.id))
  const newest = [...Map.groupBy(rows, (row) => `${row.period}|${row.ruleCode}|${row.unitCode}|${row.place}`).values()]
  const names = await loadNames(
    db,
    rows.map(({ byId }) => byId),
  )
  const found: Message[] = []
  for (const [row] of newest) {
    const [first, second] = row?.sides ?? []
    if (row === undefined || first === undefined || second === undefined) continue
    const meaning = await meaningOf(ctx.store, db, row.period)
    const own = [first, second].find(({ form, reporter }) => {
      const plan = form === null || reporter === null ? null : planOf(meaning, form, reporter)
      return plan !== null && isInside(rightTo(ctx.actor, plan))
    })
    const unit = meaning.definitions.units.find(({ code }) => code === row.unitCode)
    if (own === undefined || own.form === null || own.reporter === null || unit === undefined) continue
    const facts = {
      kind: 'sourceAdopted' as const,
      period: parsePeriod(row.period),
      unit: unit.shortName,
      sides: [sideWords(first), sideWords(second)] as const,
      sources: [first.source, second.source] as const,
      adopted: row.adopted,
      by: names(row.byId, row.at),
      reason: withoutNumbers(row.reason),
    }
    const link = fillLink({ period: row.period, form: own.form, reporter: own.reporter })
    found.push({ key: `source:${row.id}`, at: row.at, link, facts })
  }
  return found
}

function sideWords({ source, name }: { readonly source: string; readonly name: string }): string {
  return `${source}的“${name}”`
}

/** A message holds no figure, also where the office wrote one into its reason; null: it did. */
function withoutNumbers(reason: string): string | null {
  return /[0-9０-９]/u.test(reason) ? null : reason.replace(/[。；，]+$/u, '')
}
