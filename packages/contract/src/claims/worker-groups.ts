import { claimGroupUnits, claimWorkerGroup } from '@cg/domain/claim/worker-group'
import { must } from '@cg/domain/must'
import type { Claim } from '../claims.ts'
import type { IndicatorFacts } from '../release/indicator.ts'
import type { GroupSide } from '../release/worker-groups.ts'
import { formatOf } from './value.ts'

type Facts = Pick<IndicatorFacts, 'indicator' | 'units' | 'workerGroups'>

/** Of everybody's page each group beside everybody, of a group's page that group: in the city, and in how many units. */
export function workerGroupClaims(facts: Facts): Claim[] {
  const { workerGroups } = facts
  if (workerGroups === null || workerGroups === undefined) return []
  const { own, groups } = workerGroups
  const told = groups.filter(({ group }) => own === '' || group === own)
  return told
    .flatMap((side) => [cityClaim(facts, side), unitsClaim(facts, side)])
    .filter((claim): claim is Claim => claim !== null)
}

function cityClaim({ indicator, workerGroups }: Facts, side: GroupSide): Claim | null {
  const { whole, topic } = must(workerGroups)
  return claimWorkerGroup({
    group: side.name,
    whole: whole.name,
    topic,
    value: ownWhole(side),
    wholeValue: ownWhole(whole),
    isSameBase: side.isSameBase,
    format: formatOf(indicator),
  })
}

/** Of all units and measured in the quarter itself. */
function ownWhole({ value, state, carriedFrom }: GroupSide): number | null {
  return state === 'reported' && carriedFrom === null ? value : null
}

function unitsClaim({ indicator, units, workerGroups }: Facts, side: GroupSide): Claim | null {
  const { whole, topic } = must(workerGroups)
  const applies = (at: number): boolean => [side, whole].every((one) => one.units.state[at] !== 'not_applicable')
  const rows = units.shortName.flatMap((name, at) =>
    applies(at)
      ? [
          {
            name,
            value: ownAt(side, at),
            wholeValue: ownAt(whole, at),
            isThin: side.units.isThin[at] === true,
          },
        ]
      : [],
  )
  return claimGroupUnits({
    group: side.name,
    whole: whole.name,
    topic,
    units: rows,
    direction: indicator.direction,
    format: formatOf(indicator),
  })
}

/** A unit's figure as far as it may be held against another: its own quarter's, of all its towns. */
function ownAt({ units }: GroupSide, at: number): number | null {
  return units.state[at] === 'reported' && units.carriedFrom[at] === null ? (units.value[at] ?? null) : null
}
