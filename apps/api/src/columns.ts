import { Worker } from 'node:worker_threads'
import { columnsMediaType } from '@cg/contract/columns/media-type'
import type { ColumnsJob, ColumnsReply } from './columns-thread.ts'

/** A release is asked for soon after it was published; then nothing is packed for months. */
const idleMs = 30_000
const limits = { maxOldGenerationSizeMb: 512 }

export type ColumnPacker = {
  /** The JSON of an answer with its columns packed. */
  readonly pack: (body: Buffer) => Promise<Buffer>
  readonly close: () => Promise<void>
}

/** Whether the asker says that it takes packed columns. */
export function takesColumns(accept: string | undefined): boolean {
  return accept?.includes(columnsMediaType) ?? false
}

/** Packs in a thread apart, one answer after the other; the thread ends when nobody asks. */
export function openColumnPacker(): ColumnPacker {
  const waiting = new Map<number, (reply: ColumnsReply) => void>()
  let worker: Worker | null = null
  let lastId = 0
  let idle: NodeJS.Timeout | undefined

  function start(): Worker {
    const started = new Worker(new URL('./columns-thread.ts', import.meta.url), {
      execArgv: [],
      resourceLimits: limits,
    })
    started.unref()
    started.on('message', (reply: ColumnsReply) => {
      waiting.get(reply.id)?.(reply)
      waiting.delete(reply.id)
      if (waiting.size === 0) rest()
    })
    const end = (reason: string): void => {
      if (worker === started) worker = null
      for (const [id, answer] of waiting) answer({ id, error: reason })
      waiting.clear()
    }
    started.on('error', (error) => end(error instanceof Error ? error.message : String(error)))
    started.on('exit', () => end('the thread ended'))
    return started
  }

  function rest(): void {
    clearTimeout(idle)
    idle = setTimeout(() => void close(), idleMs).unref()
  }

  async function close(): Promise<void> {
    clearTimeout(idle)
    const ended = worker
    worker = null
    await ended?.terminate()
  }

  return {
    async pack(body) {
      clearTimeout(idle)
      worker ??= start()
      const id = ++lastId
      const { promise, resolve } = Promise.withResolvers<ColumnsReply>()
      waiting.set(id, resolve)
      worker.postMessage({ id, body } satisfies ColumnsJob)
      const reply = await promise
      if ('error' in reply) throw new Error(`the columns of an answer were not packed: ${reply.error}`)
      return Buffer.from(reply.body)
    },
    close,
  }
}
