import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import type { Workspace } from './workspaces.ts'

export type Importer = {
  readonly path: string
  readonly workspace: string
  readonly isTest: boolean
  /** Browser tests start the whole product, so they may reach all of it. */
  readonly isEndToEnd: boolean
  /** Runs in Node while developing or building, and never ships: what lies beside apps/web/src. */
  readonly isConfig: boolean
  readonly mayUse: (packageName: string) => boolean
}

export type Target = {
  readonly specifier: string
  readonly isRelative: boolean
  readonly isNode: boolean
  readonly isTest: boolean
  /** Path in the repository, for relative imports and workspaces. */
  readonly path?: string
  readonly workspace?: string
  /** Name of the npm package, for everything else. */
  readonly package?: string
}

const testPath = /\.(test|fixture)\.tsx?$|\/(e2e|test|testing)\//

/** Tests and what only they use: the one rule of what does not ship. */
export const isTestPath = (path: string): boolean => testPath.test(path)

export function classifyImporter(path: string, workspaces: readonly Workspace[]): Importer {
  const workspace = workspaceOf(path, workspaces)
  const shared = workspaces.find((candidate) => candidate.name === 'root')?.declared
  const isTest = isTestPath(path)
  const isConfig = /(^|\/)[^/]+\.config\.ts$|^apps\/web\/[^/]+$/.test(path)
  const usesShared = isTest || isConfig || workspace.name === 'tooling'
  return {
    path,
    workspace: workspace.name,
    isTest,
    isEndToEnd: path.includes('/e2e/'),
    isConfig,
    mayUse: (name) => workspace.declared.has(name) || (usesShared && shared?.has(name) === true),
  }
}

export function classifyTarget(from: string, specifier: string, workspaces: readonly Workspace[]): Target {
  // Vite's suffixes (?raw, ?url) say how to load, not what.
  const plain = specifier.split('?')[0] ?? specifier
  const base = { specifier: plain, isRelative: false, isNode: false, isTest: false }
  if (/^\.{0,2}\//.test(plain) || plain === '.' || plain === '..') {
    const path = posix.join(posix.dirname(from), plain)
    return { ...base, isRelative: true, path, isTest: isTestPath(path), workspace: workspaceOf(path, workspaces).name }
  }
  // Made by a plugin in vite.config.ts, not by a package.
  if (plain.startsWith('virtual:')) return base
  if (isBuiltin(plain)) return { ...base, isNode: true }
  const name = /^(@[^/]+\/)?[^/]+/.exec(plain)?.[0] ?? plain
  const workspace = workspaces.find((candidate) => `@cg/${candidate.name}` === name)
  if (workspace === undefined) return { ...base, package: name }
  const path = `${workspace.folder}/src${plain.slice(name.length)}.ts`
  return { ...base, workspace: workspace.name, path, isTest: isTestPath(path) }
}

function workspaceOf(path: string, workspaces: readonly Workspace[]): Workspace {
  const found = workspaces.find(({ folder }) => folder !== '' && path.startsWith(`${folder}/`)) ?? workspaces.at(-1)
  if (found === undefined) throw new Error(`no workspace for ${path}`)
  return found
}
