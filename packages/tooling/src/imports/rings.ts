import { readImports } from './read-imports.ts'
import { classifyTarget, isTestPath } from './classify.ts'
import type { Workspace } from './workspaces.ts'

export type SourceFile = { readonly path: string; readonly text: string }

/**
 * Files of a workspace that import each other in a ring, types included (the linter sees values only): such files are one
 * file in several pieces, and none of them can be read or moved first. Each ring in the order of its imports.
 */
export function findRings(files: readonly SourceFile[], workspaces: readonly Workspace[]): string[][] {
  const shipped = files.filter(({ path }) => !isTestPath(path))
  const known = new Set(shipped.map(({ path }) => path))
  const targets = new Map(
    shipped.map(({ path, text }) => [
      path,
      readImports(path, text)
        .imports.flatMap(({ specifier }) =>
          specifier === null ? [] : [classifyTarget(path, specifier, workspaces).path],
        )
        .filter((target) => target !== undefined && target !== path && known.has(target)) as string[],
    ]),
  )
  const rings: string[][] = []
  const done = new Set<string>()
  for (const { path } of shipped) {
    if (done.has(path)) continue
    const ring = ringThrough(path, targets)
    if (ring === null) continue
    rings.push(ring)
    for (const one of ring) done.add(one)
  }
  return rings
}

/** The shortest way from a file back to itself; null when there is none. */
function ringThrough(start: string, targets: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const path of queue) {
    for (const target of targets.get(path) ?? []) {
      if (target === start) return wayTo(path, start, cameFrom)
      if (cameFrom.has(target)) continue
      cameFrom.set(target, path)
      queue.push(target)
    }
  }
  return null
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end]
  for (let at = end; at !== start;) {
    const before = cameFrom.get(at)
    if (before === undefined) throw new Error(`no way from ${start} to ${end}`)
    way.unshift(before)
    at = before
  }
  return way
}
