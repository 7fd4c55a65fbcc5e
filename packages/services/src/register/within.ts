import { rankedKinds } from '@cg/contract/unit-kind'

/** What tells whose figures hold a unit's. */
type Placed = {
  readonly code: string
  readonly kind: string
  readonly parent: string | null
  readonly countsInParent: boolean
}

/** Units by code, each with the ranked units that a record of it counts in: its own, and those that it lies inside of. */
export type CountedIn = ReadonlyMap<string, readonly string[]>

/**
 * A zone that does not count in its parent lies inside it: the district's figures hold the zone's. A record of the zone is
 * entered once and counts in both, in the city once (through the district).
 */
export function countedIn(units: readonly Placed[]): CountedIn {
  const known = new Map(units.map((unit) => [unit.code, unit]))
  return new Map(units.map(({ code }) => [code, [...upwards(known, code)]]))
}

function* upwards(known: ReadonlyMap<string, Placed>, code: string): Generator<string> {
  yield code
  const unit = known.get(code)
  const holder = unit === undefined || unit.parent === null ? undefined : known.get(unit.parent)
  if (unit === undefined || unit.countsInParent || holder === undefined || !rankedKinds.has(holder.kind)) return
  yield* upwards(known, holder.code)
}

/** The unit that holds a unit's figures beside its own; null where none does. */
export const holderOf = (units: CountedIn, code: string): string | null => units.get(code)?.[1] ?? null

/** The units that a record counts in. */
export const unitsCounting = (units: CountedIn, code: string): readonly string[] => units.get(code) ?? [code]
