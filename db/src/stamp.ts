import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './private-file.ts'

/** Says that a folder holds an installation, and which one. */
export type Stamp = {
  readonly id: string
  readonly createdAt: string
  /** The first run is still filling it: nobody has used it yet, and what an interrupted one left may be removed. */
  readonly isUnfinished?: true
}

export const stampName = 'installation.json'

export function stampPath(folder: string): string {
  return join(folder, stampName)
}

/** Null when there is none. Throws when it cannot be read. */
export function readStamp(folder: string): Stamp | null {
  const path = stampPath(folder)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Stamp) : null
}

export function writeStamp(folder: string, stamp: Stamp): void {
  writeDurably(stampPath(folder), JSON.stringify(stamp, null, 2))
}
