import { inWorker } from '../workbook/in-worker.ts'
import type { Inspected } from './inspect.ts'

/** The last resort: a deck of a hundred slides takes a second or two. */
const lastResortMs = 30_000

const typeIt = '请直接输入文件页脚里的核验码。'

/** Reads an uploaded file in a worker with limits of time and memory. Never throws for what the file holds. */
export async function readStampedFile(bytes: Uint8Array): Promise<Inspected> {
  return await inWorker<Inspected>(new URL('./read-worker.ts', import.meta.url), bytes, {
    limitMs: lastResortMs,
    words: {
      slow: `服务器在${lastResortMs / 1000}秒内没有读完这个文件。${typeIt}`,
      large: `这个文件展开后过大，不能核验。${typeIt}`,
      stopped: `读取文件时中断。请再试一次；仍不成功时，${typeIt}`,
    },
  })
}
