import { cellKey } from '@cg/domain/form/form-cell'
import { invalid } from '../../errors.ts'
import { placeOf } from '../cells/decide-cells.ts'
import { askedName } from '../form/plan.ts'
import type { FormPlan } from '../form/plan.ts'

type Mark = Parameters<typeof placeOf>[0] & { readonly reason: string }

/**
 * Refuses cells marked on the way back that are not on the form, are marked twice or bear no reason. `what` says what
 * kind of marks they are: 退回的格.
 */
export function requireKnownMarks(plan: FormPlan, marks: readonly Mark[], what: string): void {
  const seen = new Set<string>()
  for (const mark of marks) {
    const place = placeOf(mark)
    const key = cellKey(place)
    const problem = problemOf({ isThere: plan.places.has(key), isTwice: seen.has(key), reason: mark.reason })
    if (problem !== null) {
      const unit = plan.units.find(({ code }) => code === place.unit)?.shortName ?? place.unit
      throw invalid(`${what}（${unit}“${askedName(plan, place)}”）${problem}，请检查后重试。`, {
        cells: [{ ...place, message: problem }],
      })
    }
    seen.add(key)
  }
}

function problemOf({
  isThere,
  isTwice,
  reason,
}: {
  isThere: boolean
  isTwice: boolean
  reason: string
}): string | null {
  if (!isThere) return '不在本表中'
  if (isTwice) return '标了两次'
  return reason.trim() === '' ? '没有写明原因' : null
}
