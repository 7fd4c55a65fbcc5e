import type { WorkbookGrid } from '@cg/export/workbook/grid'
import { invalid } from '@cg/services/errors'
import type { ReceivedFile } from './receive-file.ts'

/** The workbook library is large; it is loaded when the first file comes. */
const loadReader = async () => ({
  ...(await import('@cg/export/workbook/read')),
  ...(await import('@cg/export/workbook/convert')),
})

export type SentBook = {
  readonly book: Extract<WorkbookGrid, { ok: true }>
  /** It came as xlsx: not as text and not in another program's format. */
  readonly isOwn: boolean
}

/** Reads a workbook that was sent and answers from it; in a thread apart, and none is kept once it is answered. */
export async function withSentBook<Answer>(
  { fileName, bytes }: ReceivedFile,
  answer: (sent: SentBook) => Promise<Answer>,
): Promise<Answer> {
  const { readWorkbook, readCsvApart, foreignKind, convertToXlsx, findConverter } = await loadReader()
  const isCsv = /\.csv$/i.test(fileName)
  const foreign = foreignKind(bytes)
  const xlsx = foreign === null ? null : await convertToXlsx(bytes, foreign, { converter: await findConverter() })
  if (xlsx?.ok === false) throw invalid(`${fileName}：${xlsx.reason}`, { reason: 'upload.unreadable' })
  const book = isCsv ? await readCsvApart(bytes) : await readWorkbook(xlsx?.bytes ?? bytes)
  if (!book.ok) throw invalid(`${fileName}：${book.reason}`, { reason: 'upload.unreadable' })
  return await answer({ book, isOwn: !isCsv && foreign === null })
}

/** Refuses a workbook that would cost its reader more than a table does: what follows reads it whole, formats and all. */
export async function requireSound({ fileName, bytes }: ReceivedFile): Promise<void> {
  if (!/\.xlsx$/i.test(fileName)) return
  const { workbookFaultApart } = await loadReader()
  const fault = await workbookFaultApart(bytes)
  if (fault !== null) throw invalid(`${fileName}：${fault}`, { reason: 'upload.unreadable' })
}
