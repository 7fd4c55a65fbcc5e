import type Database from 'better-sqlite3'

/** Tables whose rows no seal covers, each with the reason. Every other table is covered, a new one too. */
const unsealed: Readonly<Record<string, string>> = {
  audit_event: 'its own chain, whose head each seal holds',
  seal: 'the chain of the seals themselves',
  release_base: 'the content hash of its release, which is sealed',
  release_cell: 'the content hash of its release',
  release_result: 'the content hash of its release',
  release_score: 'the content hash of its release',
  release_answer: 'the content hash of its release',
  evidence_file: 'its key is the digest of its bytes',
  session: 'who is signed in just now decides nothing',
  login_attempt: 'who tried a password decides nothing',
  call_count: 'how often somebody has asked within a minute',
  idempotency_key: 'what a retry is answered',
  message_read: 'what somebody has read decides nothing',
  notice: 'messages on their way out',
  reminder_post: 'messages on their way out',
  issued_file: 'what a code on paper is looked up by; the figures are a release’s',
}

/** Whether seals cover the rows of a table. */
export const isSealed = (table: string): boolean => !(table in unsealed)

/**
 * Tables whose rows are only ever added, each with a greater number than those before: their triggers refuse everything
 * else. Noting sixty new rows of a form one by one took longer than writing them.
 */
const growing: readonly string[] = ['cell_revision']

/** Of some tables a part is covered: what only counts, or is held by another table, changes without a seal. */
const coveredPart: Readonly<Record<string, (column: string) => boolean>> = {
  // Where a figure belongs; what it is stands in its last revision, which is sealed.
  cell: (column) => ['id', 'period', 'item_code', 'unit_code', 'breakdown'].includes(column),
  share_link: (column) => !['first_used_at', 'last_used_at', 'use_count'].includes(column),
  api_token: (column) => column !== 'last_used_at',
}

export type SealedTable = {
  readonly name: string
  /** The columns that a row's digest covers; null: all, those too that are added later. */
  readonly columns: readonly string[] | null
  /** Columns of the primary key. */
  readonly key: readonly string[]
  /** One integer: runs of rows are told by their first. */
  readonly isCounted: boolean
  /** New rows come after all others. */
  readonly isGrowing: boolean
}

type Column = { name: string; type: string; pk: number }

/** The tables of a file that seals cover, in the order of their names. */
export function sealedTables(db: Database.Database): SealedTable[] {
  const names = db
    .prepare<unknown[], string>(
      `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all()
  return names.filter(isSealed).map((name) => {
    const all = db.pragma(`table_info("${name}")`) as Column[]
    const keys = all.filter(({ pk }) => pk > 0).sort((left, right) => left.pk - right.pk)
    if (keys.length === 0) throw new Error(`table ${name} has no primary key to seal its rows by`)
    return {
      name,
      columns: coveredColumns(
        name,
        all.map((column) => column.name),
      ),
      key: keys.map((column) => column.name),
      isCounted: keys.length === 1 && keys[0]?.type === 'INTEGER',
      isGrowing: growing.includes(name),
    }
  })
}

/** Of all columns of a table those that its seals cover; null: every one. */
export function coveredColumns(table: string, all: readonly string[]): readonly string[] | null {
  const covers = coveredPart[table]
  return covers === undefined ? null : all.filter(covers)
}

/** The columns of a row's digest in SQL. */
export function coveredSql({ columns }: SealedTable): string {
  return columns === null ? '*' : columns.map((name) => `"${name}"`).join(', ')
}

/** A row's key in SQL: the number itself, or its columns as JSON. `of`: NEW, OLD or the table. */
export function keySql({ key, isCounted }: SealedTable, of: string): string {
  const columns = key.map((name) => `${of}."${name}"`)
  return isCounted ? (columns[0] ?? '') : `json_array(${columns.join(', ')})`
}
