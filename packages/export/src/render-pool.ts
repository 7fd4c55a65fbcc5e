import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { ChartModel } from '@cg/charts/model'
import { boundedCache } from './bounded-cache.ts'
import type { RenderRequest, RenderedFile } from './render.ts'
import type { Job } from './worker.ts'

export type RenderPool = {
  /** Draws in the worker, or answers from the cache; the same question asked twice at once is drawn once. */
  readonly render: (model: ChartModel, request: RenderRequest) => Promise<RenderedFile>
  readonly close: () => Promise<void>
}

export type RenderPoolOptions = {
  readonly maxCacheBytes?: number
  readonly maxWaiting?: number
  readonly timeoutMs?: number
}

/** Too many charts wait already: the caller answers 503 with Retry-After. */
export class RenderBusyError extends Error {
  override readonly name = 'RenderBusyError'
}

/** The drawing failed or took too long; the worker was replaced when it had died. */
export class RenderFailedError extends Error {
  override readonly name = 'RenderFailedError'
}

type Waiting = {
  readonly job: Job
  readonly resolve: (file: RenderedFile) => void
  readonly reject: (error: Error) => void
}
type Reply = { readonly id: number; readonly file?: RenderedFile; readonly error?: string }

const limits = { maxOldGenerationSizeMb: 384, stackSizeMb: 8 }

/** One worker with bounded memory, a bounded queue and a bounded cache of finished files. */
export function openRenderPool(options: RenderPoolOptions = {}): RenderPool {
  const { maxCacheBytes = 32 * 2 ** 20, maxWaiting = 64, timeoutMs = 20_000 } = options
  const cache = boundedCache<RenderedFile>(maxCacheBytes, (file) => file.bytes.length)
  const underWay = new Map<string, Promise<RenderedFile>>()
  const queue: Waiting[] = []
  let worker: Worker | null = null
  let current: Waiting | null = null
  let timer: NodeJS.Timeout | null = null
  let nextId = 1

  function settle(act: (waiting: Waiting) => void): void {
    const done = current
    current = null
    if (timer !== null) clearTimeout(timer)
    if (done !== null) act(done)
    startNext()
  }

  function drop(reason: string): void {
    const dead = worker
    worker = null
    void dead?.terminate()
    settle((waiting) => waiting.reject(new RenderFailedError(reason)))
  }

  function startWorker(): Worker {
    const made = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: limits })
    made.unref()
    made.on('message', (reply: Reply) => {
      if (made !== worker || reply.id !== current?.job.id) return
      settle((waiting) =>
        reply.file === undefined
          ? waiting.reject(new RenderFailedError(reply.error ?? ''))
          : waiting.resolve(reply.file),
      )
    })
    made.on('error', (error) => {
      if (made === worker) drop(error instanceof Error ? error.message : String(error))
    })
    made.on('exit', () => {
      if (made === worker) drop('the drawing thread ended')
    })
    return made
  }

  function startNext(): void {
    if (current !== null) return
    current = queue.shift() ?? null
    if (current === null) {
      worker?.unref()
      return
    }
    worker ??= startWorker()
    worker.ref()
    timer = setTimeout(() => drop('the drawing took too long'), timeoutMs)
    worker.postMessage(current.job)
  }

  function draw(model: ChartModel, request: RenderRequest): Promise<RenderedFile> {
    if (queue.length >= maxWaiting) return Promise.reject(new RenderBusyError('正在生成的图表过多，请稍后再试'))
    return new Promise((resolve, reject) => {
      queue.push({ job: { id: nextId++, model, request }, resolve, reject })
      startNext()
    })
  }

  return {
    render(model, request) {
      const key = createHash('sha256')
        .update(JSON.stringify([model, request]))
        .digest('hex')
      const ready = cache.get(key)
      if (ready !== undefined) return Promise.resolve(ready)
      const asked = underWay.get(key)
      if (asked !== undefined) return asked
      const drawn = draw(model, request)
        .then((file) => cache.set(key, file))
        .finally(() => underWay.delete(key))
      underWay.set(key, drawn)
      return drawn
    },
    async close() {
      const last = worker
      worker = null
      if (timer !== null) clearTimeout(timer)
      for (const waiting of [current, ...queue.splice(0)])
        waiting?.reject(new RenderFailedError('the server is stopping'))
      current = null
      await last?.terminate()
    },
  }
}
