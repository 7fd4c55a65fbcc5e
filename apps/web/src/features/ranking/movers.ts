import { moversClaim } from '@cg/contract/claims/unit'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { moveParts } from '@cg/domain/claim/places'

type Mover = { readonly code: string; readonly name: string; readonly text: string }

const mostShown = 5

/** Units whose place changed since the quarter before, largest change first; units without a place then or now are left out. */
export function rankMovers(facts: RankingFacts): Mover[] {
  const claim = moversClaim(facts, mostShown)
  if (claim === null) return []
  const codeOf = (name: string): string => facts.units.code[facts.units.shortName.indexOf(name)] ?? name
  return moveParts(claim).map(({ name, text }) => ({ code: codeOf(name), name, text }))
}
