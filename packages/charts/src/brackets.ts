import type { Bracket } from './model.ts'

type Bracketed = { readonly bracket: number | null }

/** Runs of neighbouring rows that share a bracket number; a run of one joins nothing. */
export function bracketRanges(rows: readonly Bracketed[]): Bracket[] {
  const found: { first: number; last: number; bracket: number }[] = []
  for (const [at, { bracket }] of rows.entries()) {
    const open = found.at(-1)
    if (bracket === null) continue
    if (open !== undefined && open.bracket === bracket && open.last === at - 1) open.last = at
    else found.push({ first: at, last: at, bracket })
  }
  return found.filter((run) => run.last > run.first).map(({ first, last }) => ({ first, last }))
}

/** Which lane each range is drawn in, from 0: ranges that overlap stand side by side. */
export function bracketLanes(brackets: readonly Bracket[]): number[] {
  const ends: number[] = []
  return brackets.map(({ first, last }) => {
    const free = ends.findIndex((end) => end < first)
    const lane = free === -1 ? ends.length : free
    ends[lane] = last
    return lane
  })
}
