import type { ScorableIndicator, SchemeDetail, SchemeList } from '@cg/contract/scheme'
import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { makePeriod } from '@cg/domain/period'
import { desc } from 'drizzle-orm'
import { factName, factsOf } from '@cg/contract/adjustment'
import { loadGuide } from '../catalogue/guide.ts'
import { loadAllDefinitions, loadTargets } from '../catalogue/read.ts'
import type { Actor, Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { hasCityRole } from '../permission.ts'
import { parseScheme } from '../release/stored/scheme.ts'
import { describeVersion, isOffice, loadSurroundings, loadVersion } from './versions.ts'
import type { SchemeRow } from './versions.ts'

/** Drafts are the office's own, and the auditor's; what was adopted is for every signed-in user to read. */
function maySee(actor: Actor, { state, adoptedAt }: SchemeRow): boolean {
  if (isOffice(actor) || hasCityRole(actor, 'auditor')) return true
  return state === 'adopted' || state === 'locked' || (state === 'retired' && adoptedAt !== null)
}

/** All versions, newest first. */
export async function listSchemes(ctx: Context): Promise<SchemeList> {
  return ctx.store.read(async (db) => {
    const rows = await db
      .select()
      .from(schemeVersion)
      .orderBy(desc(schemeVersion.year), desc(schemeVersion.version), desc(schemeVersion.id))
    const around = await loadSurroundings(db)
    const year = ctx.now().getUTCFullYear()
    const inForce = rows.find((row) => (row.state === 'adopted' || row.state === 'locked') && row.year <= year)
    return {
      items: rows.filter((row) => maySee(ctx.actor, row)).map((row) => describeVersion(ctx.actor, row, around)),
      inForce: inForce?.id ?? null,
      lockedThrough: around.lockedThrough,
      mayCreate: isOffice(ctx.actor),
    }
  })
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

/** What adjustments may name, in words. */
export async function loadFacts(db: Db): Promise<SchemeDetail['facts']> {
  const { matterKinds } = await loadGuide(db)
  return factsOf(matterKinds).map((code) => ({ code, name: factName(code, matterKinds) }))
}

/**
 * Indicators that can be scored from the first quarter of the year on: with a direction, and measured by unit. Those that
 * the city does not use are among them: a scheme that was adopted keeps them, and its releases say that they are left out.
 */
export async function loadScorable(db: Db, year: number): Promise<ScorableIndicator[]> {
  const { indicators } = await loadAllDefinitions(db, makePeriod(year, 1))
  const targets = Map.groupBy(await loadTargets(db), (target) => target.indicator)
  return [...indicators.values()]
    .filter((one) => one.direction !== 'neutral' && !one.isCityOnly)
    .map(({ code, name, dimension, unit, decimals, direction, weight }) => ({
      code,
      name,
      dimension,
      unit,
      decimals,
      direction,
      catalogueWeight: weight,
      targetYears: [...new Set((targets.get(code) ?? []).map((target) => target.year))].sort((a, b) => a - b),
    }))
}
