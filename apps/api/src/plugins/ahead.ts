import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { boundedCache } from '@cg/export/bounded-cache'
import type { FastifyBaseLogger } from 'fastify'
import type { AheadJob, AheadReply } from './ahead-thread.ts'

/*
 * The first page drawn on the server, so that it is seen before the program has come. The web's own components draw it, in a
 * thread apart: the answers that go out with the page are all that they are given. A page that is not ready in time goes
 * out without it, and the program draws it as before.
 */

export type PageDrawer = {
  /** The page's HTML; null where there is none in time. */
  readonly draw: (job: Omit<AheadJob, 'id'>) => Promise<string | null>
  readonly close: () => Promise<void>
}

/** Longest that a visit waits; drawing takes a tenth of it once the thread is warm. */
const patienceMs = 150

/** Pages of some hundred people. */
const keptBytes = 16 * 2 ** 20

/** A drawer over the server's part of the web's build; null where that was not built. The thread starts with the first page. */
export function openPageDrawer(module: string, log: FastifyBaseLogger): PageDrawer | null {
  if (!existsSync(module)) return null
  const kept = boundedCache<string>(keptBytes, (html) => html.length * 2)
  const waiting = new Map<number, (reply: AheadReply) => void>()
  let worker: Worker | null = null
  let lastId = 0

  function start(): Worker {
    const limits = { maxOldGenerationSizeMb: 128 }
    const started = new Worker(new URL('./ahead-thread.ts', import.meta.url), {
      workerData: module,
      resourceLimits: limits,
    })
    started.unref()
    started.on('message', (reply: AheadReply) => waiting.get(reply.id)?.(reply))
    started.on('error', (error) => log.error({ err: error }, 'the thread that draws pages ahead has ended'))
    started.on('exit', () => {
      for (const [id, answer] of waiting) answer({ id, html: null, error: 'the thread has ended' })
      worker = null
    })
    return started
  }

  function ask(job: Omit<AheadJob, 'id'>): Promise<string | null> {
    worker ??= start()
    const id = ++lastId
    const { promise, resolve } = Promise.withResolvers<AheadReply>()
    waiting.set(id, resolve)
    worker.postMessage({ id, ...job } satisfies AheadJob)
    return promise.then(({ html, error }) => {
      waiting.delete(id)
      if (error !== null) log.warn({ address: job.address, error }, 'a page could not be drawn ahead')
      return html
    })
  }

  return {
    async draw(job) {
      const key = createHash('sha256').update(`${job.address}\n${job.answers}`).digest('hex')
      const ready = kept.get(key)
      if (ready !== undefined) return ready
      const drawn = ask(job).then((html) => (html === null ? null : kept.set(key, html)))
      return Promise.race([drawn, within(patienceMs)])
    },
    async close() {
      await worker?.terminate()
    },
  }
}

function within(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(resolve, ms, null).unref())
}
