/** The code of the refusal while writes are held. */
export const writesHeld = 'writes_held'

/** By a store's door for changes. */
const held = new WeakMap<object, string>()

/** While something is about to take the database's place nothing is written that would be lost with it; null: no longer. */
export function holdWrites({ write }: { readonly write: object }, words: string | null): void {
  if (words === null) held.delete(write)
  else held.set(write, words)
}

export const heldWords = (write: object): string | null => held.get(write) ?? null
