/** A number in [0, 1) that depends on the key alone: the same figure whatever was generated before it. */
export function fraction(key: string): number {
  let hash = 2166136261
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 16777619)
  hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296
}

/** A number between -1 and 1, small ones likelier. */
export function wobble(key: string): number {
  return (fraction(`${key}#1`) + fraction(`${key}#2`) + fraction(`${key}#3`)) / 1.5 - 1
}

/** A count with the given mean, as rare events fall. */
export function rareCount(mean: number, key: string): number {
  const aim = fraction(key)
  let chance = Math.exp(-mean)
  let reached = chance
  let count = 0
  while (reached < aim && count < 60) {
    count += 1
    chance *= mean / count
    reached += chance
  }
  return count
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
