import { rawOf } from './client.ts'
import type { Raw } from './client.ts'
import { sealTriggers } from './postgres/seals.ts'
import { numberingPrefix } from './postgres/statement-text.ts'
import type { Db } from './store.ts'

/**
 * Runs a part of a transaction with the triggers taken down that forbid deletion, and puts them back in the same
 * transaction, so that at no committed moment history can be deleted. Whose row hangs on whose is asked at its end, when
 * all are gone. What notes changes for the seals stays.
 */
export async function withoutTriggers(tx: Db, part: () => Promise<void>): Promise<void> {
  const raw = rawOf(tx)
  const putBack = raw.dialect === 'sqlite' ? await dropTriggers(raw) : await disableTriggers(raw)
  await part()
  await putBack()
}

async function dropTriggers(raw: Raw): Promise<() => Promise<void>> {
  const triggers = await raw.all<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`,
  )
  await raw.run('PRAGMA defer_foreign_keys = ON')
  for (const { name } of triggers) await raw.run(`DROP TRIGGER "${name}"`)
  return async () => {
    for (const { sql } of triggers) await raw.run(sql)
  }
}

async function disableTriggers(raw: Raw): Promise<() => Promise<void>> {
  const triggers = await raw.all<{ table: string; name: string }>(
    `SELECT relname AS "table", tgname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
     WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
       AND NOT starts_with(tgname, '${sealTriggers}') AND NOT starts_with(tgname, '${numberingPrefix}')
     ORDER BY 1, 2`,
  )
  const put = async (how: 'DISABLE' | 'ENABLE') => {
    for (const { table, name } of triggers) await raw.run(`ALTER TABLE "${table}" ${how} TRIGGER "${name}"`)
  }
  await raw.run('SET CONSTRAINTS ALL DEFERRED')
  await put('DISABLE')
  return async () => {
    await raw.run('SET CONSTRAINTS ALL IMMEDIATE')
    await put('ENABLE')
  }
}
