import type { Form } from './form.fixture.ts'
import { differenceForms } from './forms-of-differences.fixture.ts'
import { figureForms } from './forms-of-figures.fixture.ts'
import { noteForms } from './forms-of-notes.fixture.ts'
import { placeForms, unitForms } from './forms-of-places.fixture.ts'
import { scoreForms } from './forms-of-scores.fixture.ts'
import { targetForms } from './forms-of-targets.fixture.ts'
import { period, periodOf } from './reading.fixture.ts'
import type { Spot } from './reading.fixture.ts'
import type { Reckoner } from './reckoner.fixture.ts'
import { groupForms } from './worker-groups.fixture.ts'
import { yardstickForms } from './yardsticks.fixture.ts'

/*
 * Reads a printed Chinese sentence and says whether the raw cells bear it out. It knows nothing of claims: only words, cells
 * and its own arithmetic. A sentence of no known form is as bad as a false one.
 */

/** True; or why not. */
type Verdict = { readonly holds: true; readonly form: string } | { readonly holds: false; readonly why: string }

const forms: readonly Form[] = [
  ...groupForms,
  ...differenceForms,
  ...yardstickForms,
  ...targetForms,
  ...unitForms,
  ...scoreForms,
  ...figureForms,
  ...placeForms,
  ...noteForms,
]

export const formNames: readonly string[] = [...new Set(forms.map((form) => form.name))]

const inQuarter = new RegExp(`^(${period})，(.+)$`)

/** Whether all figures of a page were measured in an earlier quarter that a sentence names. */
function isOf(when: string, city: Reckoner, { measure, unit }: Spot): boolean {
  if (measure === null && unit !== undefined)
    return city.world.measures.some((one) => city.figure(one, unit).from === when)
  if (measure === null) return city.world.measures.some((one) => city.city(one).from === when)
  const figures = city.now.units.map((unit) => city.figure(measure, unit.code)).filter(({ value }) => value !== null)
  return when < city.now.period && figures.some(({ from }) => from === when)
}

/** Whether a printed sentence is true of the cells; one that no form reads is not. */
export function judge(words: string, city: Reckoner, spot: Spot): Verdict {
  const [, observed, rest] = inQuarter.exec(words) ?? []
  const sentence = rest ?? words
  if (observed !== undefined && !isOf(periodOf(observed), city, spot))
    return { holds: false, why: `not of ${observed}` }
  for (const { name, pattern, check, stands } of forms) {
    const found = stands === undefined || stands(spot) ? pattern.exec(sentence) : null
    if (found === null) continue
    const when = observed === undefined ? {} : { observed: periodOf(observed) }
    const why = check({ ...found.groups, ...when }, city, spot)
    return why === null ? { holds: true, form: name } : { holds: false, why: `${name}: ${why}` }
  }
  return { holds: false, why: 'not understood' }
}
