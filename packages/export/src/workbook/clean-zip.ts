import { inflateRawSync } from 'node:zlib'
import JSZip from 'jszip'
import { readZipDirectory, zipRefusals } from './zip-directory.ts'
import type { ZipEntry, ZipRefusal } from './zip-directory.ts'

export type CleanZip = { readonly ok: true; readonly bytes: Uint8Array } | ZipRefusal

/**
 * The same workbook in a new archive that can hold no surprise: every file inflated under the size its directory
 * promised, pictures left out, no document type declarations.
 */
export async function cleanZip(bytes: Uint8Array): Promise<CleanZip> {
  const directory = readZipDirectory(bytes)
  if (!directory.ok) return directory
  const zip = new JSZip()
  for (const entry of directory.entries) {
    if (entry.isFolder) continue
    const content = inflate(bytes, entry)
    if (content === null) return { ok: false, reason: zipRefusals.broken }
    if (!/\.(xml|rels)$/.test(entry.name)) continue
    if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY'))
      return { ok: false, reason: zipRefusals.notWorkbook }
    zip.file(entry.name, content)
  }
  return { ok: true, bytes: await zip.generateAsync({ type: 'uint8array', compression: 'STORE' }) }
}

/** Null when the file's own header or its content does not agree with the directory. */
function inflate(bytes: Uint8Array, entry: ZipEntry): Buffer | null {
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
