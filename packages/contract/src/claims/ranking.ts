import type { Claim } from '../claims.ts'
import type { RankingFacts } from '../release/ranking.ts'
import { quartersSince, sinceBaseline } from './unit.ts'
import { likeForLike } from './value.ts'
import type { SaidUnder } from './value.ts'
import { claimEnds } from '@cg/domain/claim/ends'
import type { Placed, RankedMeasure } from '@cg/domain/claim/ends'
import { claimAreas } from '@cg/domain/claim/gap'
import { claimCount } from '@cg/domain/claim/goal'
import type { Aim } from '@cg/domain/claim/goal'
import { claimAllMoved, claimChange } from '@cg/domain/claim/movement'
import { claimGroups, claimMostMoved, commonMoves } from '@cg/domain/claim/places'
import type { AreaNames } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'

export type Sayable = Omit<RankingFacts, 'claims'>

/** What may be said of a whole ranking: its ends, its groups, who moved, who reaches what is expected. */
export function rankingClaims(facts: Sayable, { coverageLimit, areas }: SaidUnder): Claim[] {
  const observed = observedIn(facts)
  const isRanked = facts.notRanked === null && observed !== 'mixed'
  const found = [
    isRanked ? endsOf(facts, observed) : null,
    isRanked ? groupsOf(facts, observed) : null,
    mostMovedOf(facts),
    allMovedOf(facts),
    claimCount(
      'units',
      facts.measure.name,
      facts.light.map((light) => ({ light })),
    ),
    observed === 'mixed' ? null : areasOf(facts, observed, areas),
    cityChangeOf(facts, coverageLimit),
  ]
  return found.filter((claim) => claim !== null)
}

/** The one earlier quarter that all figures are carried from; null: none is carried; mixed: some were measured at another time. */
function observedIn(facts: Sayable): Period | null | 'mixed' {
  if (facts.carriedFrom.every((period) => period === null)) return null
  const known = facts.carriedFrom.filter((_, at) => facts.value[at] !== null)
  const [first] = known
  if (first === undefined || known.every((period) => period === null)) return null
  return first !== null && known.every((period) => period === first) ? parsePeriod(first) : 'mixed'
}

const formatOf = ({ measure }: Sayable) => ({ unit: measure.unit, decimals: measure.decimals })

function endsOf(facts: Sayable, observed: Period | null): Claim | null {
  const { direction, name, kind } = facts.measure
  if (direction === 'neutral') return null
  const format = formatOf(facts)
  const measure: RankedMeasure = { name, direction, format, isScore: kind === 'score' }
  const placed: Placed[] = []
  for (const [at, own] of facts.units.shortName.entries()) {
    const rank = facts.rank[at] ?? null
    const value = facts.value[at] ?? null
    if (rank === null || value === null) continue
    const [rankLow, rankHigh] = [facts.rankLow[at] ?? null, facts.rankHigh[at] ?? null]
    placed.push({
      name: own,
      rank,
      value,
      rankLow,
      rankHigh,
      closeTo: closeTo(facts, at),
      aim: aimOf(facts, at, format),
    })
  }
  return claimEnds(measure, placed, observed)
}

/** Names of the units that it is told apart from none of. */
function closeTo(facts: Sayable, at: number): readonly string[] {
  const others = must(facts.closeTo[at])
  return others.length === 0 ? nobody : others.map((other) => must(facts.units.shortName[other]))
}

const nobody: readonly string[] = []

function aimOf(facts: Sayable, at: number, format: Aim['format']): Aim | null {
  if (facts.measure.kind === 'score') return null
  return {
    value: facts.value[at] ?? null,
    expected: facts.expected[at] ?? null,
    target: facts.target[at] ?? null,
    year: facts.targetYear,
    direction: facts.measure.direction,
    isRunningTotal: facts.measure.isRunningTotal,
    light: facts.light[at] ?? null,
    format,
  }
}

function groupsOf(facts: Sayable, observed: Period | null): Claim | null {
  // Without intervals of places, as of thousands of units, no group is known of any.
  if (facts.rank.some((rank, at) => rank !== null && (facts.rankLow[at] ?? null) === null)) return null
  const rows = facts.units.shortName.flatMap((name, at) => {
    const rank = facts.rank[at] ?? null
    const [rankLow, rankHigh] = [facts.rankLow[at] ?? null, facts.rankHigh[at] ?? null]
    return rank === null
      ? []
      : [
          {
            name,
            rank,
            rankLow,
            rankHigh,
            groups: facts.groups.flatMap((group, number) => (group.includes(at) ? [number] : [])),
          },
        ]
  })
  return claimGroups(rows, observed)
}

function mostMovedOf(facts: Sayable): Claim | null {
  if (facts.compared?.against !== 'lastQuarter') return null
  const { moves } = commonMoves({
    names: facts.units.shortName,
    before: facts.previousRank,
    now: facts.rankAmongCommon,
    nowLow: facts.rankLow,
    nowHigh: facts.rankHigh,
  })
  const { entered, left } = facts.compared
  // A unit that is no longer there has no name to be left out by.
  if (left.some((code) => !facts.units.code.includes(code))) return null
  const outside = new Set([...entered, ...left])
  const without = facts.units.shortName.filter((_, at) => outside.has(must(facts.units.code[at])))
  return claimMostMoved(parsePeriod(facts.compared.period), moves, {
    quarters: quartersSince(facts, facts.compared.period),
    without,
    isRestated: facts.measure.kind === 'score',
  })
}

function allMovedOf(facts: Sayable): Claim | null {
  // One that cannot be compared is enough for nothing to be said of all.
  if (facts.value.some((value, at) => value !== null && (facts.baselinePeriod[at] ?? null) === null)) return null
  const drawn = facts.units.shortName.flatMap((name, at) =>
    facts.value[at] === null ? [] : [{ name, comparison: sinceBaseline(facts, at) }],
  )
  return claimAllMoved(facts.measure.name, drawn, formatOf(facts))
}

/** Not said where one of an area and one of the other cannot be told apart, nor of scores that have no place. */
function areasOf(facts: Sayable, observed: Period | null, names: AreaNames): Claim | null {
  const isPlaced = (at: number) => facts.measure.kind !== 'score' || facts.rank[at] !== null
  const inArea = (area: 'centre' | 'remote') => {
    const found: number[] = []
    for (let at = 0; at < facts.units.areaType.length; at++) if (facts.units.areaType[at] === area) found.push(at)
    return found
  }
  const [centre, remote] = [inArea('centre'), inArea('remote')]
  const far = new Set(remote)
  if (centre.some((at) => (facts.closeTo[at] ?? []).some((other) => far.has(other)))) return null
  const sideOf = (area: 'centre' | 'remote', units: readonly number[]) => ({
    name: names[area],
    values: units
      .filter((at) => facts.state[at] !== 'not_applicable')
      .map((at) => (isPlaced(at) ? (facts.value[at] ?? null) : null)),
  })
  const areas = [sideOf('centre', centre), sideOf('remote', remote)] as const
  return claimAreas(facts.measure.name, areas, formatOf(facts), observed)
}

/** The city's own figure against the one its span asks for; a score has none (decision 36). */
function cityChangeOf(facts: Sayable, coverageLimit: number): Claim | null {
  const { city, measure, release } = facts
  if (measure.kind === 'score') return null
  const comparison = likeForLike(city.compared.span, measure, {
    period: parsePeriod(release.period),
    coverageLimit,
  })
  return claimChange(measure.name, comparison, formatOf(facts))
}
