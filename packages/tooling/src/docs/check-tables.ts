import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type Tables = ReadonlyMap<string, readonly string[]>

/** The tables and columns that all migrations together make, asked from SQLite itself. */
export function readTables(migrations: readonly string[]): Tables {
  const database = new DatabaseSync(':memory:')
  try {
    for (const sql of migrations) database.exec(sql)
    const names = database
      .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`)
      .all()
      .map(({ name }) => String(name))
    return new Map(names.map((name) => [name, columnsOf(database, name)]))
  } finally {
    database.close()
  }
}

function columnsOf(database: DatabaseSync, table: string): string[] {
  return database
    .prepare('select name from pragma_table_info(?)')
    .all(table)
    .map(({ name }) => String(name))
}

/** What db/README.md leaves out or still describes after it has gone. */
export function checkTables(root: string): { tables: Tables; problems: readonly string[] } {
  const folder = join(root, 'db', 'migrations')
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const tables = readTables(files.toSorted().map((name) => readFileSync(join(folder, name), 'utf8')))
  if (tables.size === 0) return { tables, problems: ['db/migrations makes no table: the check sees nothing'] }
  const readme = join(root, 'db', 'README.md')
  if (!existsSync(readme)) return { tables, problems: ['db/README.md is missing: it names every table and column'] }
  return { tables, problems: undescribed(tables, readFileSync(readme, 'utf8')) }
}

/**
 * A table is described below a heading that bears `its_name`, or in the paragraph, row or list item that starts with
 * **its_name** or `its_name`; a column by its name in backticks there.
 */
export function undescribed(tables: Tables, text: string): string[] {
  const words = describedWords(text)
  const missing = [...tables].flatMap(([table, columns]) => {
    const described = words.get(table)
    if (described === undefined) return [`db/README.md does not describe the table ${table}`]
    return columns
      .filter((column) => !described.has(column))
      .map((column) => `db/README.md does not describe the column ${table}.${column}`)
  })
  const gone = claims(text)
    .filter((name) => !tables.has(name))
    .map((name) => `db/README.md describes ${name}, which is no table`)
  return [...missing, ...gone]
}

/** The names that can only be meant as tables. */
function claims(text: string): string[] {
  return [...text.matchAll(/^(?:#+ .*?`(\w+)`|\*\*(\w+)\*\* —)/gm)].map(([, heading, bold]) => heading ?? bold ?? '')
}

const firstWord = /^(?:\|\s*|\s*[-*]\s+)?(?:\*\*`?|`)(\w+)/

/** Whom a line is about: a row, item or bold name starts anew; other words only after an empty line. */
function subjectOf(line: string, before: string | undefined): string | undefined {
  if (line.trim() === '') return undefined
  const isStart = before === undefined || /^(\||\s*[-*]\s|\*\*)/.test(line)
  return isStart ? (firstWord.exec(line)?.[1] ?? before) : before
}

/** Subject (of a heading, paragraph, row or item) → the names in backticks said about it. */
function describedWords(text: string): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>()
  let heading: string | undefined
  let paragraph: string | undefined
  for (const line of text.split('\n')) {
    const spans = [...line.matchAll(/`([^`]+)`/g)].flatMap(([, span = '']) => span.split(/[^\w]+/))
    if (/^#+ /.test(line)) heading = spans[0]
    paragraph = subjectOf(line, paragraph)
    for (const subject of [heading, paragraph].filter((name) => name !== undefined)) {
      words.set(subject, new Set([...(words.get(subject) ?? []), ...spans]))
    }
  }
  return words
}
