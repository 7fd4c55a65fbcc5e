import { indicator } from '@cg/db/schema'
import { plainTuples } from '@cg/db/plain-rows'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { asc } from 'drizzle-orm'

/** A year's targets of one indicator by position of the unit in `units`; null: no target. */
type YearTargets = {
  readonly year: number
  readonly values: readonly (number | null)[]
  /** The source of the first unit's target, or of the first one there is. */
  readonly source: string
}

/** As many units as a page lists. */
const mostListed = 200

/** The targets as columns, by indicator: a nation has more than a million, too many to hold one by one. */
export async function loadTargetColumns(db: Db, units: readonly string[]): Promise<Record<string, YearTargets[]>> {
  const position = new Map(units.map((unit, at) => [unit, at]))
  if (units.length <= mostListed) return listedTargets(db, position)
  const columns: Record<string, YearTargets[]> = {}
  for (const { code } of await db.select({ code: indicator.code }).from(indicator).orderBy(asc(indicator.code))) {
    const { years, rows } = await targetsOf(db, code)
    const places = rows.map(([unit]) => position.get(unit) ?? -1)
    const found = years.flatMap((year, at) => yearColumn(rows, { year, at, places, length: units.length }) ?? [])
    if (found.length > 0)
      columns[code] = await Promise.all(
        found.map(async ({ first, ...rest }) => ({ ...rest, source: await sourceOf(db, code, first, rest.year) })),
      )
  }
  return columns
}

type TargetTuple = readonly [indicator: string, unit: string, year: number, value: number, source: string]

/** In one statement, where there are few; in the order in which they lie. */
async function listedTargets(db: Db, position: ReadonlyMap<string, number>): Promise<Record<string, YearTargets[]>> {
  const rows = await plainTuples<TargetTuple>(
    db,
    `select indicator_code, unit_code, year, value, source from target order by indicator_code, unit_code, year`,
  )
  const columns: Record<string, { year: number; values: (number | null)[]; source: string }[]> = {}
  for (const [code, unit, year, value, source] of rows) {
    const place = position.get(unit)
    if (place === undefined) continue
    const years = (columns[code] ??= [])
    let own = years.find((one) => one.year === year)
    if (own === undefined) {
      own = { year, source, values: Array.from(position, () => null) }
      years.push(own)
    }
    own.values[place] = value
    if (place === 0) own.source = source
  }
  for (const years of Object.values(columns)) years.sort((left, right) => left.year - right.year)
  return columns
}

/** A unit, how many targets it has, and those of the years that were asked for. */
type UnitTargets = readonly [string, number, ...(number | null)[]]

type OfIndicator = { readonly years: readonly number[]; readonly rows: readonly UnitTargets[] }

/**
 * A row holds all years of a unit, so that its code is read once. Which years there are the first unit tells; where another
 * has more targets than these, all rows are asked for their years: that takes as long as to read them.
 */
async function targetsOf(db: Db, code: string): Promise<OfIndicator> {
  const first = 'select min(unit_code) from target where indicator_code = ?'
  const years = await yearsWhere(db, `and unit_code = (${first})`, [code, code])
  const found = await targetsIn(db, code, years)
  if (found.every(hasAll)) return { years, rows: found }
  const all = await yearsWhere(db, '', [code])
  return { years: all, rows: await targetsIn(db, code, all) }
}

/** Whether its targets are those of the years that were asked for. */
function hasAll(row: UnitTargets): boolean {
  let known = 0
  for (let at = 2; at < row.length; at++) if (row[at] !== null) known += 1
  return known === row[1]
}

async function yearsWhere(db: Db, condition: string, codes: readonly string[]): Promise<number[]> {
  const text = `select distinct year from target where indicator_code = ? ${condition} order by year`
  return (await plainTuples<[number]>(db, text, ...codes)).map(([year]) => year)
}

async function targetsIn(db: Db, code: string, years: readonly number[]): Promise<UnitTargets[]> {
  if (years.length === 0) return []
  const picked = years.map((_, at) => `max(case when year = ? then value end) as y${at}`)
  return plainTuples<UnitTargets>(
    db,
    `select unit_code, count(*) as count, ${picked.join(', ')} from target where indicator_code = ? group by unit_code order by unit_code`,
    ...years,
    code,
  )
}

type YearColumn = Omit<YearTargets, 'source'> & { /** Whose source is the year's. */ readonly first: string }

type OfYear = {
  readonly year: number
  readonly at: number
  /** Of each row the position of its unit; -1: none of those that are asked for. */
  readonly places: readonly number[]
  readonly length: number
}

function yearColumn(rows: readonly UnitTargets[], { year, at, places, length }: OfYear): YearColumn | null {
  const values: (number | null)[] = Array.from({ length }, () => null)
  let first: string | null = null
  for (let r = 0; r < rows.length; r++) {
    const row = must(rows[r])
    const place = must(places[r])
    const value = row[at + 2] as number | null
    if (value === null || place < 0) continue
    values[place] = value
    if (first === null || place === 0) first = row[0]
  }
  return first === null ? null : { year, values, first }
}

async function sourceOf(db: Db, indicatorCode: string, unitCode: string, year: number): Promise<string> {
  const rows = await plainTuples<[string]>(
    db,
    'select source from target where indicator_code = ? and unit_code = ? and year = ?',
    indicatorCode,
    unitCode,
    year,
  )
  return must(rows[0])[0]
}
