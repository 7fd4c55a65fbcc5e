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
  })
})
