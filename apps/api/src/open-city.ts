import { beginInstallation, discardInstallation, finishInstallation, wasInterrupted } from '@cg/db/first-run'
import { isFirstRun, openStore } from '@cg/db/open'
import type { Store } from '@cg/db/store'

/** What a first run creates: the catalogue alone, or the demo city as of a day ('YYYY-MM-DD', default: today). */
export type FirstCity = { readonly isEmpty: boolean; readonly asOf: string | undefined }

/**
 * Opens the city in a folder, and creates it on a first run. A first run that fails or is killed half-way leaves nothing
 * that a later start would serve: that start says so and is a first run again.
 */
export async function openCity(folder: string, first: FirstCity, say: (words: string) => void): Promise<Store> {
  if (!isFirstRun(folder)) return openStore(folder)
  if (wasInterrupted(folder)) say('上次首次启动没有完成，留下的数据不完整，不会使用；现在从头开始。')
  const store = await beginInstallation(folder)
  try {
    await fill(store, first)
  } catch (error) {
    store.close()
    discardInstallation(folder)
    throw error
  }
  finishInstallation(folder)
  return store
}

/** The seeds are loaded only on a first run, so that a later start stays small. */
async function fill(store: Store, { isEmpty, asOf }: FirstCity): Promise<void> {
  const { installEmpty, seedDemo } = await import('@cg/seeds/seed')
  if (isEmpty) await installEmpty(store)
  else await seedDemo(store, asOf === undefined ? {} : { asOf })
}
