/** What waits, in the order in which it gets its turn. */
export type Turn = {
  readonly owner: string | null
  /** A page waits for it: before everything else. */
  readonly isFirst: boolean
}

export type Turns<T extends Turn> = {
  readonly add: (turn: T) => void
  /** The next one, taken out; null when nothing waits. */
  readonly take: () => T | null
  /** Takes one out before its turn; whether it was still waiting. */
  readonly remove: (turn: T) => boolean
  /** What a turn of this owner has cost. */
  readonly charge: (turn: T, cost: number) => void
  /** Takes all of them out. */
  readonly clear: () => T[]
  readonly waiting: readonly T[]
}

/**
 * Owners share by what their turns cost, not by their number: a poster takes as long as ten charts. Whoever comes new
 * begins where the one being served stood, so that neither waits long nor has credit from having been away.
 */
export function openTurns<T extends Turn>(): Turns<T> {
  const waiting: T[] = []
  /** By owner: how much was used, as far as anybody still counts. */
  const used = new Map<string | null, number>()
  let clock = 0
  const usedBy = ({ owner }: Turn) => used.get(owner) ?? 0
  return {
    waiting,
    clear: () => waiting.splice(0),
    add(turn) {
      if (!waiting.some(({ owner }) => owner === turn.owner))
        used.set(turn.owner, Math.max(clock, used.get(turn.owner) ?? 0))
      waiting.push(turn)
    },
    take() {
      const first = waiting.find(({ isFirst }) => isFirst)
      const next = first ?? waiting.toSorted((left, right) => usedBy(left) - usedBy(right))[0]
      if (next === undefined) {
        used.clear()
        clock = 0
        return null
      }
      waiting.splice(waiting.indexOf(next), 1)
      if (!next.isFirst) clock = usedBy(next)
      return next
    },
    remove(turn) {
      const at = waiting.indexOf(turn)
      if (at >= 0) waiting.splice(at, 1)
      return at >= 0
    },
    charge({ owner, isFirst }, cost) {
      if (!isFirst) used.set(owner, (used.get(owner) ?? 0) + cost)
    },
  }
}
