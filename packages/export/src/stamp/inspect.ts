import { createHash } from 'node:crypto'
import { manifestName } from '@cg/contract/release/archive'
import { readStampCode, stampCodesIn } from '@cg/domain/stamp-code'
import { readZip } from '../archive/zip.ts'
import { inflate } from '../workbook/clean-zip.ts'
import { readArchiveFile, readOfficeFile } from '../workbook/zip-directory.ts'
import type { ZipDirectory } from '../workbook/zip-directory.ts'
import type { StampedFormat } from './texts.ts'
import { textsOf } from './texts.ts'

/** What an uploaded file is and says; or in words why it cannot be read. */
export type Inspected =
  | {
      readonly ok: true
      readonly format: StampedFormat | 'zip'
      readonly hash: string
      /** The codes that it names: in its metadata first, then in its texts. */
      readonly codes: readonly string[]
      readonly texts: readonly string[]
      /** Of the archive of a release: its manifest, and the digest (SHA-256) of every file in it. */
      readonly archive?: { readonly manifest: string; readonly digests: ReadonlyMap<string, string> }
    }
  | { readonly ok: false; readonly reason: string }

const kinds = 'PPTX、DOCX、PDF、XLSX、PNG、SVG、CSV和发布存档（ZIP）'
const unreadable = '文件已损坏或不完整，读不出内容。请换原文件再试，或直接输入文件页脚里的核验码。'
const refusals = {
  unknown: `不认识这种文件。可以核验的有${kinds}；老格式（.ppt、.doc、.xls）请先另存为新格式，或直接输入页脚里的核验码。`,
  photo: '这是 JPEG 图片：聊天软件和截图会重新压缩画面，不能逐点比对。请输入图中页脚里的核验码。',
  pixels: '这张图片的像素过多，不是本平台制作的图。请换原文件再试，或直接输入图中页脚里的核验码。',
  archive: '这是压缩包，不是发布存档，也不是单个文件。请解开后逐个核验。',
} as const

/** Reads a file that somebody wants checked. Throws for what is broken: its caller says so. */
export async function inspectFile(bytes: Uint8Array): Promise<Inspected> {
  const format = formatOf(bytes)
  if (typeof format !== 'string') return { ok: false, reason: format.refusal }
  if (format === 'zip') return await inspectArchive(bytes)
  if ((format === 'pptx' || format === 'docx' || format === 'xlsx') && !isHonest(bytes, readOfficeFile(bytes)))
    return unreadableFile()
  if (format === 'png' && pixelsOf(bytes) > mostPixels) return { ok: false, reason: refusals.pixels }
  const texts = await textsOf(bytes, format)
  const told = await metadataOf(bytes, format)
  const codes = [...new Set([...told, ...stampCodesIn(texts.join('\n'))])]
  return { ok: true, format, hash: digestOf(bytes), codes, texts }
}

/** Five times a 4K poster. What an image unpacks to lies outside the heap, where no thread's limit holds it. */
const mostPixels = 40_000_000

/** As IHDR says. */
function pixelsOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return bytes.byteLength < 24 ? 0 : view.getUint32(16) * view.getUint32(20)
}

/** Whether no part unpacks to more than the directory says, to which the limits were applied. */
function isHonest(bytes: Uint8Array, directory: ZipDirectory): boolean {
  return directory.ok && directory.entries.every((entry) => entry.isFolder || inflate(bytes, entry) !== null)
}

async function inspectArchive(bytes: Uint8Array): Promise<Inspected> {
  if (!isHonest(bytes, readArchiveFile(bytes))) return unreadableFile()
  const files = await readZip(bytes)
  const digests = new Map([...files].map(([path, content]) => [path, digestOf(content)]))
  const manifest = new TextDecoder().decode(files.get(manifestName))
  return { ok: true, format: 'zip', hash: digestOf(bytes), codes: [], texts: [], archive: { manifest, digests } }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** In words for whoever sent the file. */
export function unreadableFile(): Inspected {
  return { ok: false, reason: unreadable }
}

/** By its first bytes, never by its name. */
function formatOf(bytes: Uint8Array): StampedFormat | 'zip' | { readonly refusal: string } {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  if (head.startsWith('\x89PNG\r\n')) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return { refusal: refusals.photo }
  if (head.startsWith('%PDF-')) return 'pdf'
  if (head.startsWith('PK\x03\x04')) return officeKind(bytes)
  if (/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?<svg\b/.test(head)) return 'svg'
  const isText = bytes.byteLength > 0 && !bytes.subarray(0, 4096).includes(0)
  return isText && /[,\n]/.test(head) ? 'csv' : { refusal: refusals.unknown }
}

function officeKind(bytes: Uint8Array): StampedFormat | 'zip' | { readonly refusal: string } {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (all.includes('ppt/presentation.xml')) return 'pptx'
  if (all.includes('word/document.xml')) return 'docx'
  if (all.includes('xl/workbook.xml')) return 'xlsx'
  return all.includes(manifestName) ? 'zip' : { refusal: refusals.archive }
}

async function metadataOf(bytes: Uint8Array, format: StampedFormat): Promise<string[]> {
  switch (format) {
    case 'png': {
      const found = /Comment\0stamp ([A-Z\d-]{11})/.exec(Buffer.from(bytes.subarray(0, 65_536)).toString('latin1'))
      const code = readStampCode(found?.[1] ?? '')
      return code === null ? [] : [code]
    }
    case 'svg':
      return stampCodesIn(/<metadata>([^<]*)<\/metadata>/.exec(new TextDecoder().decode(bytes))?.[1] ?? '')
    case 'pdf': {
      const { getDocumentProxy } = await import('unpdf')
      const document = await getDocumentProxy(new Uint8Array(bytes))
      const { info } = await document.getMetadata()
      await document.loadingTask.destroy()
      return stampCodesIn(String(Reflect.get(info, 'Keywords') ?? ''))
    }
    case 'csv':
      return []
    default: {
      const { default: Zip } = await import('jszip')
      const part = (await Zip.loadAsync(bytes)).file('docProps/custom.xml')
      return stampCodesIn(((await part?.async('string')) ?? '').replace(/<[^>]*name="([^"]*)"[^>]*>|<[^>]*>/g, '$1 '))
    }
  }
}
