import pg from 'pg'
import type { Script } from './migrate.ts'

/** A connection whose answers are the server's own letters: whoever copies turns them by the columns' types. */
export type PlainClient = Script & {
  readonly rows: (text: string, parameters?: readonly unknown[]) => Promise<(string | null)[][]>
  readonly close: () => Promise<void>
}

const asSent = (text: string): string => text

/** Dates, doubles and bytes in the form that is read here, whatever the server's usual one is. */
const settings =
  "SET extra_float_digits = 1; SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET standard_conforming_strings = on"

export async function openPlain(url: string): Promise<PlainClient> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'cg-move',
    types: { getTypeParser: () => asSent },
  })
  // What is under way is refused with the same error.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(settings)
  return {
    async script<Row>(text: string) {
      const found = (await client.query(text)) as pg.QueryResult | pg.QueryResult[]
      return ((Array.isArray(found) ? found.at(-1) : found)?.rows ?? []) as Row[]
    },
    async rows(text, parameters = []) {
      const { rows } = await client.query({ text, values: [...parameters], rowMode: 'array' })
      // A cast: no type is parsed.
      return rows as (string | null)[][]
    },
    close: () => client.end(),
  }
}
