import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import { officeFace } from './chart-xml.ts'

/** What takes the place of the library's chart part and of its embedded workbook, in slide order. */
export type ChartParts = { readonly xml: string; readonly workbook: Uint8Array }

/**
 * The one pass over the archive (stack, trap 8): our chart parts and workbooks go in under numbers from 1 (the library
 * counts on through the process's life), content types of parts that do not exist go out, the theme gets the Chinese
 * face, folders vanish, and every date is the release's.
 */
export async function repairPptx(
  bytes: Uint8Array,
  charts: readonly ChartParts[],
  generatedAt: string,
): Promise<Uint8Array> {
  const source = await JSZip.loadAsync(bytes)
  const names = Object.keys(source.files).filter((name) => source.files[name]?.dir === false)
  const date = new Date(generatedAt)
  const chartNames = numbered(names, /^ppt\/charts\/chart(\d+)\.xml$/)
  if (chartNames.length !== charts.length) {
    throw new Error(`expected ${charts.length} charts in the slides, found ${chartNames.length}`)
  }
  const replaced = new Map<string, string | Uint8Array>()
  const renamed = new Map<string, string>()
  for (const [at, name] of chartNames.entries()) {
    const workbook = await embeddedName(source, name)
    replaced.set(name, must(charts[at]).xml)
    replaced.set(workbook, must(charts[at]).workbook)
    renamed.set(baseName(name), `chart${at + 1}.xml`)
    renamed.set(baseName(workbook), `chart-data${at + 1}.xlsx`)
  }
  const rename = renamer(renamed)
  const target = new JSZip()
  for (const name of names) {
    const content = replaced.get(name) ?? (await settled(source, name, names, date))
    const isReference = name.endsWith('.rels') || name === '[Content_Types].xml'
    target.file(rename(name), isReference && typeof content === 'string' ? rename(content) : content, {
      date,
      createFolders: false,
    })
  }
  return await target.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Replaces whole file names at once, so that a new name is never taken for an old one. */
function renamer(names: ReadonlyMap<string, string>): (text: string) => string {
  if (names.size === 0) return (text) => text
  const pattern = new RegExp(
    `(?<=/)(${[...names.keys()].map((name) => name.replaceAll('.', '\\.')).join('|')})(?=["']|\\.rels|$)`,
    'g',
  )
  return (text) => text.replace(pattern, (name) => names.get(name) ?? name)
}

function numbered(names: readonly string[], pattern: RegExp): string[] {
  const order = (name: string) => Number(pattern.exec(name)?.[1] ?? 0)
  return names.filter((name) => pattern.test(name)).toSorted((left, right) => order(left) - order(right))
}

async function embeddedName(zip: JSZip, chart: string): Promise<string> {
  const relations = await must(zip.file(chart.replace('charts/', 'charts/_rels/') + '.rels')).async('string')
  const target = must(
    /Id="rId1"[^>]*Target="([^"]+)"|Target="([^"]+)"[^>]*Id="rId1"/.exec(relations),
    'the chart names no workbook',
  )
  return `ppt/${(target[1] ?? target[2] ?? '').replace(/^\.\.\//, '')}`
}

async function settled(zip: JSZip, name: string, names: readonly string[], date: Date): Promise<string | Uint8Array> {
  const file = must(zip.file(name))
  if (!/\.(xml|rels)$/.test(name)) return await file.async('uint8array')
  const text = await file.async('string')
  if (name === '[Content_Types].xml') return withoutMissingParts(text, names)
  if (name.startsWith('ppt/theme/')) return withChineseFace(text)
  if (name === 'ppt/presentation.xml') return withListsInOrder(withEastAsianFace(text))
  if (name === 'docProps/core.xml')
    return text.replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
      `$1${date.toISOString().replace(/\.\d+Z$/, 'Z')}`,
    )
  return withEastAsianFace(name.startsWith('ppt/slides/slide') ? withOwnIds(text) : text)
}

function withoutMissingParts(text: string, names: readonly string[]): string {
  const known = new Set(names)
  return text.replace(/<Override\s[^>]*PartName="\/([^"]+)"[^>]*\/>/g, (whole, part: string) =>
    known.has(part) ? whole : '',
  )
}

/** The library writes the notes masters behind the slides; the schema wants them before. */
function withListsInOrder(text: string): string {
  return text.replace(/(<p:sldIdLst>[^]*?<\/p:sldIdLst>)\s*(<p:notesMasterIdLst>[^]*?<\/p:notesMasterIdLst>)/, '$2$1')
}

function withChineseFace(text: string): string {
  return text.replace(
    /(<a:(?:majorFont|minorFont)>\s*<a:latin typeface=")[^"]*("[^>]*\/>\s*)<a:ea typeface="[^"]*"([^>]*)\/>/g,
    `$1${officeFace}$2<a:ea typeface="${officeFace}"$3/>`,
  )
}

/** A run that names a Latin face without an East-Asian one gets both. */
function withEastAsianFace(text: string): string {
  return text
    .replaceAll('lang="en-US"', 'lang="zh-CN"')
    .replace(/(<a:latin typeface="([^"]*)"[^>]*\/>)(?!\s*<a:ea)/g, '$1<a:ea typeface="$2"/>')
}

/** The library gives the slide number an id that a long slide has used already. */
function withOwnIds(text: string): string {
  let next = 1
  return text.replace(/(<p:cNvPr id=")\d+/g, (_, head: string) => `${head}${next++}`)
}
