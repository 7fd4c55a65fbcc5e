import { inflate } from '../workbook/clean-zip.ts'
import { readOfficeFile } from '../workbook/zip-directory.ts'

/** The text of a draft, a line for each paragraph; or in words why it cannot be read. */
export type DraftText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

const refusals = {
  old: '这是老格式（.doc、.wps）的文件，请在 Word 或 WPS 里另存为 .docx，或者复制文字粘贴进来。',
  broken: '文件已损坏或不是 Word 文档（.docx），读不出文字。请重新保存后再上传，或者复制文字粘贴进来。',
  unknown: '不认识这种文件。请上传 .docx 或 .txt，或者复制文字粘贴进来。',
  large: '文件里的内容过多，不像是讲话稿。请只留下正文后再上传，或者复制文字粘贴进来。',
  empty: '文件里没有文字。请换一份再上传，或者复制文字粘贴进来。',
} as const

/** Reads .docx and .txt, the latter in UTF-8, UTF-16 or GBK; by what the file holds, never by its name. */
export async function readDraft(bytes: Uint8Array): Promise<DraftText> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (head.startsWith('\xd0\xcf\x11\xe0')) return { ok: false, reason: refusals.old }
  if (head.startsWith('PK')) return readDocx(bytes)
  const text = decode(bytes)
  return text === null ? { ok: false, reason: refusals.unknown } : told(text)
}

function told(text: string): DraftText {
  const lines = text
    .replaceAll(/\r\n?|\u2028|\u2029|\v|\f/gu, '\n')
    .replaceAll('\0', '')
    .trim()
  return lines === '' ? { ok: false, reason: refusals.empty } : { ok: true, text: lines }
}

function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.includes(0)) return null
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not written in it: the next one is tried.
    }
  }
  return null
}

/** A draft of fifty thousand characters in Word's own words, many times over. */
const most = { inflated: 32 * 2 ** 20, nodes: 2_000_000 }

function readDocx(bytes: Uint8Array): DraftText {
  const directory = readOfficeFile(bytes)
  const entry = directory.ok ? directory.entries.find(({ name }) => name === 'word/document.xml') : undefined
  if (entry === undefined) return { ok: false, reason: refusals.broken }
  if (entry.size > most.inflated) return { ok: false, reason: refusals.large }
  const content = inflate(bytes, entry)
  if (content === null) return { ok: false, reason: refusals.broken }
  if (countOf(content, 0x3c) > most.nodes) return { ok: false, reason: refusals.large }
  return told(paragraphsOf(content.toString()).join('\n'))
}

function countOf(bytes: Uint8Array, sign: number): number {
  let count = 0
  for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + 1)) count += 1
  return count
}

/** What was struck out by a tracked change is no text, nor is what a field is computed from. */
function paragraphsOf(xml: string): string[] {
  const kept = xml
    .replaceAll(/<w:(?:del|moveFrom)\b[^>]*[^/]>[^]*?<\/w:(?:del|moveFrom)>/gu, '')
    .replaceAll(/<mc:Fallback\b[^]*?<\/mc:Fallback>/gu, '')
  return kept
    .split('</w:p>')
    .map((paragraph) =>
      [...paragraph.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr)\b[^>]*>/gu)]
        .map(([, text, sign]) => (sign === undefined ? plain(text ?? '') : sign === 'tab' ? '\t' : '\n'))
        .join(''),
    )
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const plain = (xml: string): string =>
  xml.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/giu, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? ''
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 31 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  })
