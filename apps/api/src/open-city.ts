import { wasInterrupted } from '@cg/db/first-run'
import { isFirstRun, openStore, useDatabase } from '@cg/db/open'
import { finishRestoreIn } from '@cg/db/backup'
import type { Store } from '@cg/db/store'
import { createInOwnProcess } from './first-run/in-own-process.ts'
import type { FirstCity } from './first-run/in-own-process.ts'

/**
 * Opens the city in a folder, and creates it on a first run. A first run that fails or is killed half-way leaves nothing
 * that a later start would serve: that start says so and is a first run again.
 */
export async function openCity(
  folder: string,
  first: FirstCity,
  say: (words: string) => void,
  databaseUrl: string | null = null,
): Promise<Store> {
  const { replaced, problem } = await finishRestoreIn(folder)
  if (replaced !== null) say(`已换上恢复的备份，原数据保留为 ${replaced}`)
  if (problem !== null) say(`没有恢复备份，数据仍是原来的。${problem}`)
  useDatabase(folder, databaseUrl)
  if (isFirstRun(folder)) {
    if (wasInterrupted(folder)) say('上次首次启动没有完成，留下的数据不完整，不会使用；现在从头开始。')
    await createInOwnProcess(folder, first)
  }
  return openStore(folder)
}
