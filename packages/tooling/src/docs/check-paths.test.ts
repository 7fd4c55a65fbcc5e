import { expect, test } from 'vitest'
import { root } from '../repo.ts'
import { checkPaths, deadReferences } from './check-paths.ts'

const dead = (text: string): string[] => deadReferences(root, 'packages/tooling/README.md', text)

test.each([
  'see `packages/tooling/src/gone.ts`',
  'see `src/gone.ts`',
  'see `docs/gone.ts`',
  'see `gone.ts`',
  'see `packages/*/gone.json`',
  'see [the store](../../db/gone.ts)',
  'see [the store](../../db/gone.ts#write)',
  'see `@cg/domain/gone`',
  'then `npm run gone`',
])('a planted dead reference is found: %s', (line) => {
  const problems = dead(`\n${line}`)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^packages\/tooling\/README\.md:2 cites .*gone/)
})

test.each([
  '`packages/tooling/src/repo.ts` `src/repo.ts` `docs/check-paths.ts` `repo.ts` `packages/*/package.json` `.ci/`',
  '[root](../../package.json) [site](https://example.org/gone) [below](#gone)',
  'add `migrations/000N_name.sql`, load `seeds/FOLDER/units.csv`',
  '`@cg/domain/period` and `npm run check`',
  '`application/json`, `x/y/z`, `./data/app.sqlite`, `Σ ÷ Σ`, `/api/v1/releases`, `a.b()`',
])('living references and other words are left alone: %s', (line) => {
  expect(dead(line)).toEqual([])
})

test('the documents of the checkout are read', () => {
  expect(checkPaths(root).seen).toContain('packages/tooling/README.md')
})
