import { heldBy } from '@cg/db/client'
import { catalogueChange, formerUnit, orgUnit, rule, ruleSwitch, setting } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db, Store } from '@cg/db/store'
import { compileRules } from '@cg/domain/check/rule'
import type { CompiledRule } from '@cg/domain/check/rule'
import { parsePeriod } from '@cg/domain/period'
import { eq, getTableName, sql } from 'drizzle-orm'
import { loadDefinitions } from '../../catalogue/read.ts'
import type { Definitions } from '../../catalogue/read.ts'

/** What things mean in one quarter, with its rules ready to run. */
export type Meaning = { readonly definitions: Definitions; readonly rules: readonly CompiledRule[] }

type Kept = { readonly stamp: string; readonly loadedAt: number; readonly meaning: Meaning }

const kept = new WeakMap<Store, Map<string, Kept>>()
/** Edits that the stamp does not show (another name of the same length) are seen after this long. */
const keptMs = 5000
const mostPeriods = 40

/** The definitions of a quarter, kept in memory while the catalogue and the units stay as they are. */
export async function meaningOf(store: Store, db: Db, period: string): Promise<Meaning> {
  const stamp = await stampOf(store, db)
  const periods = kept.get(store) ?? new Map<string, Kept>()
  kept.set(store, periods)
  const found = periods.get(period)
  if (found !== undefined && found.stamp === stamp && performance.now() - found.loadedAt < keptMs) return found.meaning
  const definitions = await loadDefinitions(db, parsePeriod(period))
  if (found?.stamp === stamp && isSame(found.meaning.definitions, definitions)) {
    periods.set(period, { ...found, loadedAt: performance.now() })
    return found.meaning
  }
  const meaning = { definitions, rules: compileRules(definitions.rules).rules }
  if (periods.size >= mostPeriods) periods.clear()
  periods.set(period, { stamp, loadedAt: performance.now(), meaning })
  return meaning
}

/** Keeping the object keeps every plan built from it. */
function isSame(old: Definitions, now: Definitions): boolean {
  const beside = ({ units, duties }: Definitions) => JSON.stringify([units, [...duties]])
  return old.catalogueHash === now.catalogueHash && beside(old) === beside(now)
}

const lastStamps = new WeakMap<Store, { readonly held: string; readonly stamp: string }>()

/**
 * Whatever changes the catalogue or the units changes this. Asked at every call of a verb, and of the database only where
 * somebody has changed one of its tables since: a save changes none of them.
 */
async function stampOf(store: Store, db: Db): Promise<string> {
  const held = heldBy(db, stamped)
  const last = held === null ? undefined : lastStamps.get(store)
  if (last !== undefined && last.held === held) return last.stamp
  const [found] = await stampQuery(db, {})
  const stamp = JSON.stringify(found)
  if (held !== null) lastStamps.set(store, { held, stamp })
  return stamp
}

const stamped = [setting, orgUnit, catalogueChange, rule, ruleSwitch, formerUnit].map(getTableName)

const stampQuery = keptQuery((db) =>
  db
    .select({
      hash: sql<string | null>`(select ${setting.value} from ${setting} where ${eq(setting.key, 'catalogueHash')})`,
      count: sql<number>`count(*)`,
      order: sql<number>`sum(${orgUnit.protocolOrder})`,
      counting: sql<number>`sum(${orgUnit.countsInParent})`,
      from: sql<string>`max(${orgUnit.validFrom})`,
      ended: sql<number>`count(${orgUnit.validTo})`,
      changed: sql<number>`(select count(*) from ${catalogueChange} where ${eq(catalogueChange.state, 'confirmed')})`,
      rules: sql<number>`(select count(*) from ${rule})`,
      switches: sql<number>`(select count(*) from ${ruleSwitch})`,
      former: sql<number>`(select count(*) from ${formerUnit})`,
      names: sql<number>`sum(length(${orgUnit.name}) + length(${orgUnit.shortName}))`,
    })
    .from(orgUnit)
    .prepare(),
)
