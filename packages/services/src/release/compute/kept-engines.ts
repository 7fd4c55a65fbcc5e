import { createHash } from 'node:crypto'
import type { Measure } from '@cg/domain/figure/compute'
import { must } from '@cg/domain/must'
import type { ReleaseInput } from '../input/input.ts'
import { partDigest } from '../stored/basis-text.ts'
import type { CellTable } from '../stored/cell-table.ts'
import { sha256 } from '../stored/sha256.ts'
import { indicatorItems } from '../words.ts'
import { definitionsOf, engineOf, quartersOf } from './results.ts'
import type { EngineBasis, EngineDefinitions } from './results.ts'
import { baseOf, tellUnasked } from './unasked.ts'

/*
 * The engine of a preview computed again and again: one engine for each indicator, over the cells of its own items alone.
 * It is kept for the next preview where these cells and the definitions are the same; what it was not given it cannot read.
 */

/** An engine of which it can be told whether anything that an indicator is computed from has changed. */
export type KeptMeasure = Measure & {
  /** Digest of all that the indicator's columns are computed from. */
  readonly digestOf: (indicator: string) => string
}

type Kept = { readonly digest: string; readonly engine: Measure }

export class KeptEngines {
  #kept = new Map<string, Kept>()
  /** Of the last input: engines of many previews share them as long as they are the same. */
  #defined: Defined | null = null

  /** The engine over an input; of earlier inputs only those engines stay that it can use. */
  over(input: ReleaseInput): KeptMeasure {
    const defined = definedBy(input.basis, this.#defined)
    this.#defined = defined
    const { definitions } = defined
    const quarters = quartersOf(input)
    const digestOf = digests(defined, quarters)
    const before = this.#kept
    const kept = new Map<string, Kept>()
    this.#kept = kept
    const ownOf = (code: string): Measure => {
      const found = kept.get(code)
      if (found !== undefined) return found.engine
      const digest = digestOf(code)
      const old = before.get(code)
      const own = old?.digest === digest ? old : { digest, engine: engineFor(code, defined, quarters) }
      kept.set(code, own)
      return own.engine
    }
    return {
      tree: definitions.tree,
      column: (request) => ownOf(baseOf(request.indicator)).column(request),
      result: (request, unit) => ownOf(baseOf(request.indicator)).result(request, unit),
      span: (code, form) => ownOf(baseOf(code)).span(code, form),
      digestOf,
    }
  }
}

function itemsIn(basis: EngineBasis, code: string): ReadonlySet<string> {
  const indicator = must(
    basis.indicators.find((one) => one.code === code),
    `unknown indicator ${code}`,
  )
  return new Set(indicatorItems(basis, indicator))
}

type Defined = { readonly digest: string; readonly basis: EngineBasis; readonly definitions: EngineDefinitions }

function definedBy({ period, units, items, indicators, asked }: EngineBasis, known: Defined | null): Defined {
  const basis: EngineBasis = { period, units, items, indicators, asked }
  const digest = [period, units, items, indicators, asked].map(partDigest).join()
  return known?.digest === digest ? known : { digest, basis, definitions: definitionsOf(basis) }
}

/** An indicator's engine over the cells of its items; to be asked for those of another is a fault. */
function engineFor(code: string, { basis, definitions }: Defined, quarters: ReadonlyMap<string, CellTable>): Measure {
  const items = itemsIn(basis, code)
  const own = new Map(Array.from(quarters, ([period, table]) => [period, cellsOfItems(table, items)]))
  const engine = engineOf(definitions, own, (item) => {
    if (!items.has(item)) throw new Error(`${code} is computed from ${item}, which it does not name`)
  })
  return tellUnasked(engine, { basis, cells: must(own.get(basis.period)) })
}

const tablesKnown = new WeakMap<CellTable, string>()

/** Digest of a table of cells, its units and keys; a table is never changed. */
export function cellsDigest(table: CellTable): string {
  const found = tablesKnown.get(table) ?? digestOfTable(table)
  tablesKnown.set(table, found)
  return found
}

function digestOfTable(table: CellTable): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([table.units, table.keys]))
  for (const column of [table.values, table.states, table.versions]) hash.update(column)
  return hash.digest('hex')
}

const itemIn = (key: string): string => key.slice(0, key.indexOf('|'))

/** Copies, so that a table is not kept for the sake of some of its rows. */
function cellsOfItems(table: CellTable, items: ReadonlySet<string>): CellTable {
  const rows = table.keys.flatMap((key, k) => (items.has(itemIn(key)) ? [k] : []))
  const width = table.units.length
  const picked = <T extends Float64Array | Uint8Array | Int32Array>(made: T, from: T): T => {
    for (const [at, k] of rows.entries()) made.set(from.subarray(k * width, (k + 1) * width), at * width)
    return made
  }
  const length = rows.length * width
  return {
    units: table.units,
    keys: rows.map((k) => must(table.keys[k])),
    values: picked(new Float64Array(length), table.values),
    states: picked(new Uint8Array(length), table.states),
    versions: picked(new Int32Array(length), table.versions),
  }
}

/** By indicator: the definitions, and every cell of its items in every quarter. */
function digests({ digest, basis }: Defined, quarters: ReadonlyMap<string, CellTable>): (code: string) => string {
  const units = sha256(JSON.stringify(Array.from(quarters, ([period, table]) => [period, table.units])))
  const tables = Array.from(quarters.values(), itemDigests)
  const ofItem = once((item) => tables.map((digestIn) => digestIn(item)).join())
  return once((code) => sha256([digest, units, code, ...Array.from(itemsIn(basis, code), ofItem)].join('\n')))
}

const itemsKnown = new WeakMap<CellTable, (item: string) => string>()

/** Of a table that is never changed, the digest of every item's cells: those of earlier quarters are known from preview to preview. */
function itemDigests(table: CellTable): (item: string) => string {
  const known = itemsKnown.get(table)
  if (known !== undefined) return known
  const rows = Map.groupBy(table.keys.keys(), rowItem(table))
  const made = once((item) => {
    const hash = createHash('sha256')
    for (const k of rows.get(item) ?? []) hashRow(hash, table, k)
    return hash.digest('hex')
  })
  itemsKnown.set(table, made)
  return made
}

const rowItem = (table: CellTable) => (k: number) => itemIn(must(table.keys[k]))

function hashRow(hash: ReturnType<typeof createHash>, table: CellTable, k: number): void {
  const width = table.units.length
  hash.update(`${table.keys[k]}\n`)
  for (const column of [table.values, table.states, table.versions])
    hash.update(column.subarray(k * width, (k + 1) * width))
}

function once(make: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    const found = known.get(name) ?? make(name)
    known.set(name, found)
    return found
  }
}
