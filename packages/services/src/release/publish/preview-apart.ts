import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ServiceError } from '../../errors.ts'
import type { ServiceErrorDetail } from '../../errors.ts'
import type { AskedPreview, MadePreview } from './make-answers.ts'

/** `source`: of the file or database (`sourceOf`). */
export type ApartJob = AskedPreview & { readonly source: string }

export type ApartReply =
  | { readonly kind: 'made'; readonly preview: MadePreview }
  | {
      readonly kind: 'refused'
      readonly code: ServiceError['code']
      readonly words: string
      readonly detail: ServiceErrorDetail
    }
  | { readonly kind: 'failed'; readonly error: unknown }

const script = fileURLToPath(new URL('preview-process.ts', import.meta.url))

/**
 * Of V8: most of what is made is done with at once, which 8 MB for young objects copy several times; and a process that
 * lives for some seconds is done before the code that TurboFan makes of it pays.
 */
const flags = ['--max-semi-space-size=16', '--no-turbofan']

let last: Promise<unknown> = Promise.resolve()

/**
 * Makes the preview of a large city in a process of its own, one at a time: it computes for seconds, in which this one
 * answers others, and its half a gigabyte of memory goes back with it. Throws what it threw.
 */
export function previewApart(job: ApartJob): Promise<MadePreview> {
  const made = last.then(() => makeNext(job))
  last = made.catch(() => undefined)
  return made
}

async function makeNext(job: ApartJob): Promise<MadePreview> {
  const child = fork(script, {
    execArgv: flags,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let said: ApartReply | undefined
  child.on('message', (message) => (said = message as ApartReply))
  child.send(job)
  const ended = await new Promise<string>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  if (said?.kind === 'made') return said.preview
  if (said?.kind === 'refused') throw new ServiceError(said.code, said.words, said.detail)
  if (said?.kind === 'failed') throw said.error
  throw new Error(`the process that makes a preview ended before it had: ${ended}`)
}
