import type { IndicatorBody } from '@cg/contract/catalogue'
import { isOwnCode } from '@cg/contract/catalogue-own'
import type { Period } from '@cg/domain/period'
import { canonicalJson } from './hash.ts'

type Version = { readonly validFrom: Period; readonly body: IndicatorBody }

/**
 * First quarters of the definitions with which an indicator's series breaks. Of an indicator of the city's own that is what
 * it measures: other words, other decimals or another department leave its earlier quarters comparable. Of a shipped one the
 * city gives a new definition where the meaning changed, and a new version of the catalogue is one by itself.
 */
export function breaksOf(code: string, versions: readonly Version[]): Period[] {
  return versions.flatMap(({ validFrom, body }, at) => {
    const before = versions[at - 1]
    if (before === undefined) return []
    return isOwnCode(code) && measured(before.body) === measured(body) ? [] : [validFrom]
  })
}

function measured(body: IndicatorBody): string {
  const { formula, unit, direction, breakdowns, periodKind, frequency, isCityOnly } = body
  return canonicalJson({
    formula,
    unit,
    direction,
    breakdowns: breakdowns.toSorted(),
    periodKind,
    frequency,
    isCityOnly,
  })
}
