import { Worker } from 'node:worker_threads'
import type { WorkbookGrid } from './grid.ts'

const timeLimitMs = 5000
const memoryLimitMb = 256

/** Reads an uploaded workbook in a worker with limits on time and memory. Never throws for what the file holds. */
export function readWorkbook(bytes: Uint8Array): Promise<WorkbookGrid> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
      workerData: bytes,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    })
    const settle = (answer: WorkbookGrid): void => {
      clearTimeout(timer)
      resolve(answer)
      void worker.terminate()
    }
    const timer = setTimeout(() => settle({ ok: false, reason: tooHard }), timeLimitMs)
    worker.once('message', (answer: WorkbookGrid) => settle(answer))
    worker.once('error', () => settle({ ok: false, reason: tooHard }))
    worker.once('exit', () => settle({ ok: false, reason: tooHard }))
  })
}

const tooHard = '文件内容过于复杂，无法读取。请重新下载模板，把数字粘贴进去后再上传。'
