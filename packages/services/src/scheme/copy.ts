import type { SchemeCopy, SchemeDetail } from '@cg/contract/scheme'
import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq, max } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { readSetting } from '../settings.ts'
import { describeDetail } from './read.ts'
import { parseScheme, storedScheme } from '../release/stored/scheme.ts'
import { loadVersion, requireOffice } from './versions.ts'

/** Begins a draft as a copy: the next version of the same scheme. What it was copied from stays as it is. */
export async function copyScheme(ctx: Context, { from, year, name }: SchemeCopy): Promise<SchemeDetail> {
  requireOffice(ctx.actor)
  return ctx.store.write('scheme.copy', async (tx) => {
    const source = await loadVersion(tx, from)
    const at = ctx.now().toISOString()
    const version = await nextVersion(tx, source.schemeCode)
    const [made] = await tx
      .insert(schemeVersion)
      .values({
        schemeCode: source.schemeCode,
        version,
        year,
        name: name?.trim() ?? source.name,
        note: '',
        state: 'draft',
        ...storedScheme(parseScheme(source)),
        createdBy: ctx.actor.userId,
        createdAt: at,
        editedBy: ctx.actor.userId,
        editedAt: at,
        // What is made in the demo city goes with it.
        isDemo: source.isDemo || (await readSetting(tx, 'demo')) !== null,
      })
      .returning()
    if (made === undefined) throw new Error('the draft was not stored')
    const detail = { code: source.schemeCode, version, year, copiedFrom: source.version, hash: made.contentHash }
    await audit(tx, { at, actor: ctx.actor, action: 'scheme.copy', object: `scheme:${made.id}`, detail })
    return describeDetail(tx, ctx.actor, made)
  })
}

async function nextVersion(tx: Db, code: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(schemeVersion.version) })
    .from(schemeVersion)
    .where(eq(schemeVersion.schemeCode, code))
  return (row?.last ?? 0) + 1
}
