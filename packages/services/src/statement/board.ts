import type { Statement, StatementBoard, WantedStatement } from '@cg/contract/statement'
import { indicatorVersion, orgUnit, period as periodTable, statement, statementStep, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { parsePeriod, previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { isUnderWay } from '@cg/domain/target/statement'
import { asc, desc, eq, ne } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { forbidden, hasCityRole, hasRole } from '../permission.ts'
import { loadStatements } from '../release/input/load-statements.ts'
import type { Lapse } from '../release/compute/lapses.ts'
import { cityAt } from '../release/stored/basis.ts'
import type { BasisStatement } from '../release/stored/basis.ts'
import { offeredOn, rightsTo } from './offer.ts'
import { loadStanding } from './wanted.ts'
import type { StandingQuarter } from './wanted.ts'

const offeredQuarters = 4

/**
 * What wants a statement in a quarter (default: the newest one that has been opened) and what was written: of the
 * departments that the actor fills or reviews for; publishers and auditors of the whole city see all.
 */
export async function readStatements(
  ctx: Context,
  { period }: { period?: string | undefined },
): Promise<StatementBoard> {
  const { actor } = ctx
  if (!hasRole(actor, 'filler', 'reviewer') && !hasCityRole(actor, 'publisher', 'auditor')) {
    throw forbidden('filler', 'reviewer')
  }
  return ctx.store.read(async (db) => {
    const periods = await offeredPeriods(db)
    const chosen = period === undefined ? periods[0] : periods.find((one) => one === period)
    if (chosen === undefined) throw notFound(period === undefined ? '已开放的期次' : `期次 ${period}`)
    return statementBoard(ctx, db, await loadStanding(db, chosen, ctx.now()))
  })
}

/** Quarters that have been opened, newest first. */
export async function offeredPeriods(db: Db): Promise<Period[]> {
  const rows = await db
    .select({ code: periodTable.code })
    .from(periodTable)
    .where(ne(periodTable.state, 'planned'))
    .orderBy(desc(periodTable.code))
    .limit(offeredQuarters)
  return rows.map(({ code }) => parsePeriod(code))
}

/** The board of a quarter whose standing is known. */
export async function statementBoard(ctx: Context, db: Db, standing: StandingQuarter): Promise<StatementBoard> {
  const { basis } = standing
  const rows = (await loadRows(db, basis.period)).filter(({ departmentCode }) => mayRead(ctx, departmentCode))
  const before = await loadStatements(db, previousPeriod(basis.period))
  const wanted = unstated(standing, rows)
    .map((lapse) => wantedOf(ctx, standing, lapse, before))
    .filter(({ department }) => mayRead(ctx, department))
  return {
    period: basis.period,
    release: basis.corrects?.code ?? null,
    periods: await offeredPeriods(db),
    wanted,
    items: await itemsOf(ctx, db, standing, rows),
  }
}

type Row = typeof statement.$inferSelect

async function loadRows(db: Db, period: Period): Promise<Row[]> {
  return db.select().from(statement).where(eq(statement.period, period)).orderBy(desc(statement.id))
}

function mayRead({ actor }: Context, department: string): boolean {
  const { writes, decides } = rightsTo(actor, department)
  return writes || decides || hasCityRole(actor, 'reviewer', 'publisher', 'auditor')
}

/** The lapses of a quarter for which none of its statements stands. */
export function unstated(
  { basis, lapses }: StandingQuarter,
  rows: readonly Pick<Row, 'indicatorCode' | 'unitCode' | 'state'>[],
): Lapse[] {
  const stated = new Set(rows.flatMap((row) => (isUnderWay(row.state) ? [`${row.indicatorCode} ${row.unitCode}`] : [])))
  return lapses.filter(
    ({ i, unit }) => !stated.has(`${must(basis.indicators[i]).code} ${must(basis.units[unit]).code}`),
  )
}

function wantedOf(
  { actor }: Context,
  { basis }: StandingQuarter,
  lapse: Lapse,
  before: readonly BasisStatement[],
): WantedStatement {
  const [indicator, unit] = [must(basis.indicators[lapse.i]), must(basis.units[lapse.unit])]
  const department = indicator.leadDepartment
  const last = before.find((one) => one.indicator === indicator.code && one.unit === unit.code)
  return {
    indicator: indicator.code,
    indicatorName: indicator.name,
    unit: unit.code,
    unitName: lapse.unit === cityAt ? '全市' : unit.shortName,
    department,
    departmentName: basis.departments[department] ?? department,
    measured: indicator.unit,
    decimals: indicator.decimals,
    direction: indicator.direction,
    kind: lapse.kind,
    value: lapse.value,
    state: lapse.state,
    expected: lapse.expected,
    before:
      last === undefined
        ? null
        : {
            period: previousPeriod(basis.period),
            cause: last.cause,
            measures: last.measures,
            until: last.until,
            value: last.value,
          },
    mayWrite: rightsTo(actor, department).writes,
  }
}

async function itemsOf(ctx: Context, db: Db, standing: StandingQuarter, rows: readonly Row[]): Promise<Statement[]> {
  if (rows.length === 0) return []
  const steps = Map.groupBy(
    await db.select().from(statementStep).orderBy(asc(statementStep.id)),
    (step) => step.statementId,
  )
  const people = new Map(
    (await db.select({ id: user.id, name: user.name }).from(user)).map(({ id, name }) => [id, name]),
  )
  const names = await loadNames(db)
  const waitsFirst = (row: Row): number => (row.state === 'submitted' ? 0 : 1)
  return rows
    .toSorted((left, right) => waitsFirst(left) - waitsFirst(right) || right.id - left.id)
    .map((row) => ({
      ...placeOf(standing, row, names),
      id: row.id,
      kind: row.kind,
      cause: row.cause,
      measures: row.measures,
      until: row.until,
      value: row.value,
      state: row.state,
      version: row.version,
      steps: (steps.get(row.id) ?? []).map(({ action, note, actorId, at }) => ({
        action,
        note,
        by: people.get(actorId) ?? `账号${actorId}`,
        at,
      })),
      may: offeredOn(ctx.actor, row),
    }))
}

type Names = { readonly indicators: ReadonlyMap<string, string>; readonly units: ReadonlyMap<string, string> }

/** Names as they are now, also of what the quarter no longer knows. */
export async function loadNames(db: Db): Promise<Names> {
  const versions = await db
    .select({ code: indicatorVersion.indicatorCode, name: indicatorVersion.name })
    .from(indicatorVersion)
    .orderBy(asc(indicatorVersion.version))
  const units = await db.select({ code: orgUnit.code, name: orgUnit.shortName, kind: orgUnit.kind }).from(orgUnit)
  return {
    indicators: new Map(versions.map(({ code, name }) => [code, name])),
    units: new Map(units.map(({ code, name, kind }) => [code, kind === 'city' ? '全市' : name])),
  }
}

type Placed = Pick<
  Statement,
  | 'indicator'
  | 'indicatorName'
  | 'unit'
  | 'unitName'
  | 'department'
  | 'departmentName'
  | 'measured'
  | 'decimals'
  | 'direction'
  | 'figure'
>

function placeOf({ basis, lapses }: StandingQuarter, row: Row, names: Names): Placed {
  const i = basis.indicators.findIndex(({ code }) => code === row.indicatorCode)
  const indicator = basis.indicators[i]
  const at = basis.units.findIndex(({ code }) => code === row.unitCode)
  const lapse = lapses.find((one) => one.i === i && one.unit === at)
  return {
    indicator: row.indicatorCode,
    indicatorName: indicator?.name ?? names.indicators.get(row.indicatorCode) ?? row.indicatorCode,
    unit: row.unitCode,
    unitName: at === cityAt ? '全市' : (basis.units[at]?.shortName ?? names.units.get(row.unitCode) ?? row.unitCode),
    department: row.departmentCode,
    departmentName: basis.departments[row.departmentCode] ?? row.departmentCode,
    measured: indicator?.unit ?? '',
    decimals: indicator?.decimals ?? 0,
    direction: indicator?.direction ?? 'neutral',
    figure: lapse === undefined ? null : { value: lapse.value, state: lapse.state, expected: lapse.expected },
  }
}
