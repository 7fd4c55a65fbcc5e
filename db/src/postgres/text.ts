import { getTableName, isTable } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/sqlite-core'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../schema.ts'

/*
 * The words of drizzle's SQLite as PostgreSQL wants them, and with SQLite's answers where both take the words and mean
 * different things by them: where NULL stands in an order, and in which order rows come that were asked for in none.
 */

type Known = { readonly key: readonly string[]; readonly nullable: ReadonlySet<string> }

const tables = new Map<string, Known>(
  Object.values(schema)
    .filter((one) => isTable(one))
    .map((one) => {
      // A cast: all tables of the schema are of SQLite.
      const { columns, primaryKeys } = getTableConfig(one as SQLiteTable)
      const composite = primaryKeys.flatMap((key) => key.columns.map(({ name }) => name))
      const key = [...columns.filter(({ primary }) => primary).map(({ name }) => name), ...composite]
      const nullable = columns.filter(({ name, notNull }) => !notNull && !key.includes(name)).map(({ name }) => name)
      return [getTableName(one), { key, nullable: new Set(nullable) }]
    }),
)

const made = new Map<string, string>()
const mostTexts = 2_000

export function postgresText(text: string): string {
  const known = made.get(text)
  if (known !== undefined) return known
  const worded = numbered(upsert(inOrder(text)))
  if (made.size >= mostTexts) made.clear()
  made.set(text, worded)
  return worded
}

/** `?` as $1, $2 …, outside of what stands in quotes. */
function numbered(text: string): string {
  let count = 0
  return text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (found) => (found === '?' ? `$${++count}` : found))
}

/** The target of an upsert bears no table. */
const upsert = (text: string): string =>
  text.replace(
    /(on conflict \()([^)]*)\)/,
    (_all, start: string, columns: string) => `${start}${columns.replaceAll(/"[^"]+"\.(?=")/g, '')})`,
  )

const ordered = /"(\w+)"\."(\w+)"( asc| desc)?(?=,|$| limit )/g

/**
 * NULL comes first where it goes up and last where it goes down. Rows that were asked for in no order come in the order of
 * the first table's key: what stands in a heap moves at every change.
 */
function inOrder(text: string): string {
  const at = text.lastIndexOf(' order by ')
  if (at >= 0 && !text.slice(at).includes(')')) {
    const order = text.slice(at).replaceAll(ordered, (all, table: string, column: string, way: string | undefined) => {
      if (tables.get(table)?.nullable.has(column) !== true) return all
      return way === ' desc' ? `${all} nulls last` : `${all} nulls first`
    })
    return text.slice(0, at) + order
  }
  if (at >= 0) return text
  const from = /^select ((?:(?! from ).)*) from "(\w+)"(?! ")/s.exec(text)
  const order = from === null ? null : ownOrder(text, from[1] ?? '', from[2] ?? '')
  if (order === null) return text
  const limit = text.search(/ limit (?:\?|\d+)(?: offset (?:\?|\d+))?$/)
  return limit < 0 ? text + order : text.slice(0, limit) + order + text.slice(limit)
}

const column = /^"\w+"(?:\."\w+")?$/

/** The order that SQLite answers in by itself: groups by what they are grouped by, rows by key. */
function ownOrder(text: string, selected: string, table: string): string | null {
  if (selected.includes('(select ') || / union | for update/.test(text)) return null
  const group = / group by ((?:"\w+"(?:\."\w+")?(?:, )?)+)(?: having | limit |$)/.exec(text)?.[1]
  if (group !== undefined) return ` order by ${group.split(', ').map(withNull).join(', ')}`
  if (text.includes(' group by ') || /\b(?:count|sum|min|max|avg)\(/.test(selected)) return null
  if (selected.startsWith('distinct ')) {
    const columns = selected.slice('distinct '.length).split(', ')
    return columns.every((one) => column.test(one))
      ? ` order by ${columns.map((_, index) => index + 1).join(', ')}`
      : null
  }
  // Of a join by the keys of all its tables: one row of the first has several of the others.
  const names = [table, ...[...text.matchAll(/ join "(\w+)" on /g)].map(([, name = '']) => name)]
  const keys = names.flatMap((name) => (tables.get(name)?.key ?? []).map((key) => `"${name}"."${key}"`))
  return keys.length === 0 ? null : ` order by ${keys.join(', ')}`
}

function withNull(one: string): string {
  const [, table = '', name = ''] = /^"(\w+)"\."(\w+)"$/.exec(one) ?? []
  return tables.get(table)?.nullable.has(name) === true ? `${one} nulls first` : one
}
