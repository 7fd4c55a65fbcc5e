import type { MapInput } from '@cg/contract/map'
import type { Db } from '@cg/db/store'
import { parsePeriod } from '@cg/domain/period'
import { loadUnits, reportingUnits } from '../catalogue/read.ts'
import { readSetting } from '../settings.ts'
import type { MapGround } from './read-file.ts'

/** The units of the quarter from which the map holds. */
export async function loadGround(db: Db, input: Pick<MapInput, 'appliesFrom'>): Promise<MapGround> {
  const units = reportingUnits(await loadUnits(db, parsePeriod(input.appliesFrom)))
  return { units, isDemo: (await readSetting(db, 'demo')) !== null }
}
