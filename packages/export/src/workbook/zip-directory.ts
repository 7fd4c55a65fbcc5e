/** One file of a zip, as its directory names it. */
export type ZipEntry = {
  readonly name: string
  readonly isFolder: boolean
  readonly method: 0 | 8
  readonly packedSize: number
  readonly size: number
  /** Where the file's own header begins. */
  readonly offset: number
}

export type ZipDirectory = { readonly ok: true; readonly entries: readonly ZipEntry[] } | ZipRefusal
export type ZipRefusal = { readonly ok: false; readonly reason: string }

export const zipLimits = { entries: 200, size: 32 * 1024 * 1024, ratio: 100 } as const

const notWorkbook = '这个文件不是 xlsx 工作簿。请在 Excel 或 WPS 中打开原文件，另存为“Excel 工作簿（*.xlsx）”后再上传。'
const broken = '文件已损坏或不完整。请重新下载模板填写，或在 Excel、WPS 中打开后另存为 xlsx 再上传。'
const tooManyCells = '工作表里的单元格过多，不像是报表。请删去多余的行、列和工作表，另存为 xlsx 后再上传。'
const tooMuch = '文件解开后过大，不像是报表。请只保留本表所在的工作表，另存为 xlsx 后再上传。'

/** What a workbook may hold; anything else (macros, programs, paths out of the archive) is refused by name. */
const allowedNames = [
  /^\[Content_Types\]\.xml$/,
  /^_rels\/\.rels$/,
  /^docProps\/[\w.-]{1,60}\.(xml|jpeg|jpg|png|emf|wmf)$/,
  /^docMetadata\/[\w.-]{1,60}\.xml$/,
  /^customXml\/(_rels\/)?[\w.-]{1,60}\.(xml|rels|xml\.rels)$/,
  /^xl\/([\w-]{1,40}\/){0,3}[\w.-]{1,80}\.(xml|rels|vml|bin|png|jpeg|jpg|gif|emf|wmf|bmp|svg|data)$/,
]
const forbiddenNames = /vbaProject|activeX|oleObject|embeddings\/|externalLinks\//i

const endSignature = 0x06054b50
const entrySignature = 0x02014b50

/** What a spreadsheet of the open document format may hold: plain names inside the archive. */
const openNames = [/^[\w .-]{1,80}(?:\/[\w .-]{1,80}){0,4}$/]
type Limits = { readonly entries: number; readonly size: number; readonly ratio: number }
type Rules = {
  readonly names: readonly RegExp[]
  readonly needed: readonly string[]
  readonly limits: Limits
  readonly forbidden?: RegExp
}
const workbookRules: Rules = {
  names: allowedNames,
  needed: ['[content_types].xml', 'xl/workbook.xml'],
  limits: zipLimits,
  forbidden: forbiddenNames,
}
const openRules: Rules = {
  names: openNames,
  needed: ['mimetype', 'content.xml'],
  limits: zipLimits,
  forbidden: forbiddenNames,
}
/** A deck of a hundred slides with its charts; only read, never taken over. */
const officeRules: Rules = {
  names: [/^[^\\:*?"<>|]{1,260}$/],
  needed: ['[content_types].xml'],
  limits: { entries: 5000, size: 128 * 1024 * 1024, ratio: 200 },
}

/** As readZipDirectory, of a spreadsheet of the open document format (.ods). */
export function readOpenDocument(bytes: Uint8Array): ZipDirectory {
  return readDirectory(bytes, openRules)
}

/** Reads a zip's directory without inflating anything; refuses what no office program writes. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  return readDirectory(bytes, workbookRules)
}

const archiveRules: Rules = { ...officeRules, needed: ['manifest.json'] }

/** As readZipDirectory, of the archive of a release that is only read. */
export function readArchiveFile(bytes: Uint8Array): ZipDirectory {
  return readDirectory(bytes, archiveRules)
}

/** As readZipDirectory, of any Office file that is only read. */
export function readOfficeFile(bytes: Uint8Array): ZipDirectory {
  return readDirectory(bytes, officeRules)
}

function readDirectory(bytes: Uint8Array, rules: Rules): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 22 || view.getUint32(0, true) !== 0x04034b50) return refuse(notWorkbook)
  const end = findEnd(view)
  if (end === null) return refuse(broken)
  const count = view.getUint16(end + 10, true)
  if (count === 0 || count > rules.limits.entries || count !== view.getUint16(end + 8, true)) {
    return refuse(count > rules.limits.entries ? tooMuch : broken)
  }
  const start = view.getUint32(end + 16, true)
  const length = view.getUint32(end + 12, true)
  if (start + length > end) return refuse(broken)
  return readEntries(view, bytes, { at: start, end: start + length, count, rules })
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - 22
  for (let at = last; at >= Math.max(0, last - 65_535); at--) {
    if (view.getUint32(at, true) === endSignature && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at
  }
  return null
}

function readEntries(
  view: DataView,
  bytes: Uint8Array,
  span: { at: number; end: number; count: number; rules: Rules },
): ZipDirectory {
  const entries: ZipEntry[] = []
  let at = span.at
  for (let read = 0; read < span.count; read++) {
    if (at + 46 > span.end || view.getUint32(at, true) !== entrySignature) return refuse(broken)
    const nameLength = view.getUint16(at + 28, true)
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > span.end) return refuse(broken)
    const entry = readEntry(view, at, new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)))
    if ('reason' in entry) return entry
    entries.push(entry)
    at = next
  }
  return judge(entries, bytes.byteLength, span.rules)
}

function readEntry(view: DataView, at: number, name: string): ZipEntry | ZipRefusal {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  if ((flags & 1) !== 0) return refuse('工作簿设置了打开密码，无法读取。请取消密码后再上传。')
  if (method !== 0 && method !== 8) return refuse(broken)
  return {
    name,
    isFolder: name.endsWith('/'),
    method,
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  }
}

function judge(entries: readonly ZipEntry[], fileSize: number, rules: Rules): ZipDirectory {
  const names = new Set<string>()
  let total = 0
  for (const entry of entries) {
    const key = entry.name.toLowerCase()
    if (names.has(key)) return refuse(broken)
    names.add(key)
    const refusal = judgeName(entry, rules)
    if (refusal !== null) return refusal
    total += entry.size
    if (total > rules.limits.size || entry.size > entry.packedSize * rules.limits.ratio + 1024) return refuse(tooMuch)
    if (entry.offset + entry.packedSize > fileSize) return refuse(broken)
  }
  if (!rules.needed.every((name) => names.has(name))) return refuse(notWorkbook)
  return { ok: true, entries }
}

function judgeName({ name, isFolder }: ZipEntry, { names, forbidden }: Rules): ZipRefusal | null {
  if (forbidden?.test(name) === true) {
    return refuse('工作簿含有宏、嵌入对象或外部链接，不能上传。请另存为不含宏的“Excel 工作簿（*.xlsx）”后再上传。')
  }
  if (isFolder) return /^[\w/-]{1,80}$/.test(name) || forbidden === undefined ? null : refuse(broken)
  return names.some((pattern) => pattern.test(name)) && !name.includes('..') ? null : refuse(notWorkbook)
}

function refuse(reason: string): ZipRefusal {
  return { ok: false, reason }
}

export const zipRefusals = { notWorkbook, broken, tooMuch, tooManyCells } as const
