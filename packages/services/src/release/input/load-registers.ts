import { registerRecord, registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { periodEnd } from '@cg/domain/period'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Catalogue } from '../../catalogue/read.ts'
import type { BasisRegister } from '../stored/basis.ts'

/**
 * The registers that fill the quarter's forms, with the records that count by its end, in order of date. Of a kind whose
 * records name persons no text goes into a release: everybody who reads figures reads that. Nothing where no register is in use.
 */
export async function loadRegisters(
  db: Db,
  { guide, period }: Pick<Catalogue, 'guide' | 'period'>,
): Promise<{ readonly registers?: readonly BasisRegister[] }> {
  const uses = await db.select().from(registerUse)
  const registers: BasisRegister[] = []
  for (const kind of guide.registerKinds ?? []) {
    const use = uses.find((one) => one.kind === kind.code)
    if (use === undefined || use.since > period) continue
    const fields = kind.isNamed ? kind.fields.filter(({ type }) => type !== 'text') : kind.fields
    const rows = await db
      .select()
      .from(registerRecord)
      .where(and(eq(registerRecord.kind, kind.code), isNotNull(registerRecord.countedUnit)))
      .orderBy(asc(registerRecord.id))
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
      since: use.since,
      isNamed: kind.isNamed,
      fields,
      title: kind.title,
      day: kind.day,
      ...(kind.until === undefined ? {} : { until: kind.until }),
      feeds: kind.feeds,
      records: records.sort((left, right) =>
        left.day < right.day ? -1 : left.day > right.day ? 1 : left.id - right.id,
      ),
    })
  }
  return registers.length === 0 ? {} : { registers }
}
