import { rankedKinds } from '@cg/contract/unit-kind'
import { matterFact } from '@cg/contract/adjustment'
import type { MatterList } from '@cg/contract/matter'
import { matter, matterStep, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import type { Adjustment } from '@cg/domain/score/adjustment'
import { lastCompletePeriod } from '@cg/domain/period'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { asc, desc } from 'drizzle-orm'
import { loadDefinitions } from '../catalogue/read.ts'
import type { Context } from '../context.ts'
import { hasCityRole, hasRole, forbidden } from '../permission.ts'
import { loadScheme } from '../release/input/load-scheme.ts'
import { offeredOn, rightsTo } from './offer.ts'

/** The matters that the actor enters, decides on, publishes with or audits; a stranger is refused. */
export async function listMatters(ctx: Context): Promise<MatterList> {
  requireReader(ctx)
  return ctx.store.read((db) => matterList(ctx, db))
}

function requireReader({ actor }: Context): void {
  if (hasRole(actor, 'filler', 'reviewer') || hasCityRole(actor, 'publisher', 'auditor')) return
  throw forbidden('filler', 'reviewer')
}

/** The same inside a transaction. */
export async function matterList({ actor, now }: Context, db: Db): Promise<MatterList> {
  const known = await loadKnown(db, now())
  const rows = await db.select().from(matter).orderBy(desc(matter.id))
  const steps = Map.groupBy(await db.select().from(matterStep).orderBy(asc(matterStep.id)), (step) => step.matterId)
  const people = new Map(
    (await db.select({ id: user.id, name: user.name }).from(user)).map(({ id, name }) => [id, name]),
  )
  const seesAll = hasCityRole(actor, 'reviewer', 'publisher', 'auditor')
  const seen = rows.filter(({ departmentCode }) => {
    const { enters, decides } = rightsTo(actor, departmentCode)
    return seesAll || enters || decides
  })
  const nameOf = (list: readonly { code: string; name: string }[], code: string): string =>
    list.find((one) => one.code === code)?.name ?? code
  return {
    items: seen.map((row) => ({
      id: row.id,
      kind: row.kind,
      kindName: nameOf(known.kinds, row.kind),
      unit: row.unitCode,
      unitName: nameOf(known.units, row.unitCode),
      department: row.departmentCode,
      departmentName: nameOf(known.departments, row.departmentCode),
      happenedOn: row.happenedOn,
      what: row.what,
      evidence: row.evidence,
      state: row.state,
      version: row.version,
      steps: (steps.get(row.id) ?? []).map(({ action, note, actorId, at }) => ({
        action,
        note,
        by: people.get(actorId) ?? `账号${actorId}`,
        at,
      })),
      may: offeredOn(actor, row),
    })),
    kinds: known.kinds.map((kind) => ({
      ...kind,
      departmentName: nameOf(known.departments, kind.department),
      effect: effectWords(known.scheme, kind.code),
      mayEnter: rightsTo(actor, kind.department).enters,
    })),
    units: known.units,
  }
}

export type Known = {
  readonly kinds: Awaited<ReturnType<typeof loadDefinitions>>['guide']['matterKinds']
  readonly units: { code: string; name: string }[]
  readonly departments: { code: string; name: string }[]
  readonly scheme: SchemeBody | null
}

/** Kinds, ranked units and departments as they stand in the last quarter that is over, and the scheme in force for it. */
export async function loadKnown(db: Db, now: Date): Promise<Known> {
  const period = lastCompletePeriod(dayInChina(now))
  const { guide, units, departments } = await loadDefinitions(db, period)
  return {
    kinds: guide.matterKinds,
    units: units.filter(({ kind }) => rankedKinds.has(kind)).map(({ code, name }) => ({ code, name })),
    departments: departments.map(({ code, name }) => ({ code, name })),
    scheme: (await loadScheme(db, period))?.body ?? null,
  }
}

/** 每件扣2分，最多扣6分 · 一票否决，不参与排名 · 现行方案没有用到 */
function effectWords(scheme: SchemeBody | null, kind: string): string {
  const own = (scheme?.adjustments ?? []).filter(({ fact }) => fact === matterFact(kind))
  return own.length === 0 ? '现行方案没有用到，采纳后只作记录' : own.map(oneEffect).join('；')
}

function oneEffect(one: Adjustment): string {
  if (one.kind === 'veto') return one.effect === 'zero' ? '一票否决，总分记0分' : '一票否决，不参与排名'
  const verb = one.kind === 'bonus' ? '加' : '扣'
  return `每件${verb}${one.perUnit}分，最多${verb}${one.cap}分`
}
