import { ruleSwitch } from '@cg/db/schema'
import type { rule } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc } from 'drizzle-orm'

export type RuleSwitch = typeof ruleSwitch.$inferSelect

/** The newest switch of each rule that was ever switched, by code. */
export async function loadRuleSwitches(db: Db): Promise<ReadonlyMap<string, RuleSwitch>> {
  const rows = await db.select().from(ruleSwitch).orderBy(asc(ruleSwitch.id))
  return new Map(rows.map((row) => [row.ruleCode, row]))
}

/** The rules as they run here: what an admin switched outlives every catalogue that is installed. */
export function switched(
  rows: readonly (typeof rule.$inferSelect)[],
  switches: ReadonlyMap<string, RuleSwitch>,
): (typeof rule.$inferSelect)[] {
  return rows.map((row) => {
    const last = switches.get(row.code)
    if (last === undefined || last.isActive === row.isActive) return row
    return { ...row, isActive: last.isActive, inactiveReason: last.isActive ? null : last.reason }
  })
}
