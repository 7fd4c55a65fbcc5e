import type { SchemeDetail, SchemeList } from '@cg/contract/scheme'
import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { desc } from 'drizzle-orm'
import type { Actor, Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { hasCityRole } from '../permission.ts'
import { listProposals } from '../proposed/proposals.ts'
import { parseScheme } from '../release/stored/scheme.ts'
import { schemeAdoption } from './adoption-kind.ts'
import { loadFacts, loadScorable } from './scorable.ts'
import { describeVersion, isOffice, loadSurroundings, loadVersion } from './versions.ts'
import type { SchemeRow } from './versions.ts'

function maySeeDrafts(actor: Actor): boolean {
  return isOffice(actor) || hasCityRole(actor, 'auditor')
}

/** Drafts are the office's own, and the auditor's; what was adopted is for every signed-in user to read. */
function maySee(actor: Actor, { state, adoptedAt }: SchemeRow): boolean {
  if (maySeeDrafts(actor)) return true
  return state === 'adopted' || state === 'locked' || (state === 'retired' && adoptedAt !== null)
}

/** All versions, newest first. */
export async function listSchemes(ctx: Context): Promise<SchemeList> {
  return ctx.store.read((db) => schemeList(ctx, db))
}

/** The same inside a transaction. */
export async function schemeList({ actor, now }: { actor: Actor; now: () => Date }, db: Db): Promise<SchemeList> {
  const rows = await db
    .select()
    .from(schemeVersion)
    .orderBy(desc(schemeVersion.year), desc(schemeVersion.version), desc(schemeVersion.id))
  const around = await loadSurroundings(db)
  const year = now().getUTCFullYear()
  const inForce = rows.find((row) => (row.state === 'adopted' || row.state === 'locked') && row.year <= year)
  return {
    items: rows.filter((row) => maySee(actor, row)).map((row) => describeVersion(actor, row, around)),
    inForce: inForce?.id ?? null,
    lockedThrough: around.lockedThrough,
    mayCreate: isOffice(actor),
    proposals: maySeeDrafts(actor) ? await listProposals(db, actor, schemeAdoption) : [],
  }
}

/** One version with its rules and everything that could be scored besides. */
export async function readScheme(ctx: Context, { id }: { id: number }): Promise<SchemeDetail> {
  return ctx.store.read(async (db) => {
    const row = await loadVersion(db, id)
    // A draft is not there for those who may not see it: they learn nothing about it.
    if (!maySee(ctx.actor, row)) throw notFound('这个计分方案')
    return describeDetail(db, ctx.actor, row)
  })
}

export async function describeDetail(db: Db, actor: Actor, row: SchemeRow): Promise<SchemeDetail> {
  return {
    version: describeVersion(actor, row, await loadSurroundings(db)),
    body: parseScheme(row),
    indicators: await loadScorable(db, row.year),
    facts: await loadFacts(db),
  }
}
