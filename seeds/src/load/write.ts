import { addDepartments } from '@cg/services/catalogue/install'
import { hashAll, installCityInside } from '@cg/services/catalogue/install-city'
import { loadInstalledCity } from '@cg/services/catalogue/installed'
import type { KnownCodes } from '@cg/services/catalogue/known'
import type { Services } from '@cg/services/context'
import { filing } from '@cg/services/entry/upload/bulk'
import { compareCity } from './compare.ts'
import type { CityChange } from './compare.ts'
import { writeHistory } from './history.ts'
import type { LoadedTables } from './loaded.ts'
import { LoadUnconfirmed } from './problem.ts'
import type { LoadProblem } from './problem.ts'

/** Rows of each table that were written: new ones and changed ones. */
export type LoadCounts = {
  units: number
  bases: number
  departments: number
  users: number
  periods: number
  targets: number
  baselines: number
  figures: number
  forms: number
}

export type LoadReport = LoadCounts & {
  /** What took the place of something else, in words. */
  readonly changes: readonly string[]
  /** What of the files was not taken, and why. */
  readonly notes: readonly string[]
}

/** What was found unlikely, and whether somebody has seen it and what would change. */
export type Asked = { readonly doubts: readonly LoadProblem[]; readonly isConfirmed: boolean }

/**
 * Writes what is new or changed in one transaction; a figure that breaks a hard rule takes all of it back, and so does
 * a change or a doubt that nobody has confirmed. What is as installed is left alone.
 */
export async function writeTables(
  services: Services,
  tables: LoadedTables,
  known: Pick<KnownCodes, 'areas' | 'published'>,
  { doubts, isConfirmed }: Asked,
): Promise<LoadReport> {
  const seen = compareCity(tables, await services.store.read(loadInstalledCity), known)
  const hashes = await hashAll(seen.users)
  return services.store.write(['city.install', 'load.begin', ...filing], async (tx) => {
    const installed = await loadInstalledCity(tx)
    const change = compareCity(tables, installed, known)
    const city = change.units.find((unit) => unit.kind === 'city')
    if (hasAny(change)) {
      await addDepartments(tx, change.departments)
      const seed = { ...change, ...(city === undefined ? {} : { name: city.name }), isDemo: false }
      await installCityInside(services, tx, seed, hashes)
    }
    const filed = await writeHistory(services, tx, { tables: tables.history, published: known.published })
    const changes = [...change.changes, ...filed.changes]
    // Before there is a city nothing of its own can be replaced: a department of the catalogue gets its name here.
    const asked = installed.units.length === 0 ? [] : changes
    if (!isConfirmed && doubts.length + asked.length > 0) throw new LoadUnconfirmed(doubts, asked)
    const { units, bases, departments, users, periods, targets, baselines, notes } = change
    return {
      units: units.length,
      bases: bases.length,
      departments: departments.length,
      users: users.length,
      periods: periods.length,
      targets: targets.length,
      baselines: baselines.length,
      figures: filed.figures,
      forms: filed.forms,
      changes,
      notes,
    }
  })
}

function hasAny({ units, bases, departments, users, periods, targets, baselines }: CityChange): boolean {
  return [units, bases, departments, users, periods, targets, baselines].some((rows) => rows.length > 0)
}
