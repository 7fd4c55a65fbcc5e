export type BoundedCache<V> = {
  readonly get: (key: string) => V | undefined
  /** Keeps the value if it fits and returns it. */
  readonly set: (key: string, value: V) => V
}

/** Keeps the most recently used values up to a number of bytes. */
export function boundedCache<V>(maxBytes: number, sizeOf: (value: V) => number): BoundedCache<V> {
  const kept = new Map<string, V>()
  let bytes = 0
  /** Moving to the end what stands there already would have the map made anew every few times. */
  let newest: string | null = null
  const remove = (key: string) => {
    const value = kept.get(key)
    if (value === undefined) return
    kept.delete(key)
    bytes -= sizeOf(value)
  }
  return {
    get(key) {
      const value = kept.get(key)
      if (value === undefined || key === newest) return value
      kept.delete(key)
      kept.set(key, value)
      newest = key
      return value
    },
    set(key, value) {
      remove(key)
      if (sizeOf(value) > maxBytes) return value
      kept.set(key, value)
      newest = key
      bytes += sizeOf(value)
      for (const oldest of kept.keys()) {
        if (bytes <= maxBytes) break
        remove(oldest)
      }
      return value
    },
  }
}
