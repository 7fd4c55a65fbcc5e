import JSZip from 'jszip'
import type { Parts, SlideChart } from './chart-parts.ts'
import { addCharts } from './chart-parts.ts'
import { officeFace } from './chart-text.ts'

/**
 * The one pass over the library's archive (stack, trap 8): our charts are added, content types of parts that do not exist
 * go out, lists stand in the schema's order, every object gets an id of its own and an alternative text, every run and the
 * theme the Chinese face, folders vanish, and every date is the release's.
 */
export async function repairPptx(
  bytes: Uint8Array,
  charts: readonly SlideChart[],
  generatedAt: string,
): Promise<Uint8Array> {
  const date = new Date(generatedAt)
  const parts = await readParts(bytes)
  addCharts(parts, charts)
  const target = new JSZip()
  for (const [name, content] of parts) {
    const settled = typeof content === 'string' ? settle(name, content, parts, date) : content
    target.file(name, settled, { date, createFolders: false })
  }
  return await target.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

async function readParts(bytes: Uint8Array): Promise<Parts> {
  const source = await JSZip.loadAsync(bytes)
  const parts: Parts = new Map()
  for (const [name, file] of Object.entries(source.files)) {
    if (file.dir) continue
    parts.set(name, await (/\.(xml|rels)$/.test(name) ? file.async('string') : file.async('uint8array')))
  }
  return parts
}

function settle(name: string, text: string, parts: Parts, date: Date): string {
  if (name === '[Content_Types].xml') return withoutMissingParts(text, parts)
  if (name.startsWith('ppt/theme/')) return withChineseFace(text)
  if (name === 'ppt/presentation.xml') return withListsInOrder(withEastAsianFace(text))
  if (name === 'docProps/core.xml')
    return text.replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
      `$1${date.toISOString().replace(/\.\d+Z$/, 'Z')}`,
    )
  if (!name.startsWith('ppt/slides/slide')) return withEastAsianFace(text)
  return withEastAsianFace(withOwnIds(withAltTexts(withOneParagraphHead(text))))
}

function withoutMissingParts(text: string, parts: Parts): string {
  return text.replace(/<Override\s[^>]*PartName="\/([^"]+)"[^>]*\/>/g, (whole, part: string) =>
    parts.has(part) ? whole : '',
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

/** A run that names a Latin face without an East-Asian one gets both; one that names none gets the theme's. */
function withEastAsianFace(text: string): string {
  return text
    .replaceAll('lang="en-US"', 'lang="zh-CN"')
    .replace(/(<a:latin typeface="([^"]*)"[^>]*\/>)(?!\s*<a:ea)/g, '$1<a:ea typeface="$2"/>')
    .replace(/<a:rPr((?:\s[^>]*)?)\/>/g, `<a:rPr$1><a:ea typeface="${officeFace}"/></a:rPr>`)
}

const titlePlaceholder = /<p:ph[^>]*type="title"/
const numberPlaceholder = /<p:ph[^>]*type="sldNum"/

/** What a screen reader says of an object: its own words, else its name. Placeholders are named for what they hold. */
function withAltTexts(text: string): string {
  return text.replace(/<p:(sp|cxnSp|graphicFrame)>[^]*?<\/p:\1>/g, (object) => {
    const words = [...object.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((match) => match[1] ?? '').join(' ')
    return object.replace(/<p:cNvPr id="(\d+)" name="([^"]*)"([^>]*?)(\/?)>/, (whole, id, given, rest: string, end) => {
      const name = titlePlaceholder.test(object) ? '标题' : numberPlaceholder.test(object) ? '页码' : given
      if (rest.includes('descr=')) return whole
      const isTable = object.startsWith('<p:graphicFrame')
      const description = isTable || words.trim() === '' ? name : words
      return `<p:cNvPr id="${id}" name="${name}" descr="${description}"${rest}${end}>`
    })
  })
}

/** The library writes a paragraph's properties again before each further run; the schema wants them once, at its head. */
function withOneParagraphHead(text: string): string {
  return text.replace(/<\/a:r><a:pPr(?:[^>]*\/>|[^>]*[^/]>[^]*?<\/a:pPr>)/g, '</a:r>')
}

/** The library gives the slide number an id that a long slide has used already. */
function withOwnIds(text: string): string {
  let next = 1
  return text.replace(/(<p:cNvPr id=")\d+/g, (_, head: string) => `${head}${next++}`)
}
