import { sentence } from '@cg/domain/claim/claim'
import type { Claim } from '@cg/contract/claims'

/** What stands above a chart: the sentence of a claim, or the neutral title where none holds. */
export type Title = {
  readonly text: string
  readonly source: 'claim' | 'neutral'
  readonly claim: Claim | null
}

/** Longer sentences would not fit two lines of a slide. */
const mostCharacters = 56

/** The first claim whose sentence fits; the neutral title when there is none. */
export function titleOf(neutral: string, ...claims: readonly (Claim | null)[]): Title {
  for (const claim of claims) {
    if (claim === null) continue
    const text = sentence(claim).replace(/。$/, '')
    if (text.length <= mostCharacters) return { text, source: 'claim', claim }
  }
  return { text: neutral, source: 'neutral', claim: null }
}
