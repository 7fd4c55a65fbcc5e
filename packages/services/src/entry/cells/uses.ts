import { keptQuery } from '@cg/db/kept-query'
import { registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'

const usesOf = keptQuery((db) => db.select().from(registerUse).prepare())

/** What fills the forms of a quarter, by code: registers, and the key tasks. */
export async function loadUses(db: Db, period: string): Promise<ReadonlySet<string>> {
  return new Set((await usesOf(db, {})).filter(({ since }) => since <= period).map(({ kind }) => kind))
}
