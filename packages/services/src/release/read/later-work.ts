import { parentPort, workerData } from 'node:worker_threads'
import { openReading } from '@cg/db/reading'
import type { LaterAnswer } from '../facts/later.ts'
import { laterAnswers } from '../facts/later.ts'
import { computeFigures } from '../compute/figures.ts'
import { withEarlier } from '../input/load-input.ts'
import { loadAnswer, loadStoredBasis } from '../stored/answers.ts'
import { unpackCells } from '../stored/cell-table.ts'
import { releaseHead } from '../stored/head.ts'
import { wholeBytes, headBytes } from '../stored/own-bytes.ts'
import { loadRelease } from '../stored/release-row.ts'

/* What the thread does: one answer after the other. */

export type LaterJob = {
  readonly id: number
  readonly code: string
  /** Another one where the number was given anew. */
  readonly mark: string
  readonly name: LaterAnswer
}
export type LaterReply = { readonly id: number } & ({ readonly body: Uint8Array | null } | { readonly error: string })

const port = parentPort
if (port === null) throw new Error('later-work.ts runs in a worker thread only')
const store = openReading(workerData as string)

/** The figures of the release that was asked last: a nation's are large, and readers ask about one release. */
let known: { readonly mark: string; readonly render: (name: LaterAnswer) => Buffer | null } | null = null

async function rendererOf(code: string, mark: string): Promise<(name: LaterAnswer) => Buffer | null> {
  if (known?.mark === mark) return known.render
  known = null
  const made = await store.read(async (db) => {
    const row = await loadRelease(db, code)
    const basis = await loadStoredBasis(db, row.id)
    const cells = unpackCells(await loadAnswer(db, row.id, 'cells'))
    const figures = computeFigures(await withEarlier(db, basis, cells), { isWhole: true })
    const preparation = { sequence: row.sequence ?? 0, preparedAt: row.preparedAt, reason: row.reason }
    const head = releaseHead(basis, preparation, row.publishedAt)
    const own = laterAnswers(head, figures)
    const first = headBytes(head)
    return (name: LaterAnswer) => {
      const body = own(name)
      return body === null ? null : wholeBytes(first, body)
    }
  })
  known = { mark, render: made }
  return made
}

let last = Promise.resolve()
port.on('message', ({ id, code, mark, name }: LaterJob) => {
  last = last.then(async () => {
    try {
      const body = (await rendererOf(code, mark))(name)
      port.postMessage({ id, body } satisfies LaterReply)
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies LaterReply)
    }
  })
})
