import { mediaTypes } from '@cg/contract/media'
import { evidenceKindWords, evidenceKinds, maxEvidenceBytes, tooLargeWords } from '@cg/contract/evidence'
import { invalid } from '../../errors.ts'

/** How a file of an ending begins. */
const beginnings: Readonly<Record<(typeof evidenceKinds)[number], readonly number[]>> = {
  pdf: [0x25, 0x50, 0x44, 0x46],
  jpg: [0xff, 0xd8, 0xff],
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47],
  ofd: [0x50, 0x4b, 0x03, 0x04],
  docx: [0x50, 0x4b, 0x03, 0x04],
  xlsx: [0x50, 0x4b, 0x03, 0x04],
}

/** Refuses what is too large, of another kind, or not what its name says. */
export function requireEvidenceFile(fileName: string, bytes: Uint8Array): void {
  const kind = kindOf(fileName)
  if (kind === null) throw invalid(`《${fileName}》不能作为佐证上传，请上传 ${evidenceKindWords}。`, refused)
  if (bytes.length === 0) throw invalid(`《${fileName}》是空文件，请重新选择。`, refused)
  if (bytes.length > maxEvidenceBytes) throw invalid(tooLargeWords(fileName), refused)
  if (!beginnings[kind].every((byte, at) => bytes[at] === byte))
    throw invalid(`《${fileName}》的内容不是 ${kind} 文件，可能改过扩展名。请上传原始文件。`, refused)
}

const refused = { reason: 'evidence.refused' }

function kindOf(fileName: string): (typeof evidenceKinds)[number] | null {
  const ending = fileName.split('.').at(-1)?.toLowerCase()
  return evidenceKinds.find((kind) => kind === ending) ?? null
}

/** What a browser is told of a stored file; only names that were checked are stored. */
export function mediaTypeOf(fileName: string): string {
  const kind = kindOf(fileName)
  return kind === null ? 'application/octet-stream' : mediaTypes[kind]
}
