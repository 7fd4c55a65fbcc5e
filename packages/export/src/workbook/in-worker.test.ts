import type { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { inWorker } from './in-worker.ts'

const words = { slow: 'slow', large: 'large', stopped: 'stopped' }
const program = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`)
const answering = program(`
  import { parentPort, workerData } from 'node:worker_threads'
  parentPort.postMessage(workerData)
`)

it('answers with what the thread says, or with why it did not', async () => {
  const ask = (file: URL, limitMs = 10_000) => inWorker<string>(file, 'read', { limitMs, words })
  expect(await ask(answering)).toBe('read')
  expect(await ask(program('throw new Error("broken")'))).toEqual({ ok: false, reason: 'stopped' })
  expect(await ask(program('for (;;);'), 300)).toEqual({ ok: false, reason: 'slow' })
})

it('starts none before the last one has gone, answered or not', async () => {
  const alive = new Set<Worker>()
  let most = 0
  const follow = (worker: Worker): void => {
    alive.add(worker)
    most = Math.max(most, alive.size)
    worker.once('exit', () => alive.delete(worker))
  }
  process.on('worker', follow)
  try {
    const files = [answering, program('throw new Error("broken")'), answering, program('for (;;);'), answering]
    await Promise.all(files.map((file) => inWorker(file, 'read', { limitMs: 300, words })))
    expect(most).toBe(1)
  } finally {
    process.off('worker', follow)
  }
})
