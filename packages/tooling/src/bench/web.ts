import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { root } from '../repo.ts'
import type { Part } from './table.ts'

export type Chunk = {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}
/** Vite's manifest: source path → chunk. */
export type Manifest = Readonly<Record<string, Chunk>>

const entry = 'index.html'
const firstScreen = 'src/features/overview/page.tsx'
/** ECharts: fetched where no picture comes, and by the meeting room's screen; else panels are pictures, tips and sizes too. */
const liveChart = 'src/charts/live-chart.tsx'

/** The chunks the browser fetches when it imports `keys`: they and all they import statically. */
export function closure(manifest: Manifest, keys: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const queue = [...keys]
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (reached.has(key)) continue
    const chunk = manifest[key]
    if (chunk === undefined)
      throw new Error(`the build has no chunk for ${key}; it has ${Object.keys(manifest).join(', ')}`)
    reached.add(key)
    queue.push(...(chunk.imports ?? []))
  }
  return reached
}

/** What the first screen may fetch later: the lazy chunks of the page, not the other pages of the router. */
export function lazyOf(manifest: Manifest, page: string): string[] {
  const shell = closure(manifest, [entry])
  const own = [...closure(manifest, [page])].filter((key) => !shell.has(key))
  return own.flatMap((key) => manifest[key]?.dynamicImports ?? [])
}

function weigh(
  folder: string,
  manifest: Manifest,
  keys: ReadonlySet<string>,
): { raw: number; gzip: number; files: number } {
  const files = new Set([...keys].map((key) => manifest[key]?.file).filter((file) => file?.endsWith('.js') === true))
  const bytes = [...files].map((file) => readFileSync(join(folder, file ?? '')))
  return {
    files: files.size,
    raw: bytes.reduce((sum, one) => sum + one.length, 0) / 1000,
    gzip: bytes.reduce((sum, one) => sum + gzipSync(one).length, 0) / 1000,
  }
}

function buildInto(folder: string): Manifest {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [
    vite,
    'build',
    '--logLevel',
    'error',
    '--manifest',
    'manifest.json',
    '--outDir',
    folder,
    '--emptyOutDir',
  ]
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: join(root, 'apps', 'web'),
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) throw new Error(`the web could not be built:\n${stderr}`)
  // A cast: vite wrote the file a moment ago, in the version that is pinned.
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
}

export const webPart: Part = {
  name: 'web',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-web-'))
    try {
      const manifest = buildInto(folder)
      const stages: readonly [string, readonly string[], string][] = [
        ['shell', [entry], '≤ 130'],
        ['leader’s first screen with its charts, touched and of any size', [entry, firstScreen], '≤ 330'],
        ['and ECharts, where no picture of a chart comes', [entry, firstScreen, liveChart], '–'],
        ['and all that a click on it can open', [entry, firstScreen, ...lazyOf(manifest, firstScreen)], '–'],
      ]
      const rows = stages.map(([stage, keys, aim]) => {
        const { files, raw, gzip } = weigh(folder, manifest, closure(manifest, keys))
        return [stage, files, raw, gzip, aim]
      })
      return [{ title: 'JavaScript of the web', columns: ['stage', 'files', 'kB', 'kB gzip', 'aim'], rows }]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
