import { claimGap } from '@cg/domain/claim/gap'
import { claimCount, claimGoal } from '@cg/domain/claim/goal'
import { claimChange } from '@cg/domain/claim/movement'
import { parsePeriod } from '@cg/domain/period'
import type { Claim } from '../claims.ts'
import type { OverviewFacts } from '../release.ts'
import { aimOf, formatOf, spanComparison } from './value.ts'

type Sayable = Omit<OverviewFacts, 'claims'>
type Card = OverviewFacts['cards'][number]
type Gap = OverviewFacts['gaps'][number]

/** What may be said of the cockpit: its cards together and one by one, its gaps. */
export function overviewClaims(facts: Sayable, coverageLimit: number): Claim[] {
  const cards = facts.cards.flatMap((card) => cardClaims(facts, card, coverageLimit))
  return [...cardsClaims(facts, facts.cards), ...cards, ...facts.gaps.flatMap((gap) => gapClaim(gap) ?? [])]
}

/** How many of the cards reach what is expected, for all of them or for chosen ones. */
export function cardsClaims({ release }: Sayable, cards: readonly Card[]): Claim[] {
  const period = parsePeriod(release.period)
  const lights = cards.map(({ fact }) => ({ light: fact.light }))
  const count = claimCount('indicators', '核心指标', lights)
  const short = cards.flatMap(({ indicator, fact }) => {
    const claim = indicator.unit === '%' ? claimGoal(indicator.name, aimOf({ indicator, fact, period })) : null
    return claim === null || claim.meetsExpected ? [] : [claim]
  })
  const distance = ({ value, expected }: (typeof short)[number]): number => Math.abs(value - expected)
  const [first, second] = short.toSorted((left, right) => distance(right) - distance(left))
  const isAlone = first !== undefined && (second === undefined || distance(first) - distance(second) > 1e-9)
  return [...(count === null ? [] : [count]), ...(isAlone ? [first] : [])]
}

function cardClaims({ release }: Sayable, { indicator, fact }: Card, coverageLimit: number): Claim[] {
  const stated = { indicator, fact, period: parsePeriod(release.period) }
  const found = [
    claimGoal(indicator.name, aimOf(stated)),
    claimChange(indicator.name, spanComparison(stated, coverageLimit), formatOf(indicator)),
  ]
  return found.filter((claim) => claim !== null)
}

/** A gap of the cockpit; null without one side. */
export function gapClaim(gap: Gap): Claim | null {
  return claimGap({
    topic: gap.indicatorName,
    high: { name: gap.highName, value: gap.high },
    low: { name: gap.lowName, value: gap.low },
    before: null,
    format: { unit: gap.unit, decimals: gap.decimals },
  })
}
