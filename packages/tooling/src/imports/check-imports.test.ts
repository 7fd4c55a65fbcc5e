import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../repo.ts'
import { checkImports, findBreaches, isSource } from './check-imports.ts'
import { allowed, rules } from './rules.ts'
import { readWorkspaces } from './workspaces.ts'

const workspaces = readWorkspaces(root)

function breached(path: string, text: string): string[] {
  return [...new Set(findBreaches(path, text, workspaces).map(({ rule }) => rule))].toSorted()
}

const planted: readonly [rule: string, path: string, text: string][] = [
  ['direction', 'packages/contract/src/a.ts', `import { x } from '@cg/charts/model'`],
  ['direction', 'db/src/a.ts', `import type { Problem } from '@cg/contract/problem'`],
  ['direction', 'packages/services/src/a.ts', `export { x } from '@cg/seeds/load'`],
  ['direction', 'apps/web/src/app/a.tsx', `const verb = await import('@cg/services/entry/save')`],
  ['direction', 'apps/api/src/a.ts', `import { chromiumPath } from '@cg/tooling/chromium'`],
  ['by-package-name', 'packages/charts/src/a.ts', `import { x } from '../../domain/src/period.ts'`],
  ['no-node', 'packages/contract/src/a.ts', `import { readFileSync } from 'node:fs'`],
  ['no-node', 'packages/charts/src/a.ts', `import path from 'path'`],
  ['no-node', 'packages/domain/src/a.ts', `const fs = process.getBuiltinModule('fs')`],
  ['no-node', 'apps/web/src/lib/a.ts', `const fs = require('fs')`],
  ['domain-alone', 'packages/domain/src/a.ts', `import { Decimal } from 'decimal.js'`],
  ['sql-in-db-and-services', 'seeds/src/a.ts', `import { sql } from 'drizzle-orm'`],
  ['sql-in-db-and-services', 'apps/api/src/plugins/a.ts', `import Database from 'better-sqlite3'`],
  ['sql-in-db-and-services', 'apps/api/src/a.ts', `import { DatabaseSync } from 'node:sqlite'`],
  ['sql-in-db-and-services', 'seeds/src/a.ts', `import { text } from 'drizzle-orm/sqlite-core'`],
  ['routes-without-db', 'apps/api/src/routes/cells.ts', `import { open } from '@cg/db/open'`],
  ['features-apart', 'apps/web/src/features/ranking/a.tsx', `import { x } from '../cockpit/queries.ts'`],
  ['web-layers', 'apps/web/src/ui/a.tsx', `import { x } from '../features/cockpit/queries.ts'`],
  ['web-layers', 'apps/web/src/lib/a.ts', `import { x } from '../app/router.tsx'`],
  ['web-layers', 'apps/web/src/charts/a.tsx', `import { x } from '../features/ranking/queries.ts'`],
  ['web-layers', 'apps/web/src/lib/a.ts', `import { x } from '../shared/release.ts'`],
  ['web-layers', 'apps/web/src/shared/a.tsx', `import { x } from '../charts/live-chart.tsx'`],
  ['floors', 'packages/domain/src/number/a.ts', `import { x } from '../rank/ranking.ts'`],
  ['floors', 'packages/domain/src/target/a.ts', `import { x } from '../figure/compute.ts'`],
  ['floors', 'packages/domain/src/score/a.ts', `import { x } from '../claim/sentence.ts'`],
  ['floors', 'packages/domain/src/why/a.ts', `import { x } from '../certainty/stability.ts'`],
  ['floors', 'packages/services/src/release/stored/a.ts', `import type { X } from '../compute/figures.ts'`],
  ['floors', 'packages/services/src/release/read/a.ts', `import { x } from '../publish/publish.ts'`],
  ['floors', 'packages/services/src/release/compute/a.ts', `import { x } from '../../scheme/try.ts'`],
  ['declared', 'packages/services/src/a.ts', `import lodash from 'lodash'`],
  ['declared', 'packages/export/src/a.ts', `import fastify from 'fastify'`],
  ['tests-are-leaves', 'packages/domain/src/a.ts', `import { x } from './period.test.ts'`],
  ['tests-are-leaves', 'packages/services/src/release/a.ts', `import { x } from './release.fixture.ts'`],
  ['tests-are-leaves', 'apps/web/src/app/a.tsx', `import { x } from '../testing/render.tsx'`],
  ['named', 'apps/api/src/a.ts', `const module = await import(name)`],
  ['readable', 'packages/domain/src/a.ts', `import { from`],
]

