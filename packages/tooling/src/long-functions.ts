import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { isSource } from './imports/check-imports.ts'
import { isTestPath } from './imports/classify.ts'
import { lineAt } from './imports/read-imports.ts'
import { listFiles } from './repo.ts'

/** Most lines of one function, from its first to its last. */
export const mostLines = (path: string): number => (path.startsWith('apps/web/') ? 80 : 60)

/** Functions of what ships that are too long to be read in one go. */
export function checkLengths(root: string): { seen: readonly string[]; problems: string[] } {
  const seen = listFiles(root).filter((path) => isSource(path) && isMeasured(path))
  const found = seen.flatMap((path) => findLong(path, readFileSync(join(root, path), 'utf8')))
  return {
    seen,
    problems: found.map(({ key, line, lines, limit }) => `${key}, line ${line}: ${lines} lines, at most ${limit}`),
  }
}

function isMeasured(path: string): boolean {
  return !isTestPath(path) && !path.startsWith('data/')
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
