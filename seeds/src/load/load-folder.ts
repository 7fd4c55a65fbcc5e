import { dayInChina } from '@cg/domain/number/china-day'
import { loadKnownCodes } from '@cg/services/catalogue/known'
import type { KnownCodes } from '@cg/services/catalogue/known'
import type { Actor, Services } from '@cg/services/context'
import { checkTables } from './check.ts'
import { readBaselines, readTargets } from './aims.ts'
import type { LoadedTables, Table } from './loaded.ts'
import { LoadRefused, LoadUnconfirmed } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import { filesOf, readFiles } from './sheet.ts'
import type { LoadFile, Sheet } from './sheet.ts'
import { readBases, readDepartments, readHistory, readLiaisons, readUnits, readUsers } from './tables.ts'
import { readHolidays, readPeriods } from './calendar-tables.ts'
import type { Numbered } from './tables.ts'
import { writeTables } from './write.ts'
import type { Decision, LoadReport } from './write.ts'

/** The names that a file may have; history may come in several. */
const known = [
  'units',
  'bases',
  'departments',
  'users',
  'liaisons',
  'periods',
  'holidays',
  'targets',
  'baselines',
] as const

/** What bears no figure, unit or person may be tried in the demo city too; it goes when the demo goes. */
const calendar: ReadonlySet<string> = new Set(['periods', 'holidays'])

export type LoadOptions = {
  /** Somebody has read what was asked and wants it loaded. */
  readonly isConfirmed?: boolean
}

/**
 * Loads a city's first data (decision 29): all errors of all files at once, and nothing written unless there is none.
 * What is installed already and the same stays untouched, so that a folder may be loaded as often as one likes. Throws a
 * LoadRefused, or a LoadUnconfirmed where something would be replaced or looks unlikely.
 */
export async function loadFolder(
  services: Services,
  folder: string,
  { isConfirmed = false }: LoadOptions = {},
): Promise<LoadReport> {
  const decide =
    (doubts: readonly LoadProblem[]): Decision =>
    (_, asked) => {
      if (!isConfirmed && doubts.length + asked.length > 0) throw new LoadUnconfirmed(doubts, asked)
    }
  return loadFiles(services, filesOf(folder), { place: folder, by: null, decide })
}

export type FilesOptions = {
  /** Where the files are from, in words. */
  readonly place: string
  /** Who loads; null for the command. */
  readonly by: Actor | null
  /** What is decided of the load with the doubts it raised. */
  readonly decide: (doubts: readonly LoadProblem[]) => Decision
}

/** As loadFolder, of files that are at hand; what is asked is decided by the caller, inside the transaction. */
export async function loadFiles(
  services: Services,
  files: readonly LoadFile[],
  { place, by, decide }: FilesOptions,
): Promise<LoadReport> {
  const problems: LoadProblem[] = []
  const sheets = await readFiles(files, problems)
  const codes = await services.store.read(loadKnownCodes)
  const tables = readTables(sheets, codes, problems)
  if (codes.hasDemo && ![...sheets.keys()].every((name) => calendar.has(name))) {
    const message =
      '这里是演示城市，不能装入真实数据。请先在“管理 → 系统与备份”中清除演示数据；或另设 DATA_DIR，用 npm start -- --empty 新建后再装入。'
    throw new LoadRefused([{ file: place, row: null, column: null, message }])
  }
  checkTables(tables, { known: codes, today: dayInChina(services.now()) }, problems)
  if (problems.some(({ isDoubt }) => isDoubt !== true)) throw new LoadRefused(problems)
  return writeTables(services, tables, codes, { by, decide: decide(problems) })
}

function readTables(
  sheets: ReadonlyMap<string, Sheet>,
  { areas, indicators, logins }: Pick<KnownCodes, 'areas' | 'indicators' | 'logins'>,
  problems: LoadProblem[],
): LoadedTables {
  const table = <T>(
    name: string,
    read: (sheet: Sheet | undefined, problems: LoadProblem[]) => Numbered<T>[],
  ): Table<T> => ({ file: sheets.get(name)?.file ?? `${name}.csv`, rows: read(sheets.get(name), problems) })
  const history = [...sheets].filter(([name]) => name.startsWith('history'))
  for (const [name, { file }] of sheets) {
    if (name.startsWith('history') || known.some((one) => one === name)) continue
    const message = `不认识这个文件名。可用的名称：${known.join('、')}、history（可有多个，如 history-2024）。`
    problems.push({ file, row: null, column: null, message })
  }
  if (sheets.size === 0) {
    problems.push({ file: '文件夹', row: null, column: null, message: '没有找到 CSV 或 XLSX 文件，请核对路径。' })
  }
  return {
    units: table('units', (sheet, found) => readUnits(sheet, found, areas)),
    bases: table('bases', readBases),
    departments: table('departments', readDepartments),
    users: table('users', (sheet, found) => readUsers(sheet, found, logins)),
    liaisons: table('liaisons', readLiaisons),
    periods: table('periods', readPeriods),
    holidays: table('holidays', readHolidays),
    targets: table('targets', (sheet, found) => readTargets(sheet, found, indicators)),
    baselines: table('baselines', (sheet, found) => readBaselines(sheet, found, indicators)),
    history: history.map(([name]) => table(name, readHistory)),
  }
}
