import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

/**
 * The modules that a page of the address fetches beside the shell, by the first part of its path and, after a stroke, the
 * object within it: what app/router.tsx loads for it.
 */
const pages: Readonly<Record<string, readonly string[]>> = {
  '/': ['features/overview/page.tsx', 'shared/answers.ts', 'app/compare-bar.tsx'],
  '/rank': ['features/ranking/page.tsx', 'shared/ranking.ts', 'app/compare-bar.tsx'],
  '/compare': ['features/compare/page.tsx', 'shared/matrix.ts', 'app/compare-bar.tsx'],
  '/i': ['features/indicator/directory-page.tsx', 'shared/matrix.ts', 'app/compare-bar.tsx'],
  '/i/*': ['features/indicator/page.tsx', 'shared/indicator.ts', 'app/compare-bar.tsx'],
  '/u': ['features/unit/page.tsx', 'shared/matrix.ts', 'app/compare-bar.tsx'],
  '/u/*': ['features/unit/page.tsx', 'shared/matrix.ts', 'shared/answers.ts', 'app/compare-bar.tsx'],
  '/equity': ['features/equity/page.tsx', 'shared/answers.ts', 'app/compare-bar.tsx'],
  '/targets': ['features/targets/page.tsx', 'shared/answers.ts', 'app/compare-bar.tsx'],
}

type Chunk = Rolldown.OutputChunk & { readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } }

/** Writes dist/pages.json: the scripts and styles that the server names in a page's head, so that they are fetched at once. */
export function firstPages(): Plugin {
  return {
    name: 'first-pages',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      if (dir === undefined) return
      const chunks = Object.values(bundle).filter((one): one is Chunk => one.type === 'chunk')
      const written = Object.entries(pages).map(([path, modules]) => [path, filesOf(chunks, modules)])
      writeFileSync(join(dir, 'pages.json'), JSON.stringify(Object.fromEntries(written)))
    },
  }
}

function filesOf(chunks: readonly Chunk[], modules: readonly string[]): { scripts: string[]; styles: string[] } {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const shell = reached(
    byName,
    chunks.filter((chunk) => chunk.isEntry),
  )
  const own = modules.map((module) => {
    const found = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(`/apps/web/src/${module}`)))
    if (found === undefined) throw new Error(`no chunk holds ${module}`)
    return found
  })
  const needed = [...reached(byName, own)].filter((chunk) => !shell.has(chunk))
  const styles = needed.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])])
  return { scripts: needed.map(({ fileName }) => fileName), styles: [...new Set(styles)] }
}

/** The chunks and all that they import statically. */
function reached(byName: ReadonlyMap<string, Chunk>, start: readonly Chunk[]): Set<Chunk> {
  const found = new Set<Chunk>()
  const queue = [...start]
  for (let chunk = queue.pop(); chunk !== undefined; chunk = queue.pop()) {
    if (found.has(chunk)) continue
    found.add(chunk)
    queue.push(...chunk.imports.flatMap((name) => byName.get(name) ?? []))
  }
  return found
}
