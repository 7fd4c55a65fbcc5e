import { plainColumn, plainTuples } from '@cg/db/plain-rows'
import { indicator } from '@cg/db/schema'
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
  let known: Placed = { units: [], places: [] }
  for (const { code } of await db.select({ code: indicator.code }).from(indicator).orderBy(asc(indicator.code))) {
    const targets = await targetsOf(db, code)
    known = isSameList(known.units, targets.units) ? known : placed(targets.units, position)
    const { places } = known
    const found = targets.years.flatMap((_, at) => yearColumn(targets, { at, places, length: units.length }) ?? [])
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

type Placed = {
  readonly units: readonly string[]
  /** Of each its position among the units that are asked for; -1: it is none of them. */
  readonly places: readonly number[]
}

/** Most indicators have targets for the same units. */
function placed(units: readonly string[], position: ReadonlyMap<string, number>): Placed {
  return { units, places: units.map((unit) => position.get(unit) ?? -1) }
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((one, at) => one === right[at])
}

/** Targets of an indicator, unit by unit and in each year by year; null: none is set. */
type OfIndicator = {
  readonly years: readonly number[]
  readonly units: readonly string[]
  readonly values: readonly (number | null)[]
}

/**
 * Which years there are the first unit tells. As a rule all units have targets of just these, and a bare column of values is
 * all there is to read: a unit has one target a year at most, so where there are as many of these years as units times years,
 * and no others, each has all. Else the years are put beside each other unit by unit, which takes twice as long.
 */
async function targetsOf(db: Db, code: string): Promise<OfIndicator> {
  const first = 'select min(unit_code) from target where indicator_code = ?'
  const years = await yearsWhere(db, `and unit_code = (${first})`, [code, code])
  if (years.length === 0) return { years, units: [], values: [] }
  const [count] = await plainColumn<number>(db, 'select count(*) from target where indicator_code = ?', code)
  const units = await plainColumn<string>(
    db,
    'select distinct unit_code from target where indicator_code = ? order by unit_code',
    code,
  )
  if (count === units.length * years.length) {
    const values = await plainColumn<number>(
      db,
      `select value from target where indicator_code = ? and year in (${years.map(() => '?').join(', ')})
       order by unit_code, year`,
      code,
      ...years,
    )
    if (values.length === count) return { years, units, values }
  }
  return unevenTargets(db, code)
}

/** A unit, and its targets of the years that were asked for. */
type UnitTargets = readonly [string, ...(number | null)[]]

async function unevenTargets(db: Db, code: string): Promise<OfIndicator> {
  const years = await yearsWhere(db, '', [code])
  const picked = years.map((_, at) => `max(case when year = ? then value end) as y${at}`)
  const rows = await plainTuples<UnitTargets>(
    db,
    `select unit_code, ${picked.join(', ')} from target where indicator_code = ? group by unit_code order by unit_code`,
    ...years,
    code,
  )
  return {
    years,
    units: rows.map(([unit]) => unit),
    values: rows.flatMap(([, ...values]) => values),
  }
}

async function yearsWhere(db: Db, condition: string, codes: readonly string[]): Promise<number[]> {
  const text = `select distinct year from target where indicator_code = ? ${condition} order by year`
  return plainColumn<number>(db, text, ...codes)
}

type YearColumn = Omit<YearTargets, 'source'> & { /** Whose source is the year's. */ readonly first: string }

/** `at`: which of the years. */
type OfYear = { readonly at: number; readonly places: readonly number[]; readonly length: number }

function yearColumn(targets: OfIndicator, { at, places, length }: OfYear): YearColumn | null {
  const values = Array<number | null>(length).fill(null)
  const first = fillYear(values, targets, { at, places })
  return first === null ? null : { year: must(targets.years[at]), values, first }
}

/** Answers the first unit that has a target of the year: the one asked for first, or else the first there is. */
function fillYear(
  into: (number | null)[],
  { years, units, values }: OfIndicator,
  { at, places }: Omit<OfYear, 'length'>,
): string | null {
  let first: string | null = null
  for (let u = 0; u < units.length; u++) {
    const place = must(places[u])
    const value = values[u * years.length + at] ?? null
    if (value === null || place < 0) continue
    into[place] = value
    if (first === null || place === 0) first = must(units[u])
  }
  return first
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
