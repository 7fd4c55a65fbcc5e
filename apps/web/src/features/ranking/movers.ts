import type { RankingFacts } from '@cg/contract/release/ranking'

export type Mover = { code: string; name: string; before: number; now: number }

const mostShown = 5

/** Units whose place changed since the previous quarter, largest change first; units without a place then or now are left out. */
export function rankMovers(facts: RankingFacts): Mover[] {
  return facts.units.code
    .map((code, at): Mover | null => {
      const before = facts.previousRank[at] ?? null
      const now = facts.rankAmongCommon[at] ?? null
      if (before === null || now === null || before === now) return null
      return { code, name: facts.units.shortName[at] ?? code, before, now }
    })
    .filter((mover) => mover !== null)
    .toSorted((left, right) => Math.abs(right.now - right.before) - Math.abs(left.now - left.before))
    .slice(0, mostShown)
}
