import Database from 'better-sqlite3'
import { listMigrations, newestVersion } from '../migrate.ts'
import { isTextOf, numbering, statementText } from './statement-text.ts'
import type { StatementText } from './statement-text.ts'
import { statementsOf, tokensOf } from './tokens.ts'

/*
 * The schema of PostgreSQL, written from the migrations of SQLite: there is one source of what the tables are. A
 * database is made from what all migrations together have come to; a later one is translated statement by statement.
 */

export type SchemaText = {
  readonly version: number
  /** In the order in which they can be run: what is filled between tables and indexes is filled without triggers. */
  readonly tables: readonly string[]
  readonly indexes: readonly string[]
  readonly foreignKeys: readonly string[]
  readonly triggers: readonly string[]
  /** Of triggers that refuse, and of their functions. */
  readonly refusals: readonly string[]
}

const remembered = new Map<number, SchemaText>()

export function schemaText(version: number = newestVersion()): SchemaText {
  const known = remembered.get(version)
  if (known !== undefined) return known
  const statements = statementsAt(version)
  const tables = statements.filter(isTextOf('table'))
  const made: SchemaText = {
    version,
    tables: tables.map(({ create }) => create),
    indexes: statements.filter(isTextOf('index')).map(({ create }) => create),
    foreignKeys: tables.flatMap(({ foreignKeys }) => foreignKeys),
    triggers: [...tables.flatMap(numbering), ...statements.filter(isTextOf('trigger')).flatMap(({ create }) => create)],
    refusals: statements.filter(isTextOf('trigger')).map(({ name }) => name),
  }
  remembered.set(version, made)
  return made
}

function statementsAt(version: number): StatementText[] {
  const db = schemaInMemory(version)
  try {
    return db
      .prepare<unknown[], { name: string; sql: string }>(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
      )
      .all()
      .map(({ name, sql }) => told(name, () => statementText(tokensOf(sql))))
  } finally {
    db.close()
  }
}

/** All tables of a version, empty. */
export function schemaInMemory(version: number): Database.Database {
  const db = new Database(':memory:')
  for (const { sql } of listMigrations().filter((one) => one.version <= version)) db.exec(sql)
  return db
}

/** A later migration: its triggers are left out, as all are made anew after it. */
export function migrationText(sql: string, name: string): string[] {
  return told(name, () =>
    statementsOf(sql).flatMap((tokens) => {
      const text = statementText(tokens)
      if (text.kind === 'table') return [text.create, ...text.foreignKeys, ...numbering(text)]
      if (text.kind === 'index') return [text.create]
      return text.kind === 'step' ? text.texts : []
    }),
  )
}

function told<T>(name: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new Error(
      `${name} cannot be put into PostgreSQL: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}
