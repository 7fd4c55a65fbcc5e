import { matterFact } from '@cg/contract/adjustment'
import type { MatterKind } from '@cg/contract/catalogue'
import type { Period } from '@cg/domain/period'
import type { BasisMatter } from '../stored/basis.ts'

/** The matters that a quarter's score looks at: of kinds that are counted by quarter those of the quarter alone. */
export function countedMatters(
  kinds: readonly MatterKind[],
  matters: readonly BasisMatter[],
  period: Period,
): BasisMatter[] {
  const byCode = new Map(kinds.map((kind) => [kind.code, kind]))
  return matters.filter(({ kind, happenedOn }) => {
    const own = byCode.get(kind)
    if (own === undefined) return false
    return own.counts === 'year' || quarterOfDay(happenedOn) === period
  })
}

/** How many accepted matters of each kind a unit has. */
export function matterFacts(matters: readonly Pick<BasisMatter, 'kind'>[]): Record<string, number> {
  const byKind = Map.groupBy(matters, ({ kind }) => kind)
  return Object.fromEntries([...byKind].map(([kind, own]) => [matterFact(kind), own.length]))
}

/** The quarter that a day lies in. */
function quarterOfDay(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}
