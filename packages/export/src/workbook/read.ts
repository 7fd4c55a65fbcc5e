import type { WorkbookGrid } from './grid.ts'
import { inWorker } from './in-worker.ts'
import type { WorkerLimits, WorkerRefusal } from './in-worker.ts'
import type { MarkedSheet } from './mark-workbook.ts'
import type { Reading } from './read-worker.ts'
import { zipRefusals } from './zip-directory.ts'

/** The last resort against a file that makes work its counts do not show; a good one needs a second of a busy machine. */
const lastResortMs = 60_000

/** Reads an uploaded workbook in a worker with a limit on memory. Never throws for what the file holds. */
export function readWorkbook(bytes: Uint8Array, limitMs: number = lastResortMs): Promise<WorkbookGrid> {
  return read<WorkbookGrid>({ kind: 'xlsx', bytes }, limitMs)
}

/** As `readCsv`, in a worker. */
export function readCsvApart(bytes: Uint8Array): Promise<WorkbookGrid> {
  return read<WorkbookGrid>({ kind: 'csv', bytes })
}

/** Why a workbook is not read by whoever reads it whole: it is none, broken, or holds more than a table does. In a worker. */
export async function workbookFaultApart(bytes: Uint8Array): Promise<string | null> {
  const judged = await read<{ readonly ok: true } | WorkerRefusal>({ kind: 'judge', bytes })
  return judged.ok ? null : judged.reason
}

/** What is wrong with a spreadsheet of the open document format, before another program opens it; inflated in a worker. */
export async function openFaultApart(bytes: Uint8Array): Promise<string | null> {
  const judged = await read<{ readonly ok: true } | WorkerRefusal>({ kind: 'open', bytes })
  return judged.ok ? null : judged.reason
}

function read<Answer>(reading: Reading, limitMs: number = lastResortMs): Promise<Answer | WorkerRefusal> {
  return inWorker<Answer>(new URL('./read-worker.ts', import.meta.url), reading, limitsOf(limitMs))
}

/** Marks a workbook that was read, in a worker too; null where it cannot be written again as it is. */
export async function markWorkbook(bytes: Uint8Array, sheets: readonly MarkedSheet[]): Promise<Uint8Array | null> {
  type Marked = { readonly ok: true; readonly bytes: Uint8Array | null }
  const file = new URL('./mark-worker.ts', import.meta.url)
  const marked = await inWorker<Marked>(file, { bytes, sheets }, limitsOf(lastResortMs))
  return marked.ok ? marked.bytes : null
}

function limitsOf(limitMs: number): WorkerLimits {
  return { limitMs, words: { slow: notInTime(limitMs), large: zipRefusals.tooMuch, stopped } }
}

function notInTime(limitMs: number): string {
  return `服务器在${limitMs / 1000}秒内没有读完这个文件，什么也没有写入。可能是服务器正忙，请稍后再上传；仍读不完时，请下载模板，把数字粘贴进去后再上传。`
}

const stopped = '读取文件时中断，什么也没有写入。请重新上传；仍不成功时，请下载模板，把数字粘贴进去后再上传。'
