import { readFileSync } from 'node:fs'
import { parseJsonAs } from '@cg/contract/parse'
import type { Static, TSchema } from 'typebox'

/** Reads one file of seeds/ through its schema; throws with the file's name and every fault. */
export function readSeed<S extends TSchema>(schema: S, file: URL): Static<S> {
  return parseJsonAs(schema, readFileSync(file, 'utf8'), file.pathname)
}
