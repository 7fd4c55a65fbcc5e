import { registerRecord } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { feedValue } from '@cg/domain/register/feed'
import { must } from '@cg/domain/must'
import { isNotNull } from 'drizzle-orm'
import { countedIn, unitsCounting } from '../../register/within.ts'
import { rankedUnits } from '../stored/basis.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'
import type { LoadedBasis } from './load-basis.ts'

/**
 * What the accepted records of the registers amount to at the end of the quarter, of the items that no form asks for: 0
 * of a unit without a record; nothing, and so 未报, as long as the city keeps no record of the kind at all. A zone whose
 * figures are its district's as well counts in both.
 */
export async function recordCells(
  db: Db,
  { basis, registerKinds }: Pick<LoadedBasis, 'basis' | 'registerKinds'>,
): Promise<ReleasedCell[]> {
  const items = new Set(
    basis.items.flatMap(({ code, countsRecords }) => (countsRecords === true ? [code as string] : [])),
  )
  if (items.size === 0) return []
  const rows = await db.select().from(registerRecord).where(isNotNull(registerRecord.countedValues))
  const units = rankedUnits(basis).map((at) => must(basis.units[at]).code)
  const within = countedIn(basis.units)
  const kept = Map.groupBy(rows, ({ kind }) => kind)
  return registerKinds.flatMap((kind) => {
    const records = kept.get(kind.code)
    if (records === undefined) return []
    return kind.feeds
      .filter(({ item }) => items.has(item))
      .flatMap((feed) =>
        units.map((unit): ReleasedCell => {
          const own = records.flatMap(({ countedUnit, countedValues }) =>
            countedUnit !== null && countedValues !== null && unitsCounting(within, countedUnit).includes(unit)
              ? [countedValues]
              : [],
          )
          const value = feedValue(kind, feed, own, basis.period)
          return { item: feed.item, unit, breakdown: '', state: 'reported', value, version: 0 }
        }),
      )
  })
}
