import { expect, test } from 'vitest'
import { choiceIn, codeIn, parseSearch, stringifySearch } from './search.ts'

test('an address reads back as it was written', () => {
  const search = { p: '2026Q3', group: '县域', q: 'a&b=c' }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
})

test('defaults leave no trace', () => {
  expect(stringifySearch({ p: undefined, view: '', sort: null })).toBe('')
})

test('a code that is none is ignored', () => {
  expect(codeIn({ by: 'JN03' }, 'by')).toBe('JN03')
  expect(codeIn({ by: '<b>' }, 'by')).toBeUndefined()
  expect(codeIn({ by: 3 }, 'by')).toBeUndefined()
})

test('only a known choice is taken', () => {
  expect(choiceIn({ view: 'bump' }, 'view', ['bars', 'bump'])).toBe('bump')
  expect(choiceIn({ view: 'pie' }, 'view', ['bars', 'bump'])).toBeUndefined()
})
