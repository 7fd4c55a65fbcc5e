import type { CatalogueSeed } from '@cg/contract/catalogue'
import type { CatalogueUpdate } from '@cg/contract/catalogue-update'
import { dataItem, indicatorVersion, period as periodTable } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { lastCompletePeriod, parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { asc, desc, eq } from 'drizzle-orm'
import { installInto } from '../catalogue/install.ts'
import { loadGuide } from '../catalogue/guide.ts'
import { canonicalJson, contentHash } from '../catalogue/hash.ts'
import { loadLayer } from '../catalogue/layer.ts'
import { loadTalk } from '../catalogue/talk.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { readSetting, writeSetting } from '../settings.ts'
import type { CatalogueTaken } from '../settings.ts'

/*
 * A new program brings a new catalogue. It is not laid over quarters that are being filled: what is new on a form is asked
 * from the first quarter on that has not begun, and left out of all before as if the city had switched it off.
 */

/** What the program's catalogue would bring; writes nothing. */
export async function readCatalogueUpdate(ctx: Context, seed: CatalogueSeed): Promise<CatalogueUpdate> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.read(async (db) => (await planUpdate(db, ctx.now(), seed)).told)
}

/** Takes the program's catalogue over as it was shown; refuses when nothing is new, or what was shown has changed. */
export async function takeCatalogueUpdate(ctx: Context, seed: CatalogueSeed, seen: string): Promise<CatalogueUpdate> {
  requireCityRole(ctx.actor, 'admin')
  return ctx.store.write('catalogue.install', async (tx) => {
    const { told, from, first, regrouped } = await planUpdate(tx, ctx.now(), seed)
    if (!told.isDue)
      throw new ServiceError('conflict', '指标目录已经是最新的，不必再更新。', { reason: 'catalogue.same' })
    if (told.digest !== seen)
      throw new ServiceError('stale', '查看之后，目录或填报日历有了变化，这次没有更新。请重新查看后再更新。', {
        reason: 'catalogue.changed',
        current: { digest: told.digest, yours: seen },
      })
    const at = ctx.now().toISOString()
    const items = told.items.map(({ code }) => code)
    const taken = (await readSetting(tx, 'catalogueUpdates')) ?? []
    await writeSetting(tx, 'catalogueUpdates', [...taken, { first, from, items, groups: regrouped }])
    await installInto(tx, seed, { at, actor: ctx.actor, changesFrom: from })
    return (await planUpdate(tx, ctx.now(), seed)).told
  })
}

type Plan = {
  readonly told: CatalogueUpdate
  /** The first quarter with what is new, and the oldest that the city knows. */
  readonly from: Period
  readonly first: Period
  readonly regrouped: CatalogueTaken['groups']
}

async function planUpdate(db: Db, now: Date, seed: CatalogueSeed): Promise<Plan> {
  const { from, first } = await quartersOf(db, now)
  const hash = contentHash(seed)
  if ((await readSetting(db, 'catalogueHash')) === hash) {
    const none = { items: [], groups: [], indicators: [], changed: [], registers: [], changedRegisters: [], brings: [] }
    return { told: { isDue: false, from: null, ...none, digest: contentHash({ hash }) }, from, first, regrouped: [] }
  }
  const items = await db.select().from(dataItem)
  const known = new Map(items.map((item) => [item.code, item]))
  const own = new Set((await loadLayer(db)).groups.map(({ code }) => code))
  const regrouped = seed.items.flatMap(({ code, axes }): CatalogueTaken['groups'] => {
    const last = known.get(code)
    const before = last === undefined ? undefined : (JSON.parse(last.axes) as { breakdowns: string[] }).breakdowns
    const isSame = before === undefined || canonicalJson(before) === canonicalJson(axes.breakdowns)
    return isSame || own.has(code) ? [] : [{ code, before, after: axes.breakdowns }]
  })
  const named = ({ code, name }: { code: string; name: string }) => ({ code, name })
  const told = {
    isDue: true,
    from,
    items: seed.forms.flatMap((one) =>
      one.items.flatMap((code) => {
        const item = seed.items.find((other) => other.code === code)
        return item === undefined || known.has(code) ? [] : [{ ...named(item), form: one.name }]
      }),
    ),
    groups: seed.items.filter(({ code }) => regrouped.some((one) => one.code === code)).map(named),
    ...(await newIndicators(db, seed)),
    ...(await newRegisters(db, seed)),
    brings: await broughtPages(db, seed),
  }
  return { told: { ...told, digest: contentHash({ hash, ...told }) }, from, first, regrouped }
}

/** The first quarter that has not begun, and the oldest there is. */
async function quartersOf(db: Db, now: Date): Promise<{ from: Period; first: Period }> {
  const rows = await db.select().from(periodTable).orderBy(asc(periodTable.code))
  const coming = rows.find(({ state, opensAt }) => state === 'planned' && opensAt > now.toISOString())
  const last = rows.at(-1)
  const after = last === undefined ? lastCompletePeriod(now.toISOString().slice(0, 10)) : parsePeriod(last.code)
  const from = coming === undefined ? shiftPeriod(after, 1) : parsePeriod(coming.code)
  return { from, first: rows[0] === undefined ? from : parsePeriod(rows[0].code) }
}

async function newIndicators(
  db: Db,
  { indicators }: CatalogueSeed,
): Promise<Pick<CatalogueUpdate, 'indicators' | 'changed'>> {
  const told: Pick<CatalogueUpdate, 'indicators' | 'changed'> = { indicators: [], changed: [] }
  const versions = await db
    .select()
    .from(indicatorVersion)
    .where(eq(indicatorVersion.isOwn, false))
    .orderBy(desc(indicatorVersion.version))
  for (const {
    code,
    dimension: _dimension,
    validFrom: _from,
    name,
    definition,
    phrase: _phrase,
    ...body
  } of indicators) {
    const last = versions.find(({ indicatorCode }) => indicatorCode === code)
    if (last === undefined) told.indicators.push({ code, name })
    else if (last.name !== name || last.definition !== definition || last.body !== canonicalJson(body))
      told.changed.push({ code, name })
  }
  return told
}

async function newRegisters(
  db: Db,
  seed: CatalogueSeed,
): Promise<Pick<CatalogueUpdate, 'registers' | 'changedRegisters'>> {
  const kinds = new Map((await loadGuide(db)).registerKinds?.map((kind) => [kind.code, canonicalJson(kind)]))
  const told: Pick<CatalogueUpdate, 'registers' | 'changedRegisters'> = { registers: [], changedRegisters: [] }
  for (const kind of seed.guide.registerKinds ?? []) {
    const { code, name } = kind
    const before = kinds.get(code)
    if (before === undefined) told.registers.push({ code, name })
    else if (before !== canonicalJson(kind)) told.changedRegisters.push({ code, name })
  }
  return told
}

async function broughtPages(db: Db, { guide, talk }: CatalogueSeed): Promise<CatalogueUpdate['brings']> {
  const hasPlan = (await loadGuide(db)).keyPlan !== undefined
  return [
    ...(guide.keyPlan !== undefined && !hasPlan ? (['plan'] as const) : []),
    ...(talk !== undefined && (await loadTalk(db)) === null ? (['talk'] as const) : []),
  ]
}
