import { expect, test } from 'vitest'
import { findLong } from './long-functions.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => `  use(${at})`).join('\n')
const long = (path: string, text: string) => findLong(path, text).map((one) => [one.key, one.line, one.lines])

test('a function over sixty lines is found, by its name and its first line', () => {
  const text = `const before = 1\nexport function save() {\n${lines(59)}\n}\n`
  expect(long('packages/services/src/a.ts', text)).toEqual([['packages/services/src/a.ts save', 2, 61]])
  expect(long('packages/services/src/a.ts', `function save() {\n${lines(58)}\n}`)).toEqual([])
})

test('a component may have eighty', () => {
  const page = (count: number) => `export function Page() {\n${lines(count)}\n}`
  expect(long('apps/web/src/features/a/page.tsx', page(78))).toEqual([])
  expect(long('apps/web/src/features/a/page.tsx', page(79))).toHaveLength(1)
})

test('methods and arrows count too, wherever they stand', () => {
  const text = `export const verbs = {\n  save() {\n${lines(60)}\n  },\n  load: async () => {\n${lines(60)}\n  },\n}`
  expect(long('db/src/a.ts', text)).toEqual([
    ['db/src/a.ts (no name)', 2, 62],
    ['db/src/a.ts (no name)', 64, 62],
  ])
})
