import type { RegisterSheet } from '@cg/contract/register'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { feedValue } from '@cg/domain/register/feed'
import { and, eq, inArray } from 'drizzle-orm'
import { amountWords } from './amount-words.ts'
import type { Known, KnownKind } from './known.ts'
import type { RecordRow } from './records.ts'
import { unitsCounting } from './within.ts'

/**
 * What the records that count amount to at the end of the last quarter that is over, beside what the form says of it, item
 * by item and unit by unit in the order of the known ones: a zone's count in its district too. A unit without a record
 * amounts to 0; without a cell it is 未报.
 */
export async function holdAgainstForms(
  db: Db,
  { period, units, items, within }: Known,
  kind: KnownKind,
  records: readonly RecordRow[],
): Promise<RegisterSheet['held']> {
  // What no form asks for is held against none.
  const feeds = kind.feeds.filter(({ item }) => items.get(item)?.axes.enteredFor !== 'none')
  const fed = feeds.map(({ item }) => item)
  const cells = await db
    .select()
    .from(cell)
    .where(and(eq(cell.period, period), eq(cell.breakdown, ''), inArray(cell.itemCode, fed)))
  const valuesOf = (unit: string) =>
    records.flatMap(({ countedUnit, countedValues }) =>
      countedUnit !== null && countedValues !== null && unitsCounting(within, countedUnit).includes(unit)
        ? [countedValues]
        : [],
    )
  return {
    period,
    items: feeds.map((feed) => ({
      name: items.get(feed.item)?.name ?? feed.item,
      words: amountWords(kind, feed),
      decimals: items.get(feed.item)?.decimals ?? 0,
      units: units.map(({ code }) => {
        const found = cells.find(({ itemCode, unitCode }) => itemCode === feed.item && unitCode === code)
        return {
          records: feedValue(kind, feed, valuesOf(code), period),
          state: found?.state ?? ('not_reported' as const),
          value: found?.value ?? null,
        }
      }),
    })),
  }
}
