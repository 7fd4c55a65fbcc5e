import { Worker } from 'node:worker_threads'
import type { WorkbookGrid } from './grid.ts'
import type { MarkedSheet } from './mark-workbook.ts'
import { zipRefusals } from './zip-directory.ts'

/** The last resort against a file that makes work its counts do not show; a good one needs a second of a busy machine. */
const lastResortMs = 60_000
const memoryLimitMb = 256

/** Reads an uploaded workbook in a worker with a limit on memory. Never throws for what the file holds. */
export function readWorkbook(bytes: Uint8Array, limitMs: number = lastResortMs): Promise<WorkbookGrid> {
  return inWorker<WorkbookGrid>(new URL('./read-worker.ts', import.meta.url), bytes, limitMs)
}

/** Marks a workbook that was read, in a worker too; null where it cannot be written again as it is. */
export async function markWorkbook(bytes: Uint8Array, sheets: readonly MarkedSheet[]): Promise<Uint8Array | null> {
  type Marked = { readonly ok: true; readonly bytes: Uint8Array | null }
  const file = new URL('./mark-worker.ts', import.meta.url)
  const marked = await inWorker<Marked>(file, { bytes, sheets }, lastResortMs)
  return marked.ok ? marked.bytes : null
}

type Refusal = Extract<WorkbookGrid, { ok: false }>

function inWorker<Answer>(file: URL, workerData: unknown, limitMs: number): Promise<Answer | Refusal> {
  return new Promise((resolve) => {
    const worker = new Worker(file, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    })
    const settle = (answer: Answer | Refusal): void => {
      clearTimeout(timer)
      resolve(answer)
      void worker.terminate()
    }
    const timer = setTimeout(() => settle({ ok: false, reason: notInTime(limitMs) }), limitMs)
    worker.once('message', (answer: Answer) => settle(answer))
    worker.once('error', (error) => settle({ ok: false, reason: isOutOfMemory(error) ? zipRefusals.tooMuch : stopped }))
    worker.once('exit', () => settle({ ok: false, reason: stopped }))
  })
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function notInTime(limitMs: number): string {
  return `服务器在${limitMs / 1000}秒内没有读完这个文件，什么也没有写入。可能是服务器正忙，请稍后再上传；仍读不完时，请下载模板，把数字粘贴进去后再上传。`
}

const stopped = '读取文件时中断，什么也没有写入。请重新上传；仍不成功时，请下载模板，把数字粘贴进去后再上传。'
