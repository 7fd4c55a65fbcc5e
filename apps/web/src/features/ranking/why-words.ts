import { whyClaims } from '@cg/contract/claims/why'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import { noGainWords } from '@cg/domain/claim/why'

export type WhySentence = { readonly key: string; readonly text: string }

/** Why a unit's score is what it is, in sentences; none for what is not explained. */
export function whySentences(facts: RankingFacts, unit: string): WhySentence[] {
  const why = facts.explanations?.[facts.units.code.indexOf(unit)] ?? null
  const told = whyClaims(facts, unit).map((claim) => {
    const key = claim.kind === 'why' ? `why-${claim.against.kind}` : claim.kind
    return { key, text: sentence(claim).replace(/([^。])$/, '$1。') }
  })
  const isFruitless = why !== null && why.ahead !== null && why.gain === null
  return isFruitless ? [...told, { key: 'gain', text: noGainWords }] : told
}
