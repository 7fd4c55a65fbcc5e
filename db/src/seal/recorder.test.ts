import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { databasePath, initStore } from '../open.ts'
import { sealRecorder } from './recorder.ts'

/** Publishing a nation locks thousands of forms in one statement: to go through all noted rows for each took 3 seconds. */
it('finds by its key whether a row was noted already, in every sealed table', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-recorder-'))
  await initStore(folder)
  const db = new Database(databasePath(folder))
  try {
    sealRecorder(db)
    const triggers = db
      .prepare<unknown[], { tab: string; sql: string }>(
        `select tbl_name as tab, sql from sqlite_temp_master where type = 'trigger' and name like 'seal_%'`,
      )
      .all()
    const lookups = triggers.flatMap(({ tab, sql }) =>
      Array.from(sql.matchAll(/NOT EXISTS \((SELECT 1 FROM touched .*)\);/g), ([, lookup = '']) => ({
        tab,
        lookup: lookup.replaceAll(/\b(?:NEW|OLD)\./g, 'changed.'),
      })),
    )
    expect(lookups.length).toBeGreaterThan(50)
    const scanning = lookups.filter(({ tab, lookup }) => {
      const plan = db
        .prepare<unknown[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT 1 FROM main."${tab}" AS changed WHERE NOT EXISTS (${lookup})`,
        )
        .all()
      return !plan.some(({ detail }) => detail.includes('SEARCH touched USING PRIMARY KEY (tab=? AND row=?)'))
    })
    expect(scanning).toEqual([])
  } finally {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
