import { claimLost, claimZeros } from '@cg/domain/claim/attention'
import { claimGain, claimWhy, noGainWords, noGroupGainWords } from '@cg/domain/claim/why'
import type { GainClaim, NamedPlace, WhyClaim } from '@cg/domain/claim/why'
import { withoutNoise } from '@cg/domain/number/round'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { ScoreReference } from '../chart-choices.ts'
import { findClaim } from '../claims.ts'
import type { Claim } from '../claims.ts'
import type { RankingFacts } from '../release/ranking.ts'
import type { ScoreDifference, ScoreWhy } from '../release/why.ts'

type Scored = Pick<
  RankingFacts,
  'release' | 'measure' | 'units' | 'rank' | 'isTied' | 'groupRank' | 'parts' | 'explanations'
>

type Lost = Pick<RankingFacts, 'measure' | 'units' | 'parts' | 'partState' | 'contributions'>

/** What is said where no single improvement gains a place, among all or in the group. */
export function noGainSentences(why: ScoreWhy | null): string[] {
  if (why === null) return []
  return [
    ...(why.ahead !== null && why.gain === null ? [noGainWords] : []),
    ...(why.groupGain === null ? [noGroupGainWords] : []),
  ]
}

/**
 * Why a unit's score is what it is: what it owes, the unit ahead of all and of its group, the group's mean, its own last
 * quarter, what would gain a place.
 */
export function whyClaims(facts: Scored, unit: string): Claim[] {
  const at = facts.units.code.indexOf(unit)
  const why = facts.explanations?.[at] ?? null
  if (why === null) return []
  const found = [
    zerosOf(facts, at, why),
    aheadOf(facts, why),
    groupAheadOf(facts, why),
    groupOf(facts, at, why),
    lastQuarterOf(facts, why),
    gainOf(facts, why.gain, 'all'),
    gainOf(facts, why.groupGain, 'group'),
  ]
  return found.filter((claim) => claim !== null)
}

/** The two items that cost a unit most of its points; what is not scored by a figure of its own is not lost. */
export function lostClaim(facts: Lost, unit: string): Claim | null {
  const at = facts.units.code.indexOf(unit)
  const parts = facts.parts.map(({ name, weight }, part) => {
    const [state, points] = [facts.partState[part]?.[at], facts.contributions[part]?.[at] ?? null]
    const isCounted = points !== null && (state === 'reported' || state === 'partial')
    return { name, lost: isCounted ? withoutNoise(weight - points, 12) : null }
  })
  return claimLost(facts.units.shortName[at] ?? unit, parts, facts.measure.decimals)
}

const format = ({ measure }: Scored) => ({ unit: measure.unit, decimals: measure.decimals })

const kindOf: Readonly<Record<ScoreReference, WhyClaim['against']['kind']>> = {
  lastQuarter: 'last_quarter',
  ahead: 'ahead',
  group: 'group',
  groupAhead: 'group_ahead',
}

/** Why a unit's score differs from one other score; null where nothing explains it. */
export function whyClaim(facts: Scored, unit: string, against: ScoreReference): WhyClaim | null {
  return findClaim(whyClaims(facts, unit), 'why', (claim) => claim.against.kind === kindOf[against])
}

function zerosOf(facts: Scored, at: number, { unreported }: ScoreWhy): Claim | null {
  if (unreported === null) return null
  const names = unreported.items.map((code) => partName(facts, code))
  const name = facts.units.shortName[at] ?? ''
  return claimZeros(name, names, { rank: facts.rank[at] ?? null, reachable: unreported.reachable })
}

function aheadOf(facts: Scored, { ahead }: ScoreWhy): Claim | null {
  if (ahead === null) return null
  return claimWhy({ kind: 'ahead', unit: placed(facts, ahead.unit) }, named(facts, ahead.against), format(facts))
}

function groupAheadOf(facts: Scored, { groupAhead }: ScoreWhy): Claim | null {
  if (groupAhead === undefined || groupAhead === null) return null
  const unit = groupPlaced(facts, groupAhead.unit)
  return claimWhy({ kind: 'group_ahead', unit }, named(facts, groupAhead.against), format(facts))
}

function groupOf(facts: Scored, at: number, { group }: ScoreWhy): Claim | null {
  const name = facts.units.group[at] ?? null
  if (group === undefined || group === null || name === null) return null
  const withZeros = group.withZeros.map((code) => placed(facts, code).name)
  return claimWhy(
    { kind: 'group', group: name, units: group.units, withZeros },
    named(facts, group.against),
    format(facts),
  )
}

function lastQuarterOf(facts: Scored, { lastQuarter }: ScoreWhy): Claim | null {
  if (lastQuarter === null) return null
  const period = shiftPeriod(parsePeriod(facts.release.period), -1)
  return claimWhy({ kind: 'last_quarter', period }, named(facts, lastQuarter), format(facts))
}

function gainOf(facts: Scored, gain: ScoreWhy['gain'], among: GainClaim['among']): Claim | null {
  if (gain === undefined || gain === null) return null
  return claimGain({
    indicator: partName(facts, gain.indicator),
    from: gain.from,
    to: gain.to,
    passes: among === 'all' ? placed(facts, gain.passes) : groupPlaced(facts, gain.passes),
    among,
    isTie: gain.isTie,
    format: { unit: gain.unit, decimals: gain.decimals },
  })
}

function named(facts: Scored, { difference, parts, adjustment, adjustments, rest }: ScoreDifference) {
  const own = parts.map(({ code, points }) => ({ name: partName(facts, code), points }))
  return { difference, parts: own, adjustment, ...(adjustments === undefined ? {} : { adjustments }), rest }
}

function partName({ parts }: Scored, code: string): string {
  return parts.find((part) => part.code === code)?.name ?? code
}

function placed({ units, rank, isTied }: Scored, unit: string): NamedPlace {
  const at = units.code.indexOf(unit)
  return { name: units.shortName[at] ?? unit, rank: rank[at] ?? null, isTied: isTied[at] ?? false }
}

/** Its place within its group. */
function groupPlaced({ units, groupRank }: Scored, unit: string): NamedPlace {
  const at = units.code.indexOf(unit)
  const rank = groupRank[at] ?? null
  const isTied = groupRank.filter((other, position) => other === rank && units.group[position] === units.group[at])
  return { name: units.shortName[at] ?? unit, rank, isTied: rank !== null && isTied.length > 1 }
}
