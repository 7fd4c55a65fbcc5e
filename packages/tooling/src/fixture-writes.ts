import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import { isSource } from './imports/check-imports.ts'
import { isTestPath } from './imports/classify.ts'
import { lineAt } from './imports/read-imports.ts'
import { listFiles } from './repo.ts'

/** Writes without an audit event that only tests and fixtures may make: `{ unaudited: 'fixture' }` in what ships. */
export function checkFixtureWrites(root: string): { seen: readonly string[]; problems: readonly string[] } {
  const seen = listFiles(root).filter((path) => isSource(path) && isShipped(path))
  return { seen, problems: seen.flatMap((path) => fixtureWrites(path, readFileSync(join(root, path), 'utf8'))) }
}

const own = 'packages/tooling/src/fixture-writes.ts'

function isShipped(path: string): boolean {
  return path !== own && !isTestPath(path) && !path.startsWith('data/')
}

/** The word itself is looked for, wherever it stands in code: a purpose may be put together far from its write. */
export function fixtureWrites(path: string, text: string): string[] {
  const places: number[] = []
  const types: { start: number; end: number }[] = []
  new Visitor({
    TSTypeAliasDeclaration: (type) => {
      types.push(type)
    },
    Literal: ({ value, start }) => {
      if (value === 'fixture') places.push(start)
    },
    TemplateElement: ({ value, start }) => {
      if (value.cooked === 'fixture') places.push(start)
    },
  }).visit(parseSync(path, text).program)
  return places
    .filter((at) => !types.some(({ start, end }) => at >= start && at < end))
    .map((at) => `${path}:${lineAt(text, at)} writes as a fixture: name the audit action, or the bookkeeping it is`)
}
