import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type JSZip from 'jszip'
import { embeddedSheet } from '@cg/contract/stamp'
import { givenBack } from '../image/given-back.ts'
import { readCsv } from '../workbook/csv-grid.ts'

/** Formats whose files can be known again. */
export type StampedFormat = 'png' | 'svg' | 'pptx' | 'xlsx' | 'csv' | 'pdf' | 'docx'

/**
 * What a file says, apart from how a program wrote it down: the same for a file that an office program has saved again
 * without a change. In a picture its pixels stand for its texts.
 */
export async function textsOf(bytes: Uint8Array, format: StampedFormat): Promise<string[]> {
  switch (format) {
    case 'png':
      return [await pixelsOf(bytes)]
    case 'svg':
      return settled(svgTexts(new TextDecoder().decode(bytes)))
    case 'csv': {
      const book = readCsv(bytes)
      if (!book.ok) return []
      return settled(
        book.sheets.flatMap(({ rows }) => rows.map((row) => row.map(String).join('，').replace(/，+$/, ''))),
      )
    }
    case 'pdf':
      return settled(await pdfTexts(bytes))
    default:
      return settled(await officeTexts(bytes, format))
  }
}

/** One form of each text: no doubled blanks, none at its ends, none that are empty. */
function settled(texts: readonly string[]): string[] {
  return texts.map((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim()).filter((text) => text !== '')
}

/** Rows that are read at once: a 4K picture has 33 MB of pixels beside those of its canvas. */
const bandRows = 256

/** The library of pictures is loaded with the first of them: it takes 20 MB, and does not give them back. */
async function pixelsOf(bytes: Uint8Array): Promise<string> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas')
  const image = await loadImage(Buffer.from(bytes))
  const { width, height } = image
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const hash = createHash('sha256')
  for (let from = 0; from < height; from += bandRows) {
    const { data } = context.getImageData(0, from, width, Math.min(bandRows, height - from))
    hash.update(data)
    if (data.buffer instanceof ArrayBuffer) data.buffer.transfer(0)
    await givenBack()
  }
  // Its pixels lie outside the heap until some later collection finds them.
  canvas.width = 1
  canvas.height = 1
  return pictureText(width, height, hash)
}

/** What a picture says: `pixels` has taken in its pixels as red, green, blue and opacity, row by row. */
export function pictureText(width: number, height: number, pixels: Hash): string {
  return `画面 ${width}×${height} ${pixels.digest('hex')}`
}

function svgTexts(svg: string): string[] {
  return [...svg.matchAll(/<(title|desc|text)\b[^>]*>([^]*?)<\/\1>/g)].map((match) => plain(match[2] ?? ''))
}

/** A text of XML without its elements and entities. */
function plain(xml: string): string {
  return xml
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_, code: string) => letterOf(Number(code)))
    .replace(/&#x([\da-f]+);/gi, (_, code: string) => letterOf(Number.parseInt(code, 16)))
    .replaceAll('&amp;', '&')
}

function letterOf(code: number): string {
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
}

/** Line by line without blanks: where a line stands decides nothing. */
async function pdfTexts(bytes: Uint8Array): Promise<string[]> {
  const { getDocumentProxy } = await import('unpdf')
  const document = await getDocumentProxy(new Uint8Array(bytes))
  const lines: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent()
    let line = ''
    for (const item of items) {
      if (!('str' in item)) continue
      line += item.str
      if (item.hasEOL) {
        lines.push(line)
        line = ''
      }
    }
    lines.push(line)
  }
  await document.loadingTask.destroy()
  return lines.map((line) => line.replace(/\s+/gu, ''))
}

type OfficeFormat = 'pptx' | 'xlsx' | 'docx'

async function officeTexts(bytes: Uint8Array, format: OfficeFormat): Promise<string[]> {
  const { default: Zip } = await import('jszip')
  const zip = await Zip.loadAsync(bytes)
  if (format === 'xlsx') return await sheetTexts(zip)
  const texts: string[] = []
  const atEdges = new Set<string>()
  for (const name of Object.keys(zip.files)
    .filter((one) => textParts[format].test(one))
    .toSorted()) {
    const xml = (await zip.file(name)?.async('string')) ?? ''
    if (edges.test(name)) for (const line of paragraphs(xml.replace(counted, ''), 'w')) atEdges.add(line)
    else texts.push(...(name.includes('/charts/') ? chartTexts(xml) : paragraphs(xml, format === 'docx' ? 'w' : 'a')))
  }
  return [...texts, ...atEdges, ...(await embeddedTexts(zip))]
}

