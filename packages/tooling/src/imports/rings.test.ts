import { expect, test } from 'vitest'
import { root } from '../repo.ts'
import { findRings } from './rings.ts'
import { readWorkspaces } from './workspaces.ts'

const workspaces = readWorkspaces(root)
const file = (name: string, text: string) => ({ path: `packages/services/src/release/${name}.ts`, text })
const rings = (...files: ReturnType<typeof file>[]) =>
  findRings(files, workspaces).map((ring) => ring.map((path) => path.slice('packages/services/src/release/'.length)))

test('a ring of types is found, which the linter does not see', () => {
  const score = file('score', `import type { QuarterView } from './figures.ts'\nexport type ScoreTable = QuarterView`)
  const figures = file('figures', `import type { ScoreTable } from './score.ts'\nexport type QuarterView = ScoreTable`)
  expect(rings(score, figures)).toEqual([['score.ts', 'figures.ts']])
})

test('a ring over three files is told once, in the order of its imports', () => {
  const a = file('a', `import { b } from './b.ts'`)
  const b = file('b', `const c = await import('@cg/services/release/c')`)
  const c = file('c', `export * from './a.ts'`)
  expect(rings(a, b, c)).toEqual([['a.ts', 'b.ts', 'c.ts']])
})

test('two that import a third are no ring, nor is a test that imports what it tests', () => {
  const below = file('below', '')
  const tested = file('b.test', `import './a.ts'`)
  expect(rings(file('a', `import './below.ts'`), file('b', `import './below.ts'`), below, tested)).toEqual([])
})
