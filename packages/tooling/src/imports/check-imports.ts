import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../repo.ts'
import { classifyImporter, classifyTarget } from './classify.ts'
import { findRings } from './rings.ts'
import { readImports } from './read-imports.ts'
import { rules } from './rules.ts'
import type { Workspace } from './workspaces.ts'
import { readWorkspaces } from './workspaces.ts'

export type Breach = { readonly path: string; readonly line: number; readonly rule: string; readonly message: string }
export type Checked = { readonly seen: readonly string[]; readonly breaches: readonly Breach[] }

export const isSource = (path: string): boolean => /\.(ts|tsx|mts|cts|js|mjs|cjs|jsx)$/.test(path)

/** Reads every source file of the checkout and reports each import that breaks a rule. */
export function checkImports(root: string): Checked {
  const workspaces = readWorkspaces(root)
  const seen = listFiles(root).filter((path) => isSource(path) && !path.startsWith('data/'))
  const files = seen.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  const breaches = files.flatMap(({ path, text }) => findBreaches(path, text, workspaces))
  const rings = findRings(files, workspaces).map((ring): Breach => ({
    path: ring[0] ?? '',
    line: 1,
    rule: 'rings',
    message: `${ring.join(' → ')} → ${ring[0]}. What two files share goes into a third below both.`,
  }))
  return { seen, breaches: [...breaches, ...rings] }
}

export function findBreaches(path: string, text: string, workspaces: readonly Workspace[]): Breach[] {
  const from = classifyImporter(path, workspaces)
  const { imports, errors } = readImports(path, text)
  const unreadable = errors.map((message) => ({ path, line: 1, rule: 'readable', message }))
  const found = imports.flatMap(({ specifier, line }): Breach[] => {
    if (specifier === null) {
      const message = 'The module is computed: no rule can judge it. Name it in the code.'
      return from.workspace === 'tooling' || from.isTest ? [] : [{ path, line, rule: 'named', message }]
    }
    const to = classifyTarget(path, specifier, workspaces)
    return rules
      .filter((rule) => rule.isBreach(from, to))
      .map((rule) => ({ path, line, rule: rule.name, message: `'${specifier}'. ${rule.why}` }))
  })
  return [...unreadable, ...found]
}

export function describeBreach({ path, line, rule, message }: Breach): string {
  return `${path}:${line} ${rule}: ${message}`
}
