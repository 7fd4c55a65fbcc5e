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
 * One such worker at a time, and none before the last one has gone with its memory; the time of one that waits has not
 * begun.
 */
export function inWorker<Answer>(
  file: URL,
  workerData: unknown,
  limits: WorkerLimits,
): Promise<Answer | WorkerRefusal> {
  return new Promise((resolve, reject) => {
    const turn = places(async () => {
      const { answer, ended } = startWorker<Answer>(file, workerData, limits)
      resolve(answer)
      await ended
    })
    turn.catch(reject)
  })
}

type Started<Answer> = { readonly answer: Promise<Answer | WorkerRefusal>; readonly ended: Promise<unknown> }

function startWorker<Answer>(file: URL, workerData: unknown, { limitMs, words }: WorkerLimits): Started<Answer> {
  const worker = new Worker(file, {
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: 6, stackSizeMb: 4 },
  })
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  const answer = new Promise<Answer | WorkerRefusal>((resolve) => {
    const settle = (found: Answer | WorkerRefusal): void => {
      clearTimeout(timer)
      resolve(found)
      void worker.terminate()
    }
    const timer = setTimeout(() => settle({ ok: false, reason: words.slow }), limitMs)
    worker.once('message', (found: Answer) => settle(found))
    worker.once('error', (error) => settle({ ok: false, reason: isOutOfMemory(error) ? words.large : words.stopped }))
    worker.once('exit', () => settle({ ok: false, reason: words.stopped }))
  })
  return { answer, ended }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
