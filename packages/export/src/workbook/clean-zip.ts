import { inflateRawSync } from 'node:zlib'
import JSZip from 'jszip'
import { gridLimits } from './grid.ts'
import { sheetContent } from './sheet-content.ts'
import { readZipDirectory, zipRefusals } from './zip-directory.ts'
import type { ZipEntry, ZipRefusal } from './zip-directory.ts'

export type CleanZip =
  | {
      readonly ok: true
      readonly bytes: Uint8Array
      /** The program that wrote the file left the calculating to the next one that opens it. */
      readonly isUncalculated: boolean
    }
  | ZipRefusal

/** Of all sheets together: what is counted is the work a file makes, whatever else the machine does. */
const mostCells = 300_000
const mostArea = 5_000_000

/** What the reader needs; pictures, charts, comments and the like are left out. */
const neededParts = [
  /^\[Content_Types\]\.xml$/,
  /^_rels\/\.rels$/,
  /^xl\/(workbook|sharedStrings|styles)\.xml$/,
  /^xl\/_rels\/workbook\.xml\.rels$/,
]
const worksheet = /^xl\/worksheets\/[^/]+\.xml$/

/**
 * The same workbook in a new archive that can hold no surprise: every file inflated under the size its directory
 * promised, sheets reduced to their cells and those counted, no document type declarations.
 */
export async function cleanZip(bytes: Uint8Array): Promise<CleanZip> {
  const directory = readZipDirectory(bytes)
  if (!directory.ok) return directory
  const zip = new JSZip()
  let [cells, area] = [0, 0]
  let isUncalculated = false
  for (const entry of directory.entries) {
    if (entry.isFolder) continue
    const content = inflate(bytes, entry)
    if (content === null) return { ok: false, reason: zipRefusals.broken }
    if (!/\.(xml|rels)$/.test(entry.name)) continue
    if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY'))
      return { ok: false, reason: zipRefusals.notWorkbook }
    if (entry.name === 'xl/workbook.xml') isUncalculated = /\bfullCalcOnLoad="(?:1|true)"/.test(content.toString())
    if (worksheet.test(entry.name)) {
      const sheet = sheetContent(content.toString(), gridLimits.rows)
      if (sheet === null) return { ok: false, reason: zipRefusals.broken }
      cells += sheet.cells
      area += sheet.area
      if (cells > mostCells || area > mostArea) return { ok: false, reason: zipRefusals.tooManyCells }
      zip.file(entry.name, sheet.xml)
    } else if (neededParts.some((pattern) => pattern.test(entry.name))) zip.file(entry.name, content)
  }
  const rebuilt = await zip.generateAsync({ type: 'uint8array', compression: 'STORE' })
  return { ok: true, bytes: rebuilt, isUncalculated }
}

/** Null when the file's own header or its content does not agree with the directory. */
export function inflate(bytes: Uint8Array, entry: ZipEntry): Buffer | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.byteLength || view.getUint32(entry.offset, true) !== 0x04034b50) return null
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packedSize)
  if (packed.byteLength !== entry.packedSize) return null
  if (entry.method === 0) return entry.size === entry.packedSize ? Buffer.from(packed) : null
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    return content.byteLength === entry.size ? content : null
  } catch {
    return null
  }
}
