import type { RecipePage } from '@cg/contract/material/recipe'
import { auditEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { desc, eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { pagesOf } from './kept.ts'
import type { RecipeRow } from './kept.ts'

/** A sitting that lasts longer leaves another line. */
const sittingMs = 30 * 60_000

/**
 * Whether a save goes on with what the last line about the material tells: a save by the same person within half an hour,
 * and since then neither its name, its unit, its readers nor any number that somebody wrote has changed.
 */
export async function isOneSitting(ctx: Context, tx: Db, before: RecipeRow, after: RecipeRow): Promise<boolean> {
  if (told(before) !== told(after)) return false
  const [last] = await tx
    .select({ action: auditEvent.action, actorId: auditEvent.actorId, at: auditEvent.at })
    .from(auditEvent)
    .where(eq(auditEvent.object, `recipe:${before.id}`))
    .orderBy(desc(auditEvent.id))
    .limit(1)
  return (
    last?.action === 'recipe.save' &&
    last.actorId === ctx.actor.userId &&
    ctx.now().getTime() - Date.parse(last.at) < sittingMs
  )
}

/** What always leaves a line when it changes; sorted, so that moving a page is no change. */
function told(row: RecipeRow): string {
  const numbers = pagesOf(row)
    .flatMap(writtenTexts)
    .filter((text) => /[\d零一二三四五六七八九十百千万亿]/u.test(text))
  return JSON.stringify([row.name, row.unitCode, row.isShared, numbers.toSorted()])
}

function writtenTexts(page: RecipePage): string[] {
  switch (page.kind) {
    case 'chart':
    case 'two-charts':
    case 'words':
      return [page.title?.text ?? '', page.remark]
    case 'cover':
      return [page.title ?? '', page.subtitle ?? '']
    case 'chapter':
    case 'closing':
      return [page.title ?? '']
    case 'agenda':
      return []
  }
}
