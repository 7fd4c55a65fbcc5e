import type { Store } from './store.ts'

/** The code of the refusal while writes are held. */
export const writesHeld = 'writes_held'

const held = new WeakMap<Store['write'], string>()

/** While something is about to take the database's place nothing is written that would be lost with it; null: no longer. */
export function holdWrites({ write }: Pick<Store, 'write'>, words: string | null): void {
  if (words === null) held.delete(write)
  else held.set(write, words)
}

export const heldWords = (write: Store['write']): string | null => held.get(write) ?? null