test.each(planted)('a planted breach of %s in %s is found: %s', (rule, path, text) => {
  expect(breached(path, text)).toContain(rule)
})

test('every rule has a planted breach and says why', () => {
  const names = new Set(planted.map(([rule]) => rule))
  for (const { name, why } of rules) {
    expect(names, name).toContain(name)
    expect(why.length, name).toBeGreaterThan(40)
  }
})

test.each([
  ['packages/contract/src/a.ts', `import { Type } from 'typebox'\nimport type { Cell } from '@cg/domain/cell'`],
  ['packages/services/src/a.ts', `import { eq } from 'drizzle-orm'\nimport { randomUUID } from 'node:crypto'`],
  ['apps/api/src/app.ts', `import fastify from 'fastify'\nimport { open } from '@cg/db/open'`],
  ['apps/api/src/routes/cells.ts', `import { save } from '@cg/services/entry/save'`],
  [
    'apps/web/src/app/router.tsx',
    `import { lazy } from 'react'\nconst page = () => import('../features/cockpit/page.tsx')`,
  ],
  [
    'apps/web/src/features/ranking/a.tsx',
    `import { Table } from '../../ui/table.tsx'\nimport { x } from './queries.ts'`,
  ],
  ['apps/web/src/main.tsx', `import 'virtual:tokens.css'`],
  ['apps/web/src/app/font.ts', `import url from './font.woff2?url'`],
  ['apps/web/e2e/enter.test.ts', `import { chromium } from 'playwright-core'\nimport { buildApp } from '@cg/api/app'`],
  ['apps/web/vite.config.ts', `import { join } from 'node:path'\nimport { defineConfig } from 'vite'`],
  ['apps/web/dev-mock.ts', `import http from 'node:http'\nimport { answer } from './src/testing/answers.ts'`],
  ['packages/domain/src/a.fixture.ts', `import { readFileSync } from 'node:fs'\nimport { expect } from 'vitest'`],
  ['packages/domain/src/a.test.ts', `import { readFileSync } from 'node:fs'\nimport { test } from 'vitest'`],
])('%s may import what the architecture allows', (path, text) => {
  expect(breached(path, text)).toEqual([])
})

test('an import is reported at its line with the reason', () => {
  const [breach] = findBreaches(
    'packages/domain/src/a.ts',
    `const a = 1\n\nimport { open } from '@cg/db/open'`,
    workspaces,
  )
  expect(breach).toMatchObject({ line: 3, rule: 'direction' })
  expect(breach?.message).toContain('@cg/db/open')
})

test('a commented or quoted import is none', () => {
  expect(breached('packages/domain/src/a.ts', `// import 'fastify'\nconst text = "import x from 'fastify'"`)).toEqual(
    [],
  )
})

test('every workspace has a line in the import table, and the table has no other', () => {
  expect(Object.keys(allowed).toSorted()).toEqual(workspaces.map(({ name }) => name).toSorted())
})

test('every source file was seen', () => {
  const git = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const known = git.stdout.split('\n').filter((path) => isSource(path) && existsSync(join(root, path)))
  const { seen } = checkImports(root)
  expect(seen).toEqual(expect.arrayContaining(['packages/domain/src/period.ts', 'vitest.config.ts']))
  expect(known.filter((path) => !seen.includes(path))).toEqual([])
  // An unpacked archive has no git; there the two files above stand for all.
  expect(git.status === 0 ? known.length : seen.length).toBeGreaterThan(20)
})
