import type { Db } from '@cg/db/store'
import { parsePeriod, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { loadUnits } from '../../catalogue/read.ts'
import { loadSuccessions } from '../../catalogue/succeed-units.ts'
import type { BasisSuccession, ReleaseBasis } from '../stored/basis.ts'

type History = { readonly oldest: Period; readonly period: Period }

/** The merges and splits within the history, with the units that ended as they were then. */
export async function loadHistorySuccessions(
  db: Db,
  { oldest, period }: History,
): Promise<Pick<ReleaseBasis, 'successions'>> {
  const all = await loadSuccessions(db)
  const own = all.filter(({ from }) => from > oldest && from <= period)
  const successions: BasisSuccession[] = []
  for (const { kind, from: first, predecessors, successors } of own) {
    const from = parsePeriod(first)
    const then = await loadUnits(db, previousPeriod(from))
    const ended = then.filter(({ code }) => predecessors.some((one) => one.code === code))
    successions.push({
      kind,
      from,
      predecessors: ended.map(({ code, name, shortName, areaType, countsInParent }) => {
        return { code, name, shortName, areaType, countsInParent }
      }),
      successors: successors.map(({ code }) => code),
    })
  }
  return successions.length === 0 ? {} : { successions }
}
