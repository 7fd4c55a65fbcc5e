import { bracketWords } from '@cg/domain/claim/words'
import type { Bracket } from './model.ts'

type Bracketed = { readonly groups: readonly number[] }

/** Runs of neighbouring rows that share a group, one group after the other; a run of one joins nothing. */
export function bracketRanges(rows: readonly Bracketed[]): Bracket[] {
  const numbers = [...new Set(rows.flatMap((row) => row.groups))].toSorted((left, right) => left - right)
  return numbers.flatMap((number) => runsOf(rows.map((row) => row.groups.includes(number))))
}

function runsOf(isIn: readonly boolean[]): Bracket[] {
  const found: { first: number; last: number }[] = []
  for (const [at, is] of isIn.entries()) {
    const open = found.at(-1)
    if (!is) continue
    if (open !== undefined && open.last === at - 1) open.last = at
    else found.push({ first: at, last: at })
  }
  return found.filter((run) => run.last > run.first)
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

/** What brackets mean, where there are any. */
export function bracketNotes(brackets: readonly Bracket[]): string[] {
  return brackets.length === 0 ? [] : [bracketWords]
}
