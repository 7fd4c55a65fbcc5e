import { parentPort } from 'node:worker_threads'
import { packColumns } from '@cg/contract/columns/pack'

/* Packs the columns of answers about thousands of units, which takes as long as some thousand other answers (columns.ts). */

export type ColumnsJob = { readonly id: number; readonly body: Uint8Array }
export type ColumnsReply = { readonly id: number } & ({ readonly body: Uint8Array } | { readonly error: string })

const port = parentPort
if (port === null) throw new Error('columns-thread.ts runs in a worker thread only')

port.on('message', ({ id, body }: ColumnsJob) => port.postMessage(replyTo(id, body)))

function replyTo(id: number, body: Uint8Array): ColumnsReply {
  try {
    const answer: unknown = JSON.parse(new TextDecoder().decode(body))
    return { id, body: new TextEncoder().encode(JSON.stringify(packColumns(answer))) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}
