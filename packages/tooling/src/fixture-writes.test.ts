import { expect, test } from 'vitest'
import { checkFixtureWrites, fixtureWrites } from './fixture-writes.ts'
import { root } from './repo.ts'

const path = 'packages/services/src/a.ts'

test.each([
  `await store.write({ unaudited: 'fixture' }, body)`,
  `const purpose = { unaudited: 'fixture' } as const`,
  `const why: Unaudited = 'fixture'\nawait bookkeeping(tx, why, part)`,
  'await store.write({ unaudited: `fixture` }, body)',
])('a planted write of a fixture is found: %s', (text) => {
  expect(fixtureWrites(path, text)).toEqual([expect.stringContaining(`${path}:1 `)])
})

test.each([
  `await store.write({ unaudited: 'session.touch' }, body)`,
  `await store.write('cells.save', body)`,
  `export type Unaudited = 'session.touch' | 'fixture'`,
])('what is audited, named bookkeeping or the type itself is left alone: %s', (text) => {
  expect(fixtureWrites(path, text)).toEqual([])
})

test('what ships writes nothing as a fixture, and tests and fixtures are not read', () => {
  const { seen, problems } = checkFixtureWrites(root)
  expect(problems).toEqual([])
  expect(seen).toContain('packages/services/src/entry/cells/save-cells.ts')
  expect(seen).not.toContain('packages/services/src/entry/entry.fixture.ts')
})
