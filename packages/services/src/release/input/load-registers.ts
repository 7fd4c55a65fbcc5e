import { registerRecord, registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { periodEnd } from '@cg/domain/period'
import { asc, isNotNull } from 'drizzle-orm'
import type { Catalogue } from '../../catalogue/read.ts'
import type { RegisterKind } from '@cg/contract/catalogue'
import type { BasisRegister } from '../stored/basis.ts'

/**
 * The registers of the quarter with the records that count by its end, in order of date: those that fill its forms, and all
 * others that hold a record. Of what the records of the latter amount to the release keeps what it counts from them itself;
 * what a department types beside them is the form's. Of a kind whose records name persons no text goes into a release:
 * everybody who reads figures reads that.
 */
export async function loadRegisters(
  db: Db,
  { guide, items, period }: Pick<Catalogue, 'guide' | 'items' | 'period'>,
): Promise<{ readonly registers?: readonly BasisRegister[] }> {
  const uses = await db.select().from(registerUse)
  const counted = await db
    .select()
    .from(registerRecord)
    .where(isNotNull(registerRecord.countedUnit))
    .orderBy(asc(registerRecord.id))
  const ofKind = Map.groupBy(counted, ({ kind }) => kind)
  const registers: BasisRegister[] = []
  for (const kind of guide.registerKinds ?? []) {
    const use = uses.find((one) => one.kind === kind.code && one.since <= period)
    const fields = kind.isNamed ? kind.fields.filter(({ type }) => type !== 'text') : kind.fields
    const rows = ofKind.get(kind.code) ?? []
    if (use === undefined && rows.length === 0) continue
    const records = rows.flatMap(({ id, countedUnit, countedValues }) => {
      const day = countedValues?.[kind.day]
      if (countedUnit === null || countedValues === null || typeof day !== 'string' || day > periodEnd(period))
        return []
      const values = Object.fromEntries(fields.map(({ code }) => [code, countedValues[code] ?? null]))
      return [{ id, unit: countedUnit, day, values }]
    })
    registers.push({
      code: kind.code,
      name: kind.name,
      definition: kind.definition,
      department: kind.department,
      ...(use === undefined ? {} : { since: use.since }),
      isNamed: kind.isNamed,
      fields,
      title: kind.title,
      day: kind.day,
      ...(kind.until === undefined ? {} : { until: kind.until }),
      ...(kind.ranges === undefined ? {} : { ranges: kind.ranges }),
      ...(kind.beside === undefined ? {} : { beside: kind.beside }),
      feeds: use === undefined ? kind.feeds.filter(({ item }) => isCounted(items, item)) : kind.feeds,
      records: records.sort((left, right) =>
        left.day < right.day ? -1 : left.day > right.day ? 1 : left.id - right.id,
      ),
    })
  }
  return registers.length === 0 ? {} : { registers }
}

/** No form asks for it: a release counts the records, in use or not. */
function isCounted(items: Catalogue['items'], code: RegisterKind['feeds'][number]['item']): boolean {
  return items.get(code)?.axes.countsRecords === true
}
