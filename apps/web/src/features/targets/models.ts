import { filterOf, yearOf } from '@cg/charts/models/target-rows'
import type { GoalRow, GoalsBody, GridBody, GridCell } from '@cg/charts/model'
import { targetFilters } from '@cg/contract/chart-choices'
import type { ChartSpec } from '@cg/contract/chart'
import type { TargetFilter } from '@cg/contract/chart-choices'
import { findClaim } from '@cg/contract/claims'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { sentence } from '@cg/domain/claim/claim'
import { buildModel } from '../../charts/build-model.ts'
import type { Built } from '../../charts/build-model.ts'
import type { TargetsSearch } from './search.ts'

/** What of the address these facts know: an unknown year, department or block shows everything. */
export function knownSearch(facts: TargetsFacts, search: TargetsSearch): TargetsSearch {
  const { dep, dim, year } = search
  return {
    ...search,
    dep: facts.departments.some(({ code }) => code === dep) ? dep : undefined,
    dim: facts.rows.some(({ indicator }) => indicator.dimension === dim) ? dim : undefined,
    year: year !== undefined && facts.years.includes(year) && year !== facts.targetYear ? year : undefined,
  }
}

/** The chart that the address asks for; the same spec goes to the export. */
export function targetsBuilt(facts: TargetsFacts, search: TargetsSearch): Built {
  return buildModel(specOf(facts, search), { facts: 'targets', data: facts })
}

/** What the page says first, whatever light is chosen: of all commitments the whole sentence, of some their chart's title. */
export function headlineOf(facts: TargetsFacts, search: TargetsSearch): string {
  const { year = facts.targetYear, dep, dim } = search
  const claim = findClaim(facts.claims, 'commitments', (one) => one.year === year)
  if (claim !== null && dep === undefined && dim === undefined) return sentence(claim)
  const built = targetsBuilt(facts, { ...search, light: undefined })
  return 'model' in built ? built.model.title : '目标完成情况'
}

function specOf(facts: TargetsFacts, { year, dep, dim, light, by }: TargetsSearch): ChartSpec {
  return {
    kind: 'targets',
    ...(facts.unit === null ? {} : { focus: facts.unit.code }),
    ...(year === undefined ? {} : { year }),
    ...(dep === undefined ? {} : { department: dep }),
    ...(dim === undefined ? {} : { dimension: dim }),
    ...(light === undefined ? {} : { standing: light }),
    ...(by === undefined ? {} : { groupBy: by }),
  }
}

/** The lights of the units; `focus`: the unit that is marked. */
export function lightsBuilt(facts: TargetsFacts, { year, dep, dim }: TargetsSearch, focus: string | undefined): Built {
  const isKnown = focus !== undefined && facts.matrix?.units.code.includes(focus) === true
  const spec: ChartSpec = {
    kind: 'target-lights',
    ...(isKnown ? { focus } : {}),
    ...(year === undefined ? {} : { year }),
    ...(dep === undefined ? {} : { department: dep }),
    ...(dim === undefined ? {} : { dimension: dim }),
  }
  return buildModel(spec, { facts: 'targets', data: facts })
}

export type LightCounts = Readonly<Record<TargetFilter, number>> & { readonly all: number }

const nobody = Object.fromEntries(targetFilters.map((filter) => [filter, 0])) as Record<TargetFilter, number>

/** How many commitments stand under each light, whatever light is chosen. */
export function lightCounts(facts: TargetsFacts, search: TargetsSearch): LightCounts {
  const at = facts.years.indexOf(yearOf(facts, search))
  const found = facts.rows.flatMap((row): TargetFilter[] => {
    const year = row.years[at]
    if (year === undefined || year.standing === 'no_target') return []
    if (search.dep !== undefined && row.department !== search.dep) return []
    return search.dim !== undefined && row.indicator.dimension !== search.dim ? [] : [filterOf(year.standing)]
  })
  const counts: Record<TargetFilter, number> = { ...nobody }
  for (const filter of found) counts[filter] += 1
  return { ...counts, all: found.length }
}

export type GoalGroup = { readonly name: string; readonly rows: readonly GoalRow[] }

/** The rows of a drawing under their headings. */
export function goalGroups({ rows }: GoalsBody): GoalGroup[] {
  return [...Map.groupBy(rows, (row) => row.group)].map(([name, own]) => ({ name, rows: own }))
}

export type LightRow = {
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly cells: readonly GridCell[]
  /** Short names of the units that lag. */
  readonly late: readonly string[]
  readonly total: string
}

/** The grid turned: an indicator a row, a unit a column. */
export function lightRows({ columns, rows, totals }: GridBody): LightRow[] {
  return columns.map(({ key, name, unit }, at) => {
    const cells = rows.flatMap((row) => row.cells[at] ?? [])
    const late = rows.flatMap((row) => (row.cells[at]?.isWeak === true ? [row.name] : []))
    return { key, name, unit, cells, late, total: totals[at] ?? '' }
  })
}

/** How many indicators lag in each unit, in the order of the rows. */
export function lateByUnit({ rows }: GridBody): number[] {
  return rows.map((row) => row.cells.filter((cell) => cell.isWeak).length)
}
