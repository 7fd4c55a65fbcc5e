import { existsSync, rmSync } from 'node:fs'
import { must } from '@cg/domain/must'
import { refuseWhileInUse } from './in-use.ts'
import { createInstallation, databasePath, openInstallation } from './open.ts'
import { discardIn } from './postgres/open.ts'
import { removeDatabase } from './private-file.ts'
import { readSource } from './source.ts'
import { readStamp, stampPath, writeStamp } from './stamp.ts'
import type { Store } from './store.ts'

/** True when an earlier first run was interrupted before anybody could use the installation. */
export function wasInterrupted(folder: string): boolean {
  return readStamp(folder)?.isUnfinished === true
}

/**
 * Begins an installation that is filled before anybody uses it. Until `finishInstallation` the stamp says so, and the
 * next beginning removes what this one left: half a city is never served. Throws while another process is at it.
 */
export async function beginInstallation(folder: string): Promise<Store> {
  if (wasInterrupted(folder)) await discardInstallation(folder)
  await createInstallation(folder, { isUnfinished: true })
  return openInstallation(folder)
}

/** From here on the installation is the city's own, and is never removed. */
export function finishInstallation(folder: string): void {
  const { isUnfinished: _isUnfinished, ...stamp } = must(readStamp(folder), 'an installation was begun')
  writeStamp(folder, stamp)
}

/** Removes an unfinished installation; refuses to touch any other. */
export async function discardInstallation(folder: string): Promise<void> {
  if (!wasInterrupted(folder)) throw new Error(`the installation in ${folder} is finished and stays`)
  const source = readSource(folder)
  if (source !== null) await discardIn(source)
  const path = databasePath(folder)
  if (existsSync(path)) {
    refuseWhileInUse(path, `另一个进程正在数据目录 ${folder} 中进行首次启动。请等它完成，或先停止它再启动。`)
  }
  removeDatabase(path)
  rmSync(stampPath(folder), { force: true })
}
