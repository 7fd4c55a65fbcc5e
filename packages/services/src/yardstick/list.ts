import type { YardstickList } from '@cg/contract/yardstick'
import { user, yardstick } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { isRelativeUnit } from '@cg/domain/number/number-format'
import { lastCompletePeriod } from '@cg/domain/period'
import { desc } from 'drizzle-orm'
import { loadAllDefinitions } from '../catalogue/read.ts'
import type { CatalogueIndicator } from '../catalogue/read.ts'
import type { Context } from '../context.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'

/** The figures from outside that were loaded, withdrawn ones with their reason, and what one may be loaded for. */
export async function listYardsticks(ctx: Context): Promise<YardstickList> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher', 'admin', 'auditor')
  return ctx.store.read((db) => yardstickList(ctx, db))
}

/** The same inside a transaction. */
export async function yardstickList({ actor, now }: Context, db: Db): Promise<YardstickList> {
  const indicators = await loadIndicators(db, now())
  const rows = await db.select().from(yardstick).orderBy(desc(yardstick.id))
  const people = await db.select({ id: user.id, name: user.name }).from(user)
  const nameOf = (id: number): string => people.find((one) => one.id === id)?.name ?? `账号${id}`
  return {
    items: rows.map((row) => ({
      id: row.id,
      indicator: row.indicatorCode,
      indicatorName: indicators.get(row.indicatorCode)?.name ?? row.indicatorCode,
      unit: indicators.get(row.indicatorCode)?.unit ?? '',
      kind: row.kind,
      name: row.name,
      period: row.period,
      value: row.value,
      decimals: row.decimals,
      numerator: row.numerator,
      denominator: row.denominator,
      source: row.source,
      publishedOn: row.publishedOn,
      loadedBy: nameOf(row.loadedBy),
      loadedAt: row.loadedAt,
      withdrawn:
        row.withdrawnAt === null || row.withdrawnBy === null
          ? null
          : { by: nameOf(row.withdrawnBy), at: row.withdrawnAt, reason: row.withdrawReason ?? '' },
      isDemo: row.isDemo,
    })),
    indicators: [...indicators.values()].flatMap(({ code, name, unit }) =>
      isRelativeUnit(unit) ? [{ code, name, unit }] : [],
    ),
    mayLoad: hasCityRole(actor, 'publisher', 'admin'),
  }
}

/** By code, as defined in the last quarter that is over. */
export async function loadIndicators(db: Db, now: Date): Promise<ReadonlyMap<string, CatalogueIndicator>> {
  const { indicators } = await loadAllDefinitions(db, lastCompletePeriod(dayInChina(now)))
  return new Map<string, CatalogueIndicator>(indicators)
}
