import type { UnitSeed } from '@cg/contract/catalogue'
import type { Period } from '@cg/domain/period'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { KnownCodes, KnownUnit } from '@cg/services/catalogue/known'
import { rankedKinds } from '@cg/contract/unit-kind'

type Unit = Pick<KnownUnit, 'code' | 'kind' | 'assessmentGroup' | 'validFrom' | 'validTo'>

/** How many units are ranked from that quarter on, in all and in each group, where that becomes another. */
export function rankingLines(known: KnownCodes, changed: readonly UnitSeed[], from: Period | null): string[] {
  const ending = changed.find(({ validTo }) => validTo !== null)?.validTo ?? null
  const when = from ?? (ending === null ? null : shiftPeriod(parsePeriod(ending), 1))
  if (when === null) return []
  const now: readonly Unit[] = [...known.units.values()]
  const codes = new Set<string>(changed.map(({ code }) => code))
  const then = [...now.filter(({ code }) => !codes.has(code)), ...changed]
  const [was, is] = [rankedIn(now, when), rankedIn(then, when)]
  const lines =
    was.length === is.length ? [] : [`从 ${when} 起，参加排名的单位由 ${was.length} 个变为 ${is.length} 个。`]
  const groups = [...new Set([...was, ...is].map(({ assessmentGroup }) => assessmentGroup))]
  const moved = groups.flatMap((group) => {
    const [before, after] = [inGroup(was, group), inGroup(is, group)]
    return group === null || before === after ? [] : [`${group} ${before} 个变为 ${after} 个`]
  })
  return moved.length === 0 ? lines : [...lines, `按考核组排名的：${moved.join('，')}。`]
}

function rankedIn(units: readonly Unit[], when: Period): Unit[] {
  return units.filter(
    ({ kind, validFrom, validTo }) =>
      rankedKinds.has(kind) && validFrom <= when && (validTo === null || when <= validTo),
  )
}

function inGroup(units: readonly Unit[], group: string | null): number {
  return units.filter(({ assessmentGroup }) => assessmentGroup === group).length
}
