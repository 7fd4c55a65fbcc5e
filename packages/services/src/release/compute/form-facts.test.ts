import { expect, it } from 'vitest'
import { formFacts } from './form-facts.ts'

it('a form that never came counts as 逾期 too', () => {
  const forms = [
    { state: 'on_time', isClean: true },
    { state: 'on_time', isClean: false },
    { state: 'late', isClean: true },
    { state: 'missing', isClean: false },
  ] as const
  expect(formFacts(forms)).toEqual({ late_forms: 2, missing_forms: 1, returned_forms: 1, clean_forms: 1 })
})

it('what the office did not decide, or did not wait for, is no fault of the unit', () => {
  const forms = [
    { state: 'on_time', isClean: true },
    { state: 'missing', isClean: false, open: 'undecided' },
    { state: 'missing', isClean: false, open: 'not_due' },
  ] as const
  expect(formFacts(forms)).toEqual({ late_forms: 0, missing_forms: 0, returned_forms: 0, clean_forms: 1 })
})
