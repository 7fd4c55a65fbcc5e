import type { UnitSuccession } from '@cg/contract/unit-succession'
import { parsePeriod } from '@cg/domain/period'
import { originWords, successionWords } from '@cg/domain/unit-succession'
import { useQuery } from '@tanstack/react-query'
import { sharedLink } from '../../lib/shared-link.ts'
import { successionsQuery } from '../../shared/successions.ts'

/** Where a unit comes from, where its release does not say it; null where nothing is to be said. */
export function useOrigin(unit: string, period: string): string | null {
  const found = useSuccessions().find(({ from, successors }) => from <= period && has(successors, unit))
  return found === undefined
    ? null
    : originWords({
        kind: found.kind,
        from: parsePeriod(found.from),
        predecessors: found.predecessors.map(({ name }) => name),
      }).concat('。')
}

/** What became of a unit that a release does not have any more; null where that is not known. */
export function useSuccessor(unit: string, period: string): string | null {
  const found = useSuccessions().find(({ from, predecessors }) => from <= period && has(predecessors, unit))
  return found === undefined ? null : successionWords({ ...found, from: parsePeriod(found.from) })
}

/** A meeting's link shows answers of releases alone, and says nothing of this. */
function useSuccessions(): readonly UnitSuccession[] {
  const { data } = useQuery({ ...successionsQuery, enabled: sharedLink() === null })
  return data?.items ?? []
}

function has(units: readonly { readonly code: string }[], code: string): boolean {
  return units.some((one) => one.code === code)
}
