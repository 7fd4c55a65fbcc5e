import { period as periodTable, release, submission } from '@cg/db/schema'
import { selectCells } from '@cg/db/cell-reader'
import type { Db } from '@cg/db/store'
import type { Cell } from '@cg/domain/cell'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { isDueIn } from '@cg/contract/catalogue'
import { mayReadFigures } from '../../entry/move/standing.ts'
import { desc, eq } from 'drizzle-orm'
import { reportingUnits } from '../../catalogue/read.ts'
import type { CatalogueItem, Definitions } from '../../catalogue/read.ts'
import type { Context } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { rightTo } from '../../entry/form/access.ts'
import { hasRoleFor } from '../../permission.ts'
import { dueForms, formKey } from '../input/due-forms.ts'
import { loadAnswer, loadStoredBasis } from '../stored/answers.ts'
import { releasedCells, unpackCells } from '../stored/cell-table.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { otherShapeReason } from '../stored/shape.ts'
import { withheldCells } from './withheld-cells.ts'

/** Quarters that the book shows, the running one besides. */
export const bookQuarters = 8
/** And those before it that they are held against. */
const heldAgainst = 4

/** One quarter's figures of units: `null` where nothing was asked, or nothing may be told. */
export type BookQuarter = {
  readonly period: Period
  readonly release: string | null
  readonly cellsOf: (item: CatalogueItem, unit: string) => Cell | null
  /** What the city adds up: everything, withheld counts too, whose sum is published. */
  readonly rawOf: (item: CatalogueItem, unit: string) => Cell | null
}

/** The published quarters, newest first, as their newest release froze them; those of an older shape are named. */
export async function publishedQuarters(
  db: Db,
  ctx: Context,
  items: readonly CatalogueItem[],
): Promise<{ quarters: BookQuarter[]; unreadable: Period[] }> {
  const rows = await db
    .select()
    .from(release)
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.period), desc(release.sequence))
  const newest = [...new Map(rows.toReversed().map((row) => [row.period, row])).values()].toReversed()
  const quarters: BookQuarter[] = []
  const unreadable: Period[] = []
  for (const row of newest.slice(0, bookQuarters + heldAgainst)) {
    const period = parsePeriod(row.period)
    try {
      const basis = await loadStoredBasis(db, row.id)
      const cells = [...releasedCells(unpackCells(await loadAnswer(db, row.id, 'cells')))]
      quarters.push(frozenQuarter(ctx, { period, code: row.code, basis, cells, items }))
    } catch (error) {
      if (!(error instanceof ServiceError) || error.detail.reason !== otherShapeReason) throw error
      unreadable.push(period)
    }
  }
  return { quarters, unreadable }
}

type FrozenQuarter = {
  readonly period: Period
  readonly code: string | null
  readonly basis: ReleaseBasis
  readonly cells: readonly ReleasedCell[]
  readonly items: readonly CatalogueItem[]
}

function frozenQuarter({ actor }: Context, { period, code, basis, cells, items }: FrozenQuarter): BookQuarter {
  const wanted = new Set<string>(items.map((item) => item.code))
  const own = new Map(
    cells.flatMap((one) =>
      one.breakdown === '' && wanted.has(one.item) ? [[`${one.item}|${one.unit}`, one] as const] : [],
    ),
  )
  const isWithheld = withheldCells(basis, { cells, items: wanted, withheldUnits: new Set() })
  const units = new Set<string>(basis.units.map((unit) => unit.code))
  const rawOf: BookQuarter['rawOf'] = (item, unit) => {
    if (!isDueIn(item.axes, period) || !units.has(unit)) return null
    const found = own.get(`${item.code}|${unit}`)
    return found === undefined ? { state: 'not_reported', value: null } : { state: found.state, value: found.value }
  }
  const mayKnow = (item: CatalogueItem, unit: string) =>
    hasRoleFor(actor, { department: item.ownerDepartment, unit }, 'filler', 'reviewer', 'publisher')
  return {
    period,
    release: code,
    rawOf,
    cellsOf: (item, unit) =>
      isWithheld({ item: item.code, unit }) && !mayKnow(item, unit)
        ? { state: 'withheld', value: null }
        : rawOf(item, unit),
  }
}

/** The running quarter, for those who may read the form each figure stands on; null where none is running. */
export async function runningQuarter(
  db: Db,
  ctx: Context,
  definitions: Definitions,
  published: readonly BookQuarter[],
): Promise<BookQuarter | null> {
  const { period } = definitions
  const [row] = await db.select().from(periodTable).where(eq(periodTable.code, period))
  if (row === undefined || published.some((quarter) => quarter.period === period)) return null
  const { due, homeOf } = dueForms(definitions)
  const states = new Map(
    (await db.select().from(submission).where(eq(submission.period, period))).map((one) => [
      formKey(one.formCode, one.reporter),
      one.state,
    ]),
  )
  const readable = new Set(
    due
      .filter((one) =>
        mayReadFigures(rightTo(ctx.actor, one), states.get(formKey(one.form.code, one.reporter)) ?? 'draft'),
      )
      .map((one) => formKey(one.form.code, one.reporter)),
  )
  if (readable.size === 0) return null
  const items = [...definitions.items.keys()]
  const cells = new Map(
    (await selectCells(db, { period, items, unit: null }))
      .filter((one) => one.breakdown === '')
      .map((one) => [`${one.itemCode}|${one.unitCode}`, one]),
  )
  const cellsOf: BookQuarter['cellsOf'] = (item, unit) => {
    const home = homeOf(item.code, '', unit)
    if (home === null || !readable.has(home)) return null
    const found = cells.get(`${item.code}|${unit}`)
    return found === undefined ? { state: 'not_reported', value: null } : { state: found.state, value: found.value }
  }
  return { period, release: null, cellsOf, rawOf: cellsOf }
}

/** The form of the newest quarter that asks for an item, where the actor may open it. */
export function openableForm(
  ctx: Context,
  definitions: Definitions,
  item: CatalogueItem,
): { period: Period; form: string; reporter: string; mayFill: boolean } | null {
  const { due, homeOf } = dueForms(definitions)
  const homes = new Set(reportingUnits(definitions.units).map((unit) => homeOf(item.code, '', unit.code)))
  const reached = due.filter((one) => homes.has(formKey(one.form.code, one.reporter)))
  for (const one of reached) {
    const right = rightTo(ctx.actor, one)
    const key = { period: definitions.period, form: one.form.code, reporter: one.reporter }
    if (right.ownForm) return { ...key, mayFill: true }
    if (reached.length === 1 && (right.reviewer || right.publisher)) return { ...key, mayFill: false }
  }
  return null
}
