import type { SchemeBody, SchemeDetail, SchemeDraft } from '@cg/contract/scheme'
import { schemeVersion } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { requireFacts, requireSound } from './faults.ts'
import { describeDetail } from './read.ts'
import { loadFacts, loadScorable } from './scorable.ts'
import { parseScheme, storedScheme } from '../release/stored/scheme.ts'
import { loadVersion, requireDraft, requireOffice } from './versions.ts'

export type SchemeSave = SchemeDraft & {
  id: number
  /** The edit version the writer has seen (If-Match). */
  editVersion: number
}

/** Saves a draft. Changed rules must be tried again before they can be adopted. */
export async function saveScheme(ctx: Context, { id, editVersion, ...draft }: SchemeSave): Promise<SchemeDetail> {
  requireOffice(ctx.actor)
  return ctx.store.write('scheme.save', async (tx) => {
    const row = await loadVersion(tx, id)
    await requireDraft(tx, row, editVersion)
    requireSound(draft.body, await loadScorable(tx, draft.year), draft.year)
    requireFacts(draft.body, await loadFacts(tx))
    const at = ctx.now().toISOString()
    const stored = storedScheme(draft.body)
    const isSameContent = stored.contentHash === row.contentHash && draft.year === row.year
    const [saved] = await tx
      .update(schemeVersion)
      .set({
        ...stored,
        name: draft.name.trim(),
        note: draft.note.trim(),
        year: draft.year,
        state: isSameContent ? row.state : 'draft',
        editVersion: row.editVersion + 1,
        editedBy: ctx.actor.userId,
        editedAt: at,
      })
      .where(eq(schemeVersion.id, id))
      .returning()
    if (saved === undefined) throw new Error('the draft was not stored')
    const detail = {
      editVersion: saved.editVersion,
      hash: saved.contentHash,
      before: row.contentHash,
      year: saved.year,
      weights: changedWeights(parseScheme(row), draft.body),
    }
    await audit(tx, { at, actor: ctx.actor, action: 'scheme.save', object: `scheme:${id}`, detail })
    return describeDetail(tx, ctx.actor, saved)
  })
}

/** 'JN03': [8, 10] for every weight that differs; null: not in the scheme. */
function changedWeights(before: SchemeBody, after: SchemeBody): Record<string, [number | null, number | null]> {
  const old = new Map<string, number>(before.items.map(({ indicator, weight }) => [indicator, weight]))
  const now = new Map<string, number>(after.items.map(({ indicator, weight }) => [indicator, weight]))
  const changed: Record<string, [number | null, number | null]> = {}
  for (const code of new Set([...old.keys(), ...now.keys()])) {
    const pair: [number | null, number | null] = [old.get(code) ?? null, now.get(code) ?? null]
    if (pair[0] !== pair[1]) changed[code] = pair
  }
  return changed
}
