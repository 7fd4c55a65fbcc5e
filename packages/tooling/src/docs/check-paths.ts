import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { listFiles } from '../repo.ts'

/** Dead references of every document of the checkout, as sentences; and the documents that were read. */
export function checkPaths(root: string): { seen: readonly string[]; problems: readonly string[] } {
  const seen = listFiles(root).filter((path) => path.endsWith('.md') && !path.startsWith('data/'))
  return { seen, problems: seen.flatMap((path) => deadReferences(root, path, readFileSync(join(root, path), 'utf8'))) }
}

/** What `document` cites and does not exist: links, paths, @cg modules and npm scripts. */
export function deadReferences(root: string, document: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    citations(line)
      .filter((citation) => !exists(root, document, citation))
      .map(({ text: cited }) => `${document}:${index + 1} cites ${cited}, which does not exist`),
  )
}

/** Folders that a start or a build makes: a fresh clone has none of them. */
const made = new Set(['data', 'dist', 'node_modules', 'coverage'])

type Citation = { readonly kind: 'link' | 'path' | 'module' | 'script'; readonly text: string }

function citations(line: string): Citation[] {
  const links = [...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const spans = [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span)
  const scripts = [...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name)
  return [
    ...links
      .filter((target) => !/^([a-z]+:|#)/.test(target))
      .map((target) => cite('link', target.split('#')[0] ?? target)),
    ...spans.filter((span) => /^@cg\/\w+\/[\w/-]+$/.test(span)).map((span) => cite('module', span)),
    ...spans.filter(isPath).map((span) => cite('path', span)),
    ...scripts.map((name) => cite('script', name)),
  ]
}

const cite = (kind: Citation['kind'], text: string): Citation => ({ kind, text })

/** `migrations/000N_name.sql` names a file that is yet to be made. */
const placeholder = /\d+N_|\b(NAME|FOLDER)\b/

// A path has a slash and no spaces; a bare name counts when it ends like a source file.
function isPath(span: string): boolean {
  if (placeholder.test(span)) return false
  return /^\.{0,2}\/?[\w.@*{},-]+(\/[\w.@*{},-]*)+$/.test(span)
    ? !/^(\/|@|~)/.test(span)
    : /^[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|sql|json|md)$/.test(span)
}

function exists(root: string, document: string, { kind, text }: Citation): boolean {
  const folder = posix.dirname(document)
  if (kind === 'script') return text in scriptsOf(root)
  if (kind === 'link') return existsSync(join(root, folder, text))
  if (kind === 'module') return moduleExists(root, text)
  if (!text.includes('/')) return fileIsSomewhere(root, folder, text)
  const path = text.replace(/^\.\//, '')
  const first = path.split('/')[0] ?? ''
  if (made.has(first)) return true
  const bases = ['.', folder, `${folder}/src`].filter((base) => existsSync(join(root, base, first)))
  // `application/json` and `data/app.sqlite` begin with no folder of the checkout: they cite no file of ours.
  return bases.length === 0 || bases.some((base) => globSync(path, { cwd: join(root, base) }).length > 0)
}

function moduleExists(root: string, text: string): boolean {
  const [, name = '', ...rest] = text.split('/')
  return ['packages/', 'apps/', ''].some((parent) =>
    existsSync(join(root, `${parent}${name}/src/${rest.join('/')}.ts`)),
  )
}

function fileIsSomewhere(root: string, folder: string, name: string): boolean {
  return (
    existsSync(join(root, name)) || listFiles(root, folder).some((path) => path === name || path.endsWith(`/${name}`))
  )
}

// A cast: npm has already refused a manifest that is not of this form.
function scriptsOf(root: string): Record<string, string> {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts
}
