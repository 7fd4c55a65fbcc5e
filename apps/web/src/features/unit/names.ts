import type { MatrixFacts } from '@cg/contract/release/matrix'
import { namesWords } from '@cg/domain/claim/words'

/** The other units of a unit's group of assessment, by position, in protocol order. */
export function peersOf({ units }: Pick<MatrixFacts, 'units'>, at: number): number[] {
  const group = units.group[at] ?? null
  return group === null ? [] : units.group.flatMap((other, u) => (other === group && u !== at ? [u] : []))
}

/** 考核组：县域，同组还有安平县、青石县 */
export function groupWords(facts: Pick<MatrixFacts, 'units'>, at: number): string | null {
  const group = facts.units.group[at] ?? null
  if (group === null) return null
  const names = peersOf(facts, at).map((u) => facts.units.shortName[u] ?? '')
  return names.length === 0 ? `考核组：${group}（仅此一个单位）` : `考核组：${group}，同组还有${namesWords(names, 8)}`
}
