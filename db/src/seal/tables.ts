import type Database from 'better-sqlite3'

/** Tables whose rows no seal covers, each with the reason. Every other table is covered, a new one too. */
const unsealed: Readonly<Record<string, string>> = {
  audit_event: 'its own chain, whose head each seal holds',
  seal: 'the chain of the seals themselves',
  cell: 'each cell is held against its last revision, which is sealed',
  release_base: 'the content hash of its release, which is sealed',
  release_cell: 'the content hash of its release',
  release_result: 'the content hash of its release',
  release_score: 'the content hash of its release',
  release_answer: 'the content hash of its release',
  evidence_file: 'its key is the digest of its bytes',
  session: 'who is signed in just now decides nothing',
  login_attempt: 'who tried a password decides nothing',
  idempotency_key: 'what a retry is answered',
  message_read: 'what somebody has read decides nothing',
  notice: 'messages on their way out',
  reminder_post: 'messages on their way out',
  share_link: 'counts its openings; its making and its end are in the audit trail',
  api_token: 'counts its uses; its making and its end are in the audit trail',
  issued_file: 'what a code on paper is looked up by; the figures are a release’s',
}

/** Whether seals cover the rows of a table. */
export const isSealed = (table: string): boolean => !(table in unsealed)

/**
 * Tables whose rows are only ever added, each with a greater number than those before: their triggers refuse everything
 * else. Noting sixty new rows of a form one by one took longer than writing them.
 */
const growing: readonly string[] = ['cell_revision']

export type SealedTable = {
  readonly name: string
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
    const keys = (db.pragma(`table_info("${name}")`) as Column[])
      .filter(({ pk }) => pk > 0)
      .sort((left, right) => left.pk - right.pk)
    if (keys.length === 0) throw new Error(`table ${name} has no primary key to seal its rows by`)
    return {
      name,
      key: keys.map((column) => column.name),
      isCounted: keys.length === 1 && keys[0]?.type === 'INTEGER',
      isGrowing: growing.includes(name),
    }
  })
}

/** A row's key in SQL: the number itself, or its columns as JSON. `of`: NEW, OLD or the table. */
export function keySql({ key, isCounted }: SealedTable, of: string): string {
  const columns = key.map((name) => `${of}."${name}"`)
  return isCounted ? (columns[0] ?? '') : `json_array(${columns.join(', ')})`
}
