import { Worker } from 'node:worker_threads'
import type { Job, Reply } from './worker.ts'

/** Young objects of a drawing die within it: a small room for them costs little, and there are several threads. */
const limits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 8, stackSizeMb: 8 }

export type DrawingThread = {
  readonly post: (job: Job) => void
  /** Whether the process waits for this thread. */
  readonly hold: (isBusy: boolean) => void
  readonly end: () => Promise<void>
}

/** The thread of `worker.ts` with bounded memory; `onEnd` says why it died, unless `end` was called. */
export function startDrawingThread(onReply: (reply: Reply) => void, onEnd: (reason: string) => void): DrawingThread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: limits })
  let hasEnded = false
  const died = (reason: string) => {
    if (hasEnded) return
    hasEnded = true
    onEnd(reason)
  }
  worker.unref()
  worker.on('message', (reply: Reply) => {
    if (!hasEnded) onReply(reply)
  })
  worker.on('error', (error) => died(error instanceof Error ? error.message : String(error)))
  worker.on('exit', () => died('the drawing thread ended'))
  return {
    post: (job) => worker.postMessage(job),
    hold: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
    async end() {
      hasEnded = true
      await worker.terminate()
    },
  }
}