/** The workbooks behind charts, which a program leaves as they are, or leaves out. */
async function embeddedTexts(zip: JSZip): Promise<string[]> {
  const { default: Zip } = await import('jszip')
  const texts: string[] = []
  for (const name of Object.keys(zip.files).filter((one) => embedded.test(one))) {
    const book = await Zip.loadAsync((await zip.file(name)?.async('uint8array')) ?? new Uint8Array())
    texts.push(...(await sheetTexts(book)).map((text) => `${embeddedSheet}${text}`))
  }
  return texts.toSorted()
}

const embedded = /^(?:ppt|word)\/embeddings\/[^/]+\.xlsx$/

/** Heads and feet of pages: a program writes as many as it likes of each, with the page's number as it counted it. */
const edges = /^word\/(?:header|footer)\d*\.xml$/
const counted = /<w:fldSimple\b[^]*?<\/w:fldSimple>|<w:fldChar\b[^>]*"begin"[^]*?"end"/g

const textParts: Readonly<Record<Exclude<OfficeFormat, 'xlsx'>, RegExp>> = {
  pptx: /^ppt\/(slides|notesSlides|charts)\/[^/]+\.xml$/,
  docx: /^word\/(document|header\d*|footer\d*|footnotes|comments)\.xml$/,
}

/**
 * The words of each line: one program breaks a line where another begins a paragraph. What a program counts itself (page
 * numbers, dates) is no text.
 */
function paragraphs(xml: string, space: 'a' | 'w'): string[] {
  const own = xml.replace(/<a:fld\b[^]*?<\/a:fld>/g, '')
  const runs = new RegExp(`<${space}:t(?:\\s[^>]*)?>([^<]*)</${space}:t>|<${space}:(br|tab)\\b[^>]*>`, 'g')
  return own.split(`</${space}:p>`).flatMap((part) => {
    const words = [...part.matchAll(runs)].map(([, text, sign]) => (sign === 'br' ? '\n' : plain(text ?? ' ')))
    return words.join('').split(/[\r\n]+/)
  })
}

/** The names and numbers that a chart draws; numbers as numbers, whatever a program writes them as. */
function chartTexts(xml: string): string[] {
  return [...xml.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map((match) => asNumber(plain(match[1] ?? '')))
}

function asNumber(text: string): string {
  const number = Number(text)
  return text.trim() === '' || !Number.isFinite(number) ? text : String(Number(number.toPrecision(12)))
}

/** Sheet by sheet, cell by cell: 数据!B3 安平县. */
async function sheetTexts(zip: JSZip): Promise<string[]> {
  const read = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
  const shared = [...(await read('xl/sharedStrings.xml')).matchAll(/<si\b[^>]*>([^]*?)<\/si>|<si\/>/g)].map((match) =>
    richText(match[1] ?? ''),
  )
  const targets = new Map(
    [...(await read('xl/_rels/workbook.xml.rels')).matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  const texts: string[] = []
  for (const [tag] of (await read('xl/workbook.xml')).matchAll(/<sheet\b[^>]*>/g)) {
    const name = plain(attribute(tag, 'name'))
    const xml = await read(targets.get(attribute(tag, 'r:id')) ?? '')
    for (const match of xml.matchAll(/<c\b([^>]*?)(?:\/>|>([^]*?)<\/c>)/g)) {
      const value = cellText(match[1] ?? '', match[2] ?? '', shared)
      if (value.trim() !== '') texts.push(`${name}!${attribute(match[1] ?? '', 'r')} ${value}`)
    }
  }
  return texts
}

function cellText(attributes: string, inner: string, shared: readonly string[]): string {
  const type = attribute(attributes, 't')
  if (type === 'inlineStr') return richText(inner)
  const value = plain(/<v\b[^>]*>([^<]*)<\/v>/.exec(inner)?.[1] ?? '')
  return type === 's' ? (shared[Number(value)] ?? '') : type === 'str' ? value : asNumber(value)
}

function richText(xml: string): string {
  return [...xml.replace(/<rPh\b[^]*?<\/rPh>/g, '').matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)]
    .map((match) => plain(match[1] ?? ''))
    .join('')
}

function attribute(tag: string, name: string): string {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}
