import { expect, it } from 'vitest'
import { countForms } from './overview.ts'

it('a form that never came is overdue, is told apart, and is named first', () => {
  const forms = (['on_time', 'late', 'on_time', 'missing', 'missing'] as const).map((state, at) => ({
    state,
    formName: `表${at}`,
    reporterName: '青石县',
  }))
  const named = (form: string, state: 'missing' | 'late') => ({ form, reporter: '青石县', state })
  expect(countForms(forms)).toEqual({
    due: 5,
    accepted: 2,
    late: 3,
    missing: 2,
    overdue: [named('表3', 'missing'), named('表4', 'missing'), named('表1', 'late')],
    open: [],
  })
})

it('is not overdue when it was sent and not decided, or was not due yet when the quarter was published', () => {
  const form = (state: 'on_time' | 'missing', open?: 'undecided' | 'not_due') => ({
    state,
    ...(open === undefined ? {} : { open }),
    formName: open ?? state,
    reporterName: '青石县',
  })
  const forms = [form('on_time'), form('missing'), form('missing', 'not_due'), form('missing', 'undecided')]
  expect(countForms(forms)).toEqual({
    due: 4,
    accepted: 1,
    late: 1,
    missing: 1,
    overdue: [{ form: 'missing', reporter: '青石县', state: 'missing' }],
    open: [
      { form: 'undecided', reporter: '青石县', state: 'undecided' },
      { form: 'not_due', reporter: '青石县', state: 'not_due' },
    ],
  })
})
