/**
 * Reads something once for all who ask under one key while it is being read; null: for each alone. A key that holds the name
 * of a moment of the database (db/src/store.ts) is safe: who was told the same moment later would read the same.
 */
export function togetherAt<A extends readonly unknown[], T>(
  read: (...about: A) => Promise<T>,
): (key: string | null, ...about: A) => Promise<T> {
  const reading = new Map<string, Promise<T>>()
  return (key, ...about) => {
    if (key === null) return read(...about)
    const known = reading.get(key)
    if (known !== undefined) return known
    const begun = read(...about).finally(() => reading.delete(key))
    reading.set(key, begun)
    return begun
  }
}
