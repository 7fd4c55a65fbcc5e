import { expect, test } from 'vitest'
import { measureVersions } from './entry.ts'

// Sixty pages a save stood there once the history was long: a revision's entry in the index went beside those of its cell.
test('what a save of sixty cells leaves in the log does not grow with their history', async () => {
  const [first, second, last] = await measureVersions([1, 2, 300])
  expect(first).toBeLessThan(90_000)
  expect(second).toBeLessThan(60_000)
  expect(last).toBeLessThan(60_000)
})
