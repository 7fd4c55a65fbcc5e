import { addDepartments } from '@cg/services/catalogue/install'
import { hashAll, installCityInside } from '@cg/services/catalogue/install-city'
import { loadInstalledCity } from '@cg/services/catalogue/installed'
import type { InstalledCity } from '@cg/services/catalogue/installed'
import type { UnitSeed } from '@cg/contract/catalogue'
import { loadKnownCodes } from '@cg/services/catalogue/known'
import type { KnownCodes } from '@cg/services/catalogue/known'
import { loadPartings } from '@cg/services/catalogue/partings'
import { effectsOf } from './parting-lines.ts'
import type { Actor, Services } from '@cg/services/context'
import { changesRanking } from '@cg/services/catalogue/save-unit'
import { isAnythingPublished } from '@cg/services/proposal'
import { activeAdmins } from '@cg/services/session/welcome'
import { filing } from '@cg/services/entry/upload/bulk'
import { compareCity } from './compare.ts'
import type { CityChange } from './compare.ts'
import { writeCalendar } from './write-calendar.ts'
import { writeHistory } from './history.ts'
import { LoadRefused } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import type { LoadedTables, Table } from './loaded.ts'

/** Rows of each table that were written: new ones and changed ones. */
export type LoadCounts = {
  units: number
  bases: number
  departments: number
  users: number
  liaisons: number
  periods: number
  holidays: number
  targets: number
  baselines: number
  figures: number
  forms: number
}

export const nothingWritten: LoadCounts = {
  units: 0,
  bases: 0,
  departments: 0,
  users: 0,
  liaisons: 0,
  periods: 0,
  holidays: 0,
  targets: 0,
  baselines: 0,
  figures: 0,
  forms: 0,
}

export type LoadReport = LoadCounts & {
  /** What took the place of something else, in words. */
  readonly changes: readonly string[]
  /** What of the files was not taken, and why. */
  readonly notes: readonly string[]
  /** Whom and what the new calendar reaches. */
  readonly impacts: readonly string[]
  /** Of every table what became of its rows. */
  readonly accounts: readonly string[]
}

/** Looks at what a load has done before it is kept; `asked` is what took the place of something. Throws to take it all back. */
export type Decision = (report: LoadReport, asked: readonly string[]) => void

/**
 * Writes what is new or changed in one transaction; a figure that breaks a hard rule takes all of it back, and so does
 * a decision that throws. What is as installed is left alone. `by` is who loads; null for the command.
 */
export async function writeTables(
  services: Services,
  tables: LoadedTables,
  known: Pick<KnownCodes, 'areas' | 'published'>,
  { by, decide }: { readonly by: Actor | null; readonly decide: Decision },
): Promise<LoadReport> {
  const seen = compareCity(tables, await services.store.read(loadInstalledCity), known)
  const hashes = await hashAll(seen.users)
  return services.store.write(['city.install', 'load.begin', 'period.save', 'holidays.save', ...filing], async (tx) => {
    const installed = await loadInstalledCity(tx)
    const change = compareCity(tables, installed, known)
    const thens = change.units.map((unit) => ({ unit, changesFrom: unit.changesFrom ?? null }))
    const summed = new Set(effectsOf(thens, await loadKnownCodes(tx), await loadPartings(tx)).map(({ unit }) => unit))
    const alone = [...aimsAlone(tables, change), ...unitsAlone(tables, change, { installed, summed })]
    if (alone.length > 0 && (await isAnythingPublished(tx))) throw new LoadRefused(alone)
    const city = change.units.find((unit) => unit.kind === 'city')
    const impacts = await writeCalendar(services, tx, { change, installed, by })
    if (hasAny(change)) {
      await addDepartments(tx, change.departments)
      const { periods: _written, ...others } = change
      const seed = { ...others, ...(city === undefined ? {} : { name: city.name }), isDemo: false }
      const admins = await activeAdmins(tx)
      await installCityInside(services, tx, seed, { hashes, by })
      if (admins.length > 0 && (await activeAdmins(tx)).length === 0)
        throw new LoadRefused([noAdmin(tables.users.file)])
    }
    const filed = await writeHistory(services, tx, { tables: tables.history, published: known.published, by })
    const changes = [...change.changes, ...filed.changes]
    // Before there is a city nothing of its own can be replaced: a department of the catalogue gets its name here.
    const asked = installed.units.length === 0 ? [] : changes
    const { units, bases, departments, users, liaisons, periods, holidays, targets, baselines, notes, accounts } =
      change
    const report: LoadReport = {
      units: units.length,
      bases: bases.length,
      departments: departments.length,
      users: users.length,
      liaisons: liaisons.length,
      periods: periods.length,
      holidays: holidays.length,
      targets: targets.length,
      baselines: baselines.length,
      figures: filed.figures,
      forms: filed.forms,
      changes,
      notes,
      impacts,
      accounts,
    }
    decide(report, asked)
    return report
  })
}

function hasAny({ units, bases, departments, users, liaisons, targets, baselines }: CityChange): boolean {
  return [units, bases, departments, users, liaisons, targets, baselines].some((rows) => rows.length > 0)
}

/** New and changed targets and baselines: once something is published they want a second person. */
function aimsAlone({ targets, baselines }: LoadedTables, change: CityChange): LoadProblem[] {
  const message =
    '已有发布的期次，目标和基期的新增、改动须由另一人确认，不能在城市资料中装入。请到“目标设定”页修改或导入；这里请恢复原来的数，或删去这一行。'
  const of = <T>({ file, rows }: Table<T>, column: string, changed: readonly T[]): LoadProblem[] => {
    const other = new Set(changed)
    return rows.flatMap(({ row, value }) => (other.has(value) ? [{ file, row, column, message }] : []))
  }
  return [...of(targets, '目标值', change.targets), ...of(baselines, '基期值', change.baselines)]
}

/** Changes of who is ranked, or of whom a district's figure is the sum: once something is published they want a second person. */
function unitsAlone(
  { units }: LoadedTables,
  change: CityChange,
  { installed, summed }: { readonly installed: InstalledCity; readonly summed: ReadonlySet<UnitSeed> },
): LoadProblem[] {
  const who = (isSummed: boolean) => (isSummed ? '替区县分报报表的乡镇街道、企业' : '参加排名的单位')
  const message = (isSummed: boolean) =>
    `已有发布的期次，${who(isSummed)}的新增、更名、调整和撤销须由另一人确认，不能在城市资料中装入。请到“单位”页提请；这里请恢复原来的内容，或删去这一行。`
  const before = new Map<string, InstalledCity['units'][number]>(installed.units.map((unit) => [unit.code, unit]))
  const ranked = change.units.filter((unit) => changesRanking(before.get(unit.code) ?? null, unit))
  const other = new Set([...ranked, ...change.units.filter((unit) => summed.has(unit))])
  return units.rows.flatMap(({ row, value }) =>
    other.has(value) ? [{ file: units.file, row, column: '代码', message: message(summed.has(value)) }] : [],
  )
}

function noAdmin(file: string): LoadProblem {
  const message = '装入后就没有可用的系统管理员了，请为至少一个在用的账号保留“系统管理员”这一行。'
  return { file, row: null, column: '角色', message }
}
