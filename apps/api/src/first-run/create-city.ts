import { Worker } from 'node:worker_threads'
import { beginInstallation, discardInstallation, finishInstallation } from '@cg/db/first-run'
import type { Store } from '@cg/db/store'
import { StoreRefusal } from '@cg/db/refusal'
import { installEmpty, seedDemo } from '@cg/seeds/seed'
import type { FirstCity, Outcome } from './in-own-process.ts'

/* Entry of the process that creates the city of a first run: DATA FOLDER, FirstCity as JSON; sends its Outcome. */

/** Leaves a whole city, or nothing that a later start would serve. */
async function create(folder: string, first: FirstCity): Promise<void> {
  const store = await beginInstallation(folder)
  try {
    await fill(store, first)
  } catch (error) {
    store.close()
    await discardInstallation(folder)
    throw error
  }
  finishInstallation(folder)
  store.close()
}

async function fill(store: Store, { isEmpty, asOf }: FirstCity): Promise<void> {
  if (isEmpty) await installEmpty(store)
  else await seedDemo(store, asOf === undefined ? {} : { asOf })
}

async function outcome(folder: string, first: FirstCity): Promise<Outcome> {
  try {
    await create(folder, first)
    return { kind: 'created' }
  } catch (error) {
    if (error instanceof StoreRefusal) return { kind: 'refused', code: error.code, words: error.message }
    return { kind: 'failed', error }
  }
}

new Worker(new URL('end-with-parent.ts', import.meta.url)).unref()
const [, , folder = '', first = ''] = process.argv
process.send?.(await outcome(folder, JSON.parse(first) as FirstCity), () => process.disconnect())
