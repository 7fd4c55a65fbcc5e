import { readdirSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

const skippedFolders = new Set(['node_modules', 'dist', 'coverage', '.git'])

/** Files below `folder` as paths relative to `base`, with forward slashes, sorted. */
export function listFiles(base: string, folder = '.'): string[] {
  return walk(join(base, folder)).map((path) => relative(base, path).split(sep).join('/'))
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (!entry.isDirectory()) return [path]
      return skippedFolders.has(entry.name) ? [] : walk(path)
    })
}
