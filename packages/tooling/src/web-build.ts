import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTestPath } from './imports/classify.ts'
import { listFiles } from './repo.ts'

const sourceFolders = ['apps/web', 'packages/domain', 'packages/contract', 'packages/charts']
const sourceFiles = ['package-lock.json', 'tsconfig.json']

/** The files the web build is made of: the web's own, and the packages it may import. */
export function webSources(root: string): string[] {
  const inFolders = sourceFolders.filter((folder) => existsSync(join(root, folder)))
  return [...inFolders.flatMap((folder) => listFiles(root, folder)), ...sourceFiles].filter(
    (path) => !isTestPath(path) && !path.endsWith('.md') && existsSync(join(root, path)),
  )
}

export function hashSources(root: string): string {
  const hash = createHash('sha256')
  for (const path of webSources(root))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

const stampOf = (root: string): string => join(root, 'apps', 'web', 'dist', '.sources')

export function isWebBuilt(root: string, hash = hashSources(root)): boolean {
  const stamp = stampOf(root)
  return (
    existsSync(join(root, 'apps', 'web', 'dist', 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hash
  )
}

/** Builds the web when its sources changed since the last build; false when the build failed. */
export function ensureWebBuilt(root: string): boolean {
  const hash = hashSources(root)
  if (isWebBuilt(root, hash)) return true
  process.stdout.write('Building the web / 正在构建网页 …\n')
  // A child process, so that the server never carries the bundler in its memory.
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const build = (...args: string[]) =>
    spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', ...args], {
      cwd: join(root, 'apps', 'web'),
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    }).status === 0
  // Second, into a folder of the first, which empties its own: the part that draws pages on the server.
  if (
    !build() ||
    !build('--ssr', 'src/ahead.tsx', '--outDir', 'dist/server') ||
    !existsSync(join(root, 'apps', 'web', 'dist', 'index.html'))
  )
    return false
  writeFileSync(stampOf(root), hash)
  return true
}
