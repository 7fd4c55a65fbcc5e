import { claimGap } from '@cg/domain/claim/gap'
import type { GapClaim } from '@cg/domain/claim/gap'
import { claimCards, claimGoal } from '@cg/domain/claim/goal'
import { claimChange } from '@cg/domain/claim/movement'
import { claimTurned } from '@cg/domain/claim/turned'
import { must } from '@cg/domain/must'
import { termsIn } from '@cg/domain/claim/comparison'
import { parsePeriod } from '@cg/domain/period'
import type { Claim } from '../claims.ts'
import type { MatrixFacts } from '../release/matrix.ts'
import type { OverviewFacts } from '../release/overview.ts'
import { aimOf, formatOf, spanComparison, yardstickClaims } from './value.ts'

type Sayable = Omit<OverviewFacts, 'claims'>
type Card = OverviewFacts['cards'][number]
type Gap = OverviewFacts['gaps'][number]

/** What may be said of the cockpit: its cards together and one by one, its gaps. */
export function overviewClaims(facts: Sayable, coverageLimit: number): Claim[] {
  const cards = facts.cards.flatMap((card) => cardClaims(facts, card, coverageLimit))
  const together = [cardsClaim(facts, facts.cards), turnedClaim(facts, coverageLimit)]
  return [
    ...together.filter((claim) => claim !== null),
    ...cards,
    ...facts.gaps.flatMap((gap) => gapClaim(facts.release, gap) ?? []),
  ]
}

/** How the cards stand together, for all of them or for chosen ones. */
export function cardsClaim({ release }: Pick<Sayable, 'release'>, cards: readonly Card[]): Claim | null {
  const period = parsePeriod(release.period)
  return claimCards(
    cards.map(({ indicator, fact }) => ({ name: indicator.name, aim: aimOf({ indicator, fact, period }) })),
  )
}

/** How many of the cards moved for the better since the figures they compare with. */
function turnedClaim({ release, cards }: Sayable, coverageLimit: number): Claim | null {
  const period = parsePeriod(release.period)
  return claimTurned(
    cards.map(({ indicator, fact }) => ({
      direction: indicator.direction,
      comparison: spanComparison({ indicator, fact, period }, coverageLimit),
      format: formatOf(indicator),
    })),
  )
}

function cardClaims({ release }: Sayable, { indicator, fact }: Card, coverageLimit: number): Claim[] {
  const stated = { indicator, fact, period: parsePeriod(release.period) }
  const found = [
    claimGoal(indicator.name, aimOf(stated)),
    claimChange(indicator.name, spanComparison(stated, coverageLimit), formatOf(indicator)),
    ...yardstickClaims(stated, indicator.name),
  ]
  return found.filter((claim) => claim !== null)
}

/** A gap of the cockpit; null without one side, and for one carried from an earlier quarter. */
export function gapClaim(release: { readonly period: string }, gap: Gap): GapClaim | null {
  if (gap.carriedFrom !== null) return null
  const { before } = gap
  const quarters = [release.period, before?.period ?? release.period].map((period) => termsIn(gap, parsePeriod(period)))
  return claimGap({
    topic: gap.measureName,
    high: { name: gap.highName, value: gap.high },
    low: { name: gap.lowName, value: gap.low },
    before: before === null ? null : { ...before, period: parsePeriod(before.period), quarters },
    format: { unit: gap.unit, decimals: gap.decimals },
  })
}

/** What may be said of each indicator of a release: the change of the city's figure. */
export function matrixClaims(facts: Omit<MatrixFacts, 'claims'>, coverageLimit: number): Claim[] {
  const period = parsePeriod(facts.release.period)
  return facts.indicators.flatMap((indicator, i) => {
    const fact = must(facts.city[i])
    return (
      claimChange(indicator.name, spanComparison({ indicator, fact, period }, coverageLimit), formatOf(indicator)) ?? []
    )
  })
}
