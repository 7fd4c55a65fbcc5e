import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

/* The thread that draws pages ahead (ahead.ts), one after the other, with the server's part of the web's build. */

export type AheadJob = {
  readonly id: number
  readonly address: string
  readonly period: string
  /** As they stand in the page: an object of JSON, answers by their address. */
  readonly answers: string
}
export type AheadReply = { readonly id: number; readonly html: string | null; readonly error: string | null }

/** What apps/web/src/ahead.tsx gives. */
type Ahead = {
  readonly drawAhead: (page: {
    readonly address: string
    readonly period: string
    readonly answers: Record<string, unknown>
  }) => Promise<string | null>
}

const port = parentPort
if (port === null) throw new Error('ahead-thread.ts runs in a worker thread only')

// The answers are there; a page that asks for more is not drawn ahead.
globalThis.fetch = () => Promise.reject(new DOMException('a page drawn ahead asks for nothing', 'AbortError'))

// Required by its path, since it is no source of ours but what the build of the web wrote; hence the cast, too.
const { drawAhead } = createRequire(import.meta.url)(String(workerData)) as Ahead
let last: Promise<unknown> = Promise.resolve()

port.on('message', (job: AheadJob) => {
  last = last.then(() => draw(job)).then((reply) => port.postMessage(reply))
})

async function draw({ id, address, period, answers }: AheadJob): Promise<AheadReply> {
  try {
    const html = await drawAhead({ address, period, answers: JSON.parse(answers) as Record<string, unknown> })
    return { id, html, error: null }
  } catch (error) {
    return { id, html: null, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
