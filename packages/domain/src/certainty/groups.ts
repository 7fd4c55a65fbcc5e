import { must } from '../must.ts'

/** Whether two of the ranked units, given by their positions from the top, cannot be told apart. */
export type Touches = (left: number, right: number) => boolean

/**
 * The groups of units that cannot be told apart (decision 34): runs of the ranking in which *every pair* touches, each as
 * long as it can be, so that they may overlap; a chain whose ends are apart is no group. Positions from the top, at least
 * two in a group.
 */
export function touchingGroups(count: number, touches: Touches): number[][] {
  const groups: number[][] = []
  let reached = -1
  for (let first = 0; first < count; first++) {
    let last = first
    while (last + 1 < count && touchesAll(first, last + 1, touches)) last += 1
    if (last > first && last > reached) groups.push(Array.from({ length: last - first + 1 }, (_, step) => first + step))
    reached = Math.max(reached, last)
  }
  return groups
}

function touchesAll(first: number, next: number, touches: Touches): boolean {
  for (let at = first; at < next; at++) if (!touches(at, next)) return false
  return true
}

/** By position: all units that cannot be told apart from it, whether neighbours or not. */
export function touchingOf(count: number, touches: Touches): number[][] {
  const all = Array.from({ length: count }, (_, at) => at)
  return all.map((at) => all.filter((other) => other !== at && touches(Math.min(at, other), Math.max(at, other))))
}

/** One ranked unit for the question who stands first or last; `rankLow` and `rankHigh` are the places it may hold. */
export type EndRow = {
  readonly rank: number
  readonly rankLow: number | null
  readonly rankHigh: number | null
  /** How many others it cannot be told apart from. */
  readonly touching: number
}

/**
 * Whether the first (last) place is one unit's alone: nobody shares it, nobody touches it, and no place that is left open
 * reaches it from either side. The same test at both ends.
 */
export function clearEnds(rows: readonly EndRow[]): { readonly first: boolean; readonly last: boolean } {
  const ranks = rows.map((row) => row.rank)
  if (rows.length < 2) return { first: false, last: false }
  const isClear = (end: number, reaches: (row: EndRow) => boolean): boolean => {
    const there = rows.filter((row) => row.rank === end)
    const own = must(there[0])
    const others = rows.filter((row) => row !== own)
    return there.length === 1 && own.touching === 0 && isFixed(own) && !others.some(reaches)
  }
  const [best, worst] = [Math.min(...ranks), Math.max(...ranks)]
  return {
    first: isClear(best, (row) => (row.rankLow ?? row.rank) <= best),
    last: isClear(worst, (row) => (row.rankHigh ?? row.rank) >= worst),
  }
}

function isFixed({ rank, rankLow, rankHigh }: EndRow): boolean {
  return (rankLow ?? rank) === rank && (rankHigh ?? rank) === rank
}
