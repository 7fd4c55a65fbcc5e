import { expect, it } from 'vitest'
import { countForms } from './overview.ts'

it('a form that never came is overdue, and is told apart', () => {
  const forms = (['on_time', 'on_time', 'late', 'missing', 'missing'] as const).map((state) => ({ state }))
  expect(countForms(forms)).toEqual({ due: 5, accepted: 2, late: 3, missing: 2 })
})
