import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { readNumber } from '@cg/domain/number/number-text'
import type { Period } from '@cg/domain/period'
import { installDepartments } from '@cg/services/catalogue/install'
import { hashAll, installCityInside } from '@cg/services/catalogue/install-city'
import type { CityUser } from '@cg/services/catalogue/install-city'
import { actAsLoader } from '@cg/services/catalogue/known'
import type { Actor, Services } from '@cg/services/context'
import { fileFormInside, filing } from '@cg/services/entry/upload/bulk'
import type { FiledCell } from '@cg/services/entry/upload/bulk'
import { meaningOf } from '@cg/services/entry/form/definitions'
import { plansOf } from '@cg/services/entry/form/plan'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { ServiceError } from '@cg/services/errors'
import type { LoadedTables, Table } from './loaded.ts'
import { LoadRefused } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import type { HistoryRow, UserRow } from './tables.ts'

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

/** Writes everything in one transaction; a figure that breaks a hard rule takes all of it back. */
export async function writeTables(services: Services, tables: LoadedTables): Promise<LoadCounts> {
  const users = cityUsers(tables.users)
  const hashes = await hashAll(users)
  const valuesOf = <T>(table: Table<T>) => table.rows.map((one) => one.value)
  const seed = {
    units: valuesOf(tables.units),
    bases: valuesOf(tables.bases),
    users,
    periods: valuesOf(tables.periods),
    targets: valuesOf(tables.targets),
    baselines: valuesOf(tables.baselines),
    isDemo: false,
  }
  const city = seed.units.find((unit) => unit.kind === 'city')
  return services.store.write(['city.install', 'load.begin', ...filing], async (tx) => {
    await installDepartments(tx, { departments: valuesOf(tables.departments) })
    await installCityInside(services, tx, { ...seed, ...(city === undefined ? {} : { name: city.name }) }, hashes)
    const filed = await writeHistory(services, tx, tables.history)
    const { units, bases, periods, targets, baselines } = seed
    return {
      units: units.length,
      bases: bases.length,
      departments: tables.departments.rows.length,
      users: users.length,
      periods: periods.length,
      targets: targets.length,
      baselines: baselines.length,
      ...filed,
    }
  })
}

/** Everybody chooses a password of their own at the first sign-in. */
function cityUsers({ rows }: Table<UserRow>): CityUser[] {
  return [...Map.groupBy(rows, ({ value }) => value.login)].flatMap(([login, own]) => {
    const [first] = own
    if (first === undefined) return []
    const { name, password } = first.value
    const grants = own.map(({ value }) => value.grant)
    return [{ login, name, password, label: null, grants, mustChangePassword: true }]
  })
}

type Placed = { readonly file: string; readonly row: number; readonly value: HistoryRow }

async function writeHistory(
  services: Services,
  tx: Db,
  tables: readonly Table<HistoryRow>[],
): Promise<{ figures: number; forms: number }> {
  const rows = tables.flatMap(({ file, rows: own }) => own.map((one): Placed => ({ file, ...one })))
  if (rows.length === 0) return { figures: 0, forms: 0 }
  const problems: LoadProblem[] = []
  const loader = await actAsLoader(tx, services.now().toISOString())
  const quarters = [...Map.groupBy(rows, (one) => one.value.period)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const due: DueForm[] = []
  for (const [period, own] of quarters) due.push(...(await formsOf(services, tx, { period, rows: own, problems })))
  // A figure that cannot be read would be missing from everything that is held against it.
  if (problems.length > 0) throw new LoadRefused(problems)
  for (const one of due) await fileOne(services, tx, one, { loader, problems })
  if (problems.length > 0) throw new LoadRefused(problems)
  return { figures: rows.length, forms: due.length }
}

type QuarterLoad = {
  readonly period: Period
  readonly rows: readonly Placed[]
  readonly problems: LoadProblem[]
}

/** One form of one quarter with the rows that fill it. */
type DueForm = {
  readonly period: Period
  readonly plan: FormPlan
  readonly rows: readonly Placed[]
  readonly cells: readonly FiledCell[]
}

async function formsOf(services: Services, tx: Db, { period, rows, problems }: QuarterLoad): Promise<DueForm[]> {
  const plans = plansOf(await meaningOf(services.store, tx, period))
  const planOfCell = new Map(plans.flatMap((plan) => [...plan.places.keys()].map((key) => [key, plan] as const)))
  const byPlan = Map.groupBy(rows, ({ value }) => planOfCell.get(cellKey(value)))
  for (const one of byPlan.get(undefined) ?? []) {
    problems.push({ ...place(one, '数据项代码'), message: notAsked(one.value) })
  }
  // In the order of the catalogue, so that figures which others are held against come first.
  return plans.flatMap((plan) => {
    const own = byPlan.get(plan) ?? []
    if (own.length === 0) return []
    return [{ period, plan, rows: own, cells: own.flatMap((one) => cellOf(plan, one, problems)) }]
  })
}

function notAsked({ period, item, unit, breakdown }: HistoryRow): string {
  const group = breakdown === '' ? '' : `（分组 ${breakdown}）`
  return `${period} 不填报“${item}”${group}在“${unit}”的数字，请核对季度、分组和单位。`
}

function place({ file, row }: Placed, column: string | null): Omit<LoadProblem, 'message'> {
  return { file, row, column }
}

async function fileOne(
  services: Services,
  tx: Db,
  { period, plan, rows, cells }: DueForm,
  { loader, problems }: { loader: Actor; problems: LoadProblem[] },
): Promise<void> {
  const hand = { actor: loader, at: services.now() }
  try {
    await fileFormInside(services, tx, {
      key: { period, form: plan.form.code, reporter: plan.reporter },
      cells,
      source: 'load',
      reason: '历史数据装载',
      filler: hand,
      submitted: hand,
      ...(plan.form.filledBy === 'unit' ? { checked: hand } : {}),
      accepted: hand,
      explain: () => null,
    })
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    problems.push(...problemsOf(error, rows))
  }
}

function cellOf(plan: FormPlan, one: Placed, problems: LoadProblem[]): FiledCell[] {
  const { item, unit, breakdown, text, note } = one.value
  const definition = plan.rows.find((row) => row.item.code === item)?.item
  if (definition === undefined) return []
  const { unit: measure, decimals, mayBeNegative: allowNegative = false } = definition
  const reading = readNumber(text, { unit: measure, decimals, allowNegative })
  if (!reading.ok) {
    problems.push({ ...place(one, '数值'), message: `${definition.name}：${reading.reason}。` })
    return []
  }
  if (reading.state === 'not_reported' && note === null) return []
  return [{ item, unit, breakdown, state: reading.state, value: reading.value, note }]
}

/** A rule names its cell; the file and row are those the cell came from. */
function problemsOf(error: ServiceError, rows: readonly Placed[]): LoadProblem[] {
  const first = rows[0]
  if (first === undefined) return []
  const cells = error.detail.cells ?? []
  if (cells.length === 0) return [{ file: first.file, row: null, column: null, message: error.message }]
  return cells.map(({ item = '', unit = '', breakdown = '', message }) => {
    const at = rows.find(({ value }) => value.item === item && value.unit === unit && value.breakdown === breakdown)
    return { ...place(at ?? first, at === undefined ? null : '数值'), message: `${message}。` }
  })
}
