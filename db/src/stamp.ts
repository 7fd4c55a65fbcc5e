import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './private-file.ts'
import { StoreRefusal } from './refusal.ts'

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

/** Null when there is none; refuses one that was emptied, cut or is something else. */
export function readStamp(folder: string): Stamp | null {
  const path = stampPath(folder)
  if (!existsSync(path)) return null
  try {
    // A cast: what it is, is asked below.
    const stamp = JSON.parse(readFileSync(path, 'utf8')) as Stamp | null
    if (typeof stamp?.id === 'string') return stamp
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new StoreRefusal(
    'stamp_damaged',
    `安装记录 ${path} 已损坏，无法确认数据文件属于本系统。请从其他地方的拷贝放回这个文件，再启动；数据文件没有被改动。`,
  )
}

export function writeStamp(folder: string, stamp: Stamp): void {
  writeDurably(stampPath(folder), JSON.stringify(stamp, null, 2))
}
