import type { WorkbookGrid } from '@cg/export/workbook/grid'
import { ServiceError, invalid } from '@cg/services/errors'
import type { ReceivedFile } from './receive-file.ts'

/** The workbook library is large; it is loaded when the first file comes. */
const loadReader = async () => ({
  ...(await import('@cg/export/workbook/read')),
  ...(await import('@cg/export/workbook/convert')),
  ...(await import('@cg/export/workbook/csv-grid')),
})

const mostUploads = 2
let uploads = 0

export type SentBook = {
  readonly book: Extract<WorkbookGrid, { ok: true }>
  /** It came as xlsx: not as text and not in another program's format. */
  readonly isOwn: boolean
}

/** Reads a workbook that was sent and answers from it; two of them at a time, and none is kept once it is answered. */
export async function withSentBook<Answer>(
  { fileName, bytes }: ReceivedFile,
  answer: (sent: SentBook) => Promise<Answer>,
): Promise<Answer> {
  if (uploads >= mostUploads) {
    throw new ServiceError('unavailable', '正在处理其他人上传的文件，请几秒后再试。', { retryAfterSeconds: 5 })
  }
  uploads += 1
  try {
    const { readWorkbook, readCsv, foreignKind, convertToXlsx, findConverter } = await loadReader()
    const isCsv = /\.csv$/i.test(fileName)
    const foreign = foreignKind(bytes)
    const xlsx = foreign === null ? null : await convertToXlsx(bytes, foreign, { converter: await findConverter() })
    if (xlsx?.ok === false) throw invalid(`${fileName}：${xlsx.reason}`, { reason: 'upload.unreadable' })
    const book = isCsv ? readCsv(bytes) : await readWorkbook(xlsx?.bytes ?? bytes)
    if (!book.ok) throw invalid(`${fileName}：${book.reason}`, { reason: 'upload.unreadable' })
    return await answer({ book, isOwn: !isCsv && foreign === null })
  } finally {
    uploads -= 1
  }
}
