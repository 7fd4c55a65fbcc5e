import type { Db } from '@cg/db/store'
import { cellStates } from '@cg/domain/cell'
import type { Cell } from '@cg/domain/cell'
import type { ItemCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { previousPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { partsKey } from '../catalogue/layer.ts'
import { reportingUnits } from '../catalogue/read.ts'
import type { CatalogueForm, CatalogueItem, CatalogueUnit, Definitions } from '../catalogue/read.ts'
import { contentHash } from '../catalogue/hash.ts'
import type { Context } from '../context.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { isCountedItem, isSmallCount } from '../release/compute/suppress.ts'
import { dueForms, formKey } from '../release/input/due-forms.ts'
import { loadCurrent } from '../release/input/load-input.ts'
import { withheldCells } from '../release/read/withheld-cells.ts'
import { loadAnswer, releaseIds } from '../release/stored/answers.ts'
import type { ReleaseBasis } from '../release/stored/basis.ts'
import { releasedCells, unpackCells } from '../release/stored/cell-table.ts'
import type { CellTable, ReleasedCell } from '../release/stored/cell-table.ts'

/** One line of a district's sheet: what is asked, and of whom. */
export type AskedCell = {
  readonly form: CatalogueForm
  readonly reporter: string
  readonly reporterName: string
  readonly item: CatalogueItem
  readonly breakdown: string
}

export type SeenFigure = Cell & { readonly version: number }

/** A quarter as a release made now would read it: accepted forms only. */
export type CheckedQuarter = {
  readonly definitions: Definitions
  readonly basis: ReleaseBasis
  readonly units: readonly CatalogueUnit[]
  readonly previousRelease: string | null
  /** What is asked of or for a unit, in the order of the forms. */
  readonly askedOf: (unit: string) => readonly AskedCell[]
  readonly isAccepted: (cell: Pick<AskedCell, 'form' | 'reporter'>) => boolean
  /** Null while its form is not accepted. */
  readonly figureAt: (cell: AskedCell, unit: string) => SeenFigure | null
  readonly previousAt: (cell: AskedCell, unit: string) => Cell | null
  /** Counts of few people or enterprises that another body filed (decision 11), with the groups beside them. */
  readonly isHidden: (cell: AskedCell, unit: string) => boolean
}

/** Everything that districts check of a quarter. */
export async function loadChecked(ctx: Context, db: Db, period: Period): Promise<CheckedQuarter> {
  const { definitions } = await meaningOf(ctx.store, db, period)
  const { basis: loaded, cells } = await loadCurrent(db, period, ctx.now().toISOString())
  const { basis } = loaded
  const { asked } = dueForms(definitions)
  const accepted = new Set(
    basis.forms.filter(({ state }) => state !== 'missing').map(({ form, reporter }) => formKey(form, reporter)),
  )
  const previous = basis.bases.find((base) => base.period === previousPeriod(period))
  const before = previous === undefined ? null : await cellsOf(db, previous.code)
  const read = { now: cellReader(cells), before: before === null ? null : cellReader(before) }
  const isAccepted: CheckedQuarter['isAccepted'] = ({ form, reporter }) => accepted.has(formKey(form.code, reporter))
  return {
    definitions,
    basis,
    units: reportingUnits(definitions.units),
    previousRelease: previous?.code ?? null,
    askedOf: (unit) => askedCells(definitions, asked, unit),
    isAccepted,
    figureAt: (cell, unit) =>
      isAccepted(cell) ? (read.now(cell.item.code, cell.breakdown, unit) ?? neverWritten) : null,
    previousAt: (cell, unit) => read.before?.(cell.item.code, cell.breakdown, unit) ?? null,
    isHidden: hiddenIn(basis, cells, before),
  }
}

const neverWritten: SeenFigure = { state: 'not_reported', value: null, version: -1 }

async function cellsOf(db: Db, code: string): Promise<CellTable> {
  return unpackCells(await loadAnswer(db, must((await releaseIds(db, [code])).get(code)), 'cells'))
}

type Read = (item: string, breakdown: string, unit: string) => SeenFigure | null

/** Null where nothing was ever written. */
function cellReader({ units, keys, states, values, versions }: CellTable): Read {
  const unitAt = new Map(units.map((unit, at) => [unit, at]))
  const keyAt = new Map(keys.map((key, at) => [key, at]))
  return (item, breakdown, unit) => {
    const [u, k] = [unitAt.get(unit), keyAt.get(`${item}|${breakdown}`)]
    if (u === undefined || k === undefined) return null
    const at = k * units.length + u
    const version = must(versions[at])
    if (version < 0) return null
    const value = must(values[at])
    return { state: must(cellStates[must(states[at])]), value: Number.isNaN(value) ? null : value, version }
  }
}

type Asked = ReturnType<typeof dueForms>['asked']

function askedCells(
  { forms, items, departments, units, excused }: Definitions,
  asked: Asked,
  unit: string,
): AskedCell[] {
  const nameOf = (form: CatalogueForm): string =>
    (form.filledBy === 'unit'
      ? units.find(({ code }) => code === unit)?.name
      : departments.find(({ code }) => code === form.department)?.name) ?? form.department
  return forms.flatMap((form) =>
    (excused.has(partsKey(form.code, unit)) ? [] : (asked[form.code] ?? [])).flatMap(({ cell }): AskedCell[] => {
      const [code = '', breakdown = ''] = cell.split('|')
      const item = items.get(code as ItemCode)
      if (item === undefined) return []
      const reporter = form.filledBy === 'unit' ? unit : form.department
      return [{ form, reporter, reporterName: nameOf(form), item, breakdown }]
    }),
  )
}

/**
 * What a district filed itself it may read. Of what others filed about it, counts of few people or enterprises stay
 * hidden, with what they could be reckoned from: of this quarter's figure and of the one before alike.
 */
function hiddenIn(basis: ReleaseBasis, cells: CellTable, before: CellTable | null): CheckedQuarter['isHidden'] {
  const tables = [cells, ...(before === null ? [] : [before])].map((table) =>
    Map.groupBy(releasedCells(table), ({ item }) => item),
  )
  const known = new Map<string, HiddenOf>()
  return ({ form, item: { code }, breakdown }, unit) => {
    if (form.filledBy === 'unit' || !isCountedItem(basis, code)) return false
    const hidden =
      known.get(code) ??
      hiddenOf(
        basis,
        code,
        tables.map((table) => table.get(code) ?? []),
      )
    known.set(code, hidden)
    return hidden.units.has(unit) || (breakdown !== '' && hidden.groups.has(unit))
  }
}

/** Units whose figure of an item is hidden, and those of whose groups one is small: then all its groups are. */
type HiddenOf = { readonly units: ReadonlySet<string>; readonly groups: ReadonlySet<string> }

function hiddenOf(basis: ReleaseBasis, item: string, quarters: readonly (readonly ReleasedCell[])[]): HiddenOf {
  const [units, groups] = [new Set<string>(), new Set<string>()]
  for (const cells of quarters) {
    const isWithheld = withheldCells(basis, { cells, items: new Set([item]), withheldUnits: new Set() })
    for (const { unit, breakdown, value } of cells) {
      if (isWithheld({ item, unit })) units.add(unit)
      if (breakdown !== '' && isSmallCount(value, basis.smallCellLimit)) groups.add(unit)
    }
  }
  return { units, groups }
}

/** Digest of a district's accepted figures: what a confirmation was given of. */
export function digestOf(quarter: CheckedQuarter, unit: string): string {
  return contentHash(
    quarter.askedOf(unit).flatMap((cell) => {
      const figure = quarter.figureAt(cell, unit)
      return figure === null ? [] : [[cell.item.code, cell.breakdown, figure.state, figure.value]]
    }),
  )
}
