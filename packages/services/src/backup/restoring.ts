import type { Store } from '@cg/db/store'

/** Stores whose database a backup is about to replace. */
export const restoring = new WeakSet<Store>()

/** While a backup takes the database's place no other is made. */
export const isRestoring = (store: Store): boolean => restoring.has(store)
