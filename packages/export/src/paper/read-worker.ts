import { parentPort, workerData } from 'node:worker_threads'
import { ChartRefusal } from '@cg/charts/refusal'
import { readDraft } from '../speech/read-draft.ts'
import type { DraftText } from '../speech/read-draft.ts'
import { readTemplate } from './template.ts'

/* Takes one document apart that somebody sent, apart from the server and with its own memory limit. */

export type PaperReading = { readonly kind: 'draft' | 'template'; readonly bytes: Uint8Array }
export type Judged = { readonly ok: true } | { readonly ok: false; readonly reason: string }

async function judge(bytes: Uint8Array): Promise<Judged> {
  try {
    await readTemplate(bytes)
    return { ok: true }
  } catch (error) {
    if (error instanceof ChartRefusal) return { ok: false, reason: error.message }
    throw error
  }
}

const { kind, bytes } = workerData as PaperReading
const answer: DraftText | Judged = kind === 'draft' ? await readDraft(bytes) : await judge(bytes)
parentPort?.postMessage(answer)
