import type Database from 'better-sqlite3'
import { connection } from './client.ts'

/** Cells and revisions have one for every number of rows up to 64 (write-cells.ts). */
const mostStatements = 500

/**
 * SQLite plans a statement anew whenever a value is bound that its plan may have looked at, and better-sqlite3 takes the
 * values off after every run: a query of several tables cost fifty times what it takes to answer it. What stands behind a
 * plus no plan looks at. The plus changes nothing else; of what looks like a parameter in quotes or remarks none is one.
 */
export function withKeptPlan(text: string): string {
  return text.replace(parameters, (found) => (found.startsWith('?') ? `+${found}` : found))
}

const parameters = /'[^']*'|"[^"]*"|`[^`]*`|--[^\n]*|\/\*[^]*?\*\/|\?\d*/g

/** Parsing SQL costs more than running most of our queries: the same text gets the same statement again. */
export function rememberStatements(client: Database.Database): Database.Database {
  const known = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const found = known.get(text)
    if (found !== undefined) {
      // drizzle asks for rows as arrays or as objects, call by call.
      if (found.reader) found.raw(false)
      return found
    }
    const made = client.prepare(withKeptPlan(text))
    if (known.size >= mostStatements) known.clear()
    known.set(text, made)
    return made
  }
  return new Proxy(client, {
    get(target, property) {
      if (property === 'prepare') return prepare
      if (property === connection) return target
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** A client that asks `use` at every use: it throws what is wrong with the use, or answers a property of its own. */
export function guardClient(
  client: Database.Database,
  use: (property: string | symbol) => { readonly answer: unknown } | undefined,
): Database.Database {
  return new Proxy(client, {
    get(target, property) {
      const own = use(property)
      if (own !== undefined) return own.answer
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
