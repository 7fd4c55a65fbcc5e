import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { removeDurably, writeDurably } from './private-file.ts'

/** Where an installation's data is when it is not in a file of its folder. */
export type DatabaseSource = {
  /** postgres://user:password@host:port/database */
  readonly url: string
  /** A server whose data nobody needs: that it promises nothing is no reason to refuse it. */
  readonly isTried?: true
}

const sourcePath = (folder: string): string => join(folder, 'database.json')

/** The database of an installation's folder; null: the data is in the folder's own file. */
export function readSource(folder: string): DatabaseSource | null {
  const path = sourcePath(folder)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DatabaseSource) : null
}

/**
 * Notes which database the folder's data is in: programs that look at the installation beside the server find it too. The
 * file is its owner's alone, as it bears a password.
 */
export function writeSource(folder: string, source: DatabaseSource): void {
  if (JSON.stringify(readSource(folder)) === JSON.stringify(source)) return
  writeDurably(sourcePath(folder), JSON.stringify(source))
}

/** From now on the data is in the folder's own file. */
export function forgetSource(folder: string): void {
  removeDurably(sourcePath(folder))
}

/** An address of a database, told from a path. */
export const isDatabaseUrl = (text: string): boolean => /^postgres(?:ql)?:\/\//.test(text)
