import { fileURLToPath } from 'node:url'
import { copiesOf } from '@cg/db/installation.fixture'
import type { Store } from '@cg/db/store'
import { installEmpty } from '../seed.ts'
import { loadFolder } from './load-folder.ts'

/* The example folder, and installations before and after it was loaded. */

export const example = fileURLToPath(new URL('../../example/', import.meta.url))
export const now = () => new Date('2026-02-01T02:00:00Z')

const copyOfInstalled = copiesOf(installEmpty)
const copyOfLoaded = copiesOf(async (store) => {
  await installEmpty(store)
  await loadFolder({ store, now }, example)
})

/** Opens an installation with the catalogue and nothing else in a folder that has none. */
export async function openInstalled(folder: string): Promise<Store> {
  return (await copyOfInstalled(folder)).store
}

/** As openInstalled, with the example folder loaded. */
export async function openExample(folder: string): Promise<Store> {
  return (await copyOfLoaded(folder)).store
}
