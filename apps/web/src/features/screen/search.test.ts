import { expect, test } from 'vitest'
import { screenSearch } from './search.ts'

test('the address chooses pages and their order, seconds and theme; defaults and what is unknown are left out', () => {
  expect(screenSearch({ pages: 'targets,overview,targets,gauges', secs: '40', theme: 'dark' })).toEqual({
    pages: 'targets,overview',
    secs: 40,
    theme: 'dark',
  })
  expect(screenSearch({ pages: 'gauges', secs: '25', theme: 'neon' })).toEqual({})
  expect(screenSearch({ secs: '2' }).secs).toBeUndefined()
  expect(screenSearch({ secs: '7.5' }).secs).toBeUndefined()
})
