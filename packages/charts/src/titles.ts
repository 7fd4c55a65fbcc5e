import { glanceTitle } from '@cg/contract/material/recipe'
import { sentence } from '@cg/domain/claim/claim'
import { heading } from '@cg/domain/claim/heading'
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

type Titled = {
  readonly title: string
  readonly neutralTitle: string
  readonly claim: Claim | null
  readonly lines: { readonly subtitle: string }
}

/** What a slide says above a chart, read at a glance: the finding in fewer words where the sentence is too long, else what is shown. */
export function slideTitle({ title, neutralTitle, claim, lines }: Titled): string {
  const fits = (words: string): boolean => Array.from(words).length <= glanceTitle
  if (fits(title)) return title
  const short = claim === null ? null : heading(claim, { letters: glanceTitle, subtitle: lines.subtitle })
  return short ?? (fits(neutralTitle) ? neutralTitle : title)
}
