import type { PrecheckReport } from '@cg/contract/publish'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { statement } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { isUnderWay } from '@cg/domain/target/statement'
import { eq } from 'drizzle-orm'
import { loadAnswer } from '../stored/answers.ts'
import { cityAt } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'

/** What was stated of each late or missing figure of a preview; what was accepted since it was made counts as accepted. */
export async function countStatements(
  db: Db,
  { id, period }: Pick<ReleaseRow, 'id' | 'period'>,
  { indicators, units }: ReleaseBasis,
): Promise<PrecheckReport['statements']> {
  const rows = await db.select().from(statement).where(eq(statement.period, period))
  const states = new Map(
    rows.flatMap(({ indicatorCode, unitCode, state }) =>
      isUnderWay(state) ? [[`${indicatorCode} ${unitCode}`, state]] : [],
    ),
  )
  const counts = { accepted: 0, submitted: 0, returned: 0, unwritten: 0 }
  const city = must(units[cityAt]).code
  for (const { code } of indicators) {
    for (const lapse of await loadLapses(db, id, code)) {
      const state = lapse.statement === null ? states.get(`${code} ${lapse.unit ?? city}`) : 'accepted'
      counts[state ?? 'unwritten']++
    }
  }
  return counts
}

/** In today's shape every indicator froze them. */
async function loadLapses(db: Db, id: number, code: string): Promise<NonNullable<IndicatorFacts['lapses']>> {
  const bytes = await loadAnswer(db, id, `indicator/${code}`)
  return must((JSON.parse(bytes.toString('utf8')) as IndicatorFacts).lapses)
}
