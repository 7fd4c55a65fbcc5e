import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { devMock } from './dev-mock.ts'
import { firstPages } from './first-pages.ts'
import { partWaits } from './part-waits.ts'
import { precompress } from './precompress.ts'
import { themeCss } from './theme-css.ts'

const api = process.env['API'] ?? 'http://127.0.0.1:3000'

const tokens: Plugin = {
  name: 'theme-tokens',
  resolveId: (id) => (id === 'virtual:tokens.css' ? '\0tokens.css' : null),
  load: (id) => (id === '\0tokens.css' ? themeCss() : null),
}

/** What a route or a field is for is told in the API's document and in refusals; no browser reads it. */
const withoutDescriptions: Plugin = {
  name: 'without-descriptions',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('/packages/contract/src/')
      ? code.replaceAll(/,?\s*\b(?:summary|description):\s*'(?:[^'\\\n]|\\.)*'/g, '')
      : null,
}

type Modules = { readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null }

const source = (path: string): string => join(import.meta.dirname, 'src', path)
/** Who else imports what the cockpit imports, from the smallest page up: no page waits for what only larger ones need. */
const sharers = [
  { group: 'door', pages: ['session/sign-in-page'] },
  { group: 'kit', pages: ['fill/form-page', 'review/review-form-page', 'admin/admin-page'] },
] as const
/** The other pages that read a release. */
const readingPages = [
  'ranking/page',
  'compare/page',
  'indicator/directory-page',
  'indicator/page',
  'unit/page',
  'equity/page',
  'targets/page',
]
/** What stands on the cockpit, or takes it over from the page drawn ahead. */
const besideCockpit = ['features/overview/page.tsx', 'app/compare-bar.tsx', 'lib/first-page.ts']
let shares: ((id: string) => string | null) | null = null

/** The group of what the cockpit imports beside the shell, but for its own feature, or several other reading pages do; null for all else. */
function cockpitShare(id: string, modules: Modules): string | null {
  shares ??= sharesOf(modules)
  return shares(id)
}

function sharesOf(modules: Modules): (id: string) => string | null {
  const shell = reached(modules, 'main.tsx')
  const cockpit = new Set(besideCockpit.flatMap((part) => [...reached(modules, part)]))
  const pageOf = (page: string): Set<string> => reached(modules, `features/${page}.tsx`)
  const groups = sharers.map(({ group, pages }) => ({ group, modules: pages.map(pageOf) }))
  const readers = readingPages.map(pageOf)
  return (id) => {
    if (shell.has(id) || id.includes('/features/')) return null
    const found = groups.find(({ modules: shared }) => shared.some((page) => page.has(id)))?.group
    if (cockpit.has(id)) return found ?? 'reading'
    return found === undefined && readers.filter((page) => page.has(id)).length > 1 ? 'readers' : null
  }
}

/** A module and all that it imports statically. */
function reached(modules: Modules, path: string): Set<string> {
  const found = new Set([source(path)])
  for (const id of found) for (const next of modules.getModuleInfo(id)?.importedIds ?? []) found.add(next)
  return found
}

/** The files that every page has before it fetches a part of its own. */
let shellFiles: ReadonlySet<string> = new Set()

/** Runs before vite lists what each part of the program needs beside itself. */
const noteShell: Plugin = {
  name: 'note-shell',
  apply: 'build',
  enforce: 'pre',
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? [one] : []))
    const shell = new Set(chunks.filter((chunk) => chunk.isEntry).map(({ fileName }) => fileName))
    for (const name of shell)
      for (const next of chunks.find((one) => one.fileName === name)?.imports ?? []) shell.add(next)
    const styles = chunks
      .filter(({ fileName }) => shell.has(fileName))
      .flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])])
    shellFiles = new Set([...shell, ...styles])
  },
}

const browserOutput = {
  // The shell lists every file of the program, and what is chance in their names does not compress.
  chunkFileNames: 'assets/[hash:7].js',
  assetFileNames: 'assets/[hash:7][extname]',
  // What every page needs of the libraries is one file: a dozen small ones compress worse.
  codeSplitting: {
    groups: [
      {
        name: 'library',
        test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack[\\/](?:react-query|query-core|react-router|router-core|history|react-store|store))[\\/]/,
      },
      {
        // And what every page needs of ours, for the same reason.
        name: 'frame',
        test: /apps[\\/]web[\\/]src[\\/](?:ui[\\/](?:states|button|icons)|lib[\\/](?:api|shared-link|search)|shared[\\/]session)\.tsx?$|packages[\\/]contract[\\/]src[\\/](?:schema|type|route|session|shared-path|chart-choices|release[\\/]head)\.ts$|packages[\\/](?:domain[\\/]src[\\/]period|contract[\\/]src[\\/]dimension)\.ts$/,
      },
      {
        // The count in the bar comes beside every page.
        name: 'inbox',
        test: /apps[\\/]web[\\/]src[\\/](?:app[\\/]inbox-count|shared[\\/]inbox)\.tsx?$|packages[\\/](?:contract[\\/]src[\\/]inbox|domain[\\/]src[\\/]claim[\\/]message)\.ts$/,
        includeDependenciesRecursively: false,
      },
      // What the pages that read a release share: forty small files are forty questions, six at a time.
      { name: cockpitShare, debugName: 'cockpit', includeDependenciesRecursively: false },
    ],
  },
}

export default defineConfig(({ isSsrBuild = false }) => ({
  root: import.meta.dirname,
  plugins: [
    withoutDescriptions,
    react(),
    tokens,
    ...(isSsrBuild ? [] : [noteShell, partWaits(), firstPages(), precompress()]),
    ...(process.env['MOCK'] === '1' ? [devMock()] : []),
  ],
  // Fastify puts a fresh value in the place of this mark on every page it serves.
  html: { cspNonce: '__CSP_NONCE__' },
  // The part that runs on the server is one with all that it needs.
  ssr: { noExternal: true },
  define: isSsrBuild ? { 'process.env.NODE_ENV': JSON.stringify('production') } : {},
  build: {
    target: isSsrBuild ? 'node24' : 'chrome88',
    cssTarget: 'chrome88',
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) =>
        hostType === 'html' ? files : files.filter((file) => !shellFiles.has(file)),
    },
    chunkSizeWarningLimit: 900,
    rolldownOptions: isSsrBuild ? {} : { output: browserOutput },
  },
  server: { port: 5173, proxy: { '/api': api } },
}))
