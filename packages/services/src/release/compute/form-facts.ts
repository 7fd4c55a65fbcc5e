import type { FormFact } from '@cg/contract/adjustment'
import type { BasisForm } from '../stored/basis.ts'

type OwnForm = Pick<BasisForm, 'state' | 'isClean' | 'open'>

/**
 * What a unit's own forms say, for bonuses, deductions and vetoes; forms that departments fill for all units are nobody's
 * merit or fault. A form that never came is past its deadline too: 逾期 counts it, as the cockpit does. One that was sent and
 * is not decided, or was not due when the quarter was published, is the office's doing and nobody's fault.
 */
export function formFacts(forms: readonly OwnForm[]): Readonly<Record<FormFact, number>> {
  const count = (holds: (form: OwnForm) => boolean): number => forms.filter(holds).length
  return {
    late_forms: count((form) => form.state !== 'on_time' && form.open === undefined),
    missing_forms: count((form) => form.state === 'missing' && form.open === undefined),
    returned_forms: count((form) => form.state !== 'missing' && !form.isClean),
    clean_forms: count((form) => form.state === 'on_time' && form.isClean),
  }
}
