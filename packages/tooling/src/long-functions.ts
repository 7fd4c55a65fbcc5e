import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { isSource } from './imports/check-imports.ts'
import { isTestPath } from './imports/classify.ts'
import { lineAt } from './imports/read-imports.ts'
import { listFiles } from './repo.ts'

/** Most lines of one function, from its first to its last. */
export const mostLines = (path: string): number => (path.startsWith('apps/web/') ? 80 : 60)

/** Still to be parted, with the length they must not exceed: `path name`. A line goes when its function has been parted. */
export const longYet: Readonly<Record<string, number>> = {
  'apps/web/src/features/indicator/page.tsx Indicator': 82,
}

/** Functions of what ships that are too long to be read in one go, and lines of the list that no longer say the truth. */
export function checkLengths(root: string): { seen: readonly string[]; problems: string[] } {
  const seen = listFiles(root).filter((path) => isSource(path) && isMeasured(path))
  const found = seen.flatMap((path) => findLong(path, readFileSync(join(root, path), 'utf8')))
  const known = new Set(found.map((one) => one.key))
  const mended = Object.keys(longYet).filter((key) => !known.has(key))
  return {
    seen,
    problems: [
      ...found.flatMap(({ key, line, lines, limit }) =>
        lines <= (longYet[key] ?? limit)
          ? []
          : [`${key}, line ${line}: ${lines} lines, at most ${longYet[key] ?? limit}`],
      ),
      ...mended.map((key) => `${key} is no longer too long: take it off the list in long-functions.ts`),
    ],
  }
}

function isMeasured(path: string): boolean {
  return !isTestPath(path) && !/\.fixture\.tsx?$/.test(path) && !path.startsWith('data/')
}

export type LongFunction = {
  readonly key: string
  readonly line: number
  readonly lines: number
  readonly limit: number
}

type FunctionNode = { readonly start: number; readonly end: number; readonly id?: { readonly name: string } | null }

export function findLong(path: string, text: string): LongFunction[] {
  const limit = mostLines(path)
  const found: LongFunction[] = []
  const measure = (node: FunctionNode): void => {
    const line = lineAt(text, node.start)
    const lines = lineAt(text, node.end) - line + 1
    if (lines > limit) found.push({ key: `${path} ${node.id?.name ?? '(no name)'}`, line, lines, limit })
  }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(parseSync(path, text).program)
  return found
}
