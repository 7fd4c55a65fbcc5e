import { Worker } from 'node:worker_threads'
import { openPlaces } from '../places.ts'

const memoryLimitMb = 256

/**
 * What each may take is memory that all of them together must leave: 24 MB for a usual workbook. One on two processors, which
 * the server and its drawing threads share with it.
 */
const places = openPlaces(1)

export type WorkerLimits = {
  readonly limitMs: number
  /** What is said when it took too long, too much memory, or just ended. */
  readonly words: { readonly slow: string; readonly large: string; readonly stopped: string }
}

export type WorkerRefusal = { readonly ok: false; readonly reason: string }

/**
 * One answer of a worker's file, which reads what people sent: with limits of memory and time, and no end but an answer.
 * One such worker at a time; the time of one that waits has not begun.
 */
export function inWorker<Answer>(
  file: URL,
  workerData: unknown,
  limits: WorkerLimits,
): Promise<Answer | WorkerRefusal> {
  return places(() => answerOf<Answer>(file, workerData, limits))
}

function answerOf<Answer>(
  file: URL,
  workerData: unknown,
  { limitMs, words }: WorkerLimits,
): Promise<Answer | WorkerRefusal> {
  return new Promise((resolve) => {
    const worker = new Worker(file, {
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 6, stackSizeMb: 4 },
    })
    const settle = (answer: Answer | WorkerRefusal): void => {
      clearTimeout(timer)
      resolve(answer)
      void worker.terminate()
    }
    const timer = setTimeout(() => settle({ ok: false, reason: words.slow }), limitMs)
    worker.once('message', (answer: Answer) => settle(answer))
    worker.once('error', (error) => settle({ ok: false, reason: isOutOfMemory(error) ? words.large : words.stopped }))
    worker.once('exit', () => settle({ ok: false, reason: words.stopped }))
  })
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
