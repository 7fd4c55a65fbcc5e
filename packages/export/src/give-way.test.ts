import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'

/** How nice a thread of this process is: the 19th field of its stat. */
const niceOf = (thread: string): number =>
  Number(readFileSync(`/proc/${thread}/stat`, 'utf8').split(') ')[1]?.split(' ')[16])

it.runIf(process.platform === 'linux')('a thread that gives way leaves the others as they are', async () => {
  const before = niceOf('thread-self')
  const code = `
    const { readFileSync } = require('node:fs')
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData).then(({ giveWay }) => {
      giveWay()
      parentPort.postMessage(Number(readFileSync('/proc/thread-self/stat', 'utf8').split(') ')[1].split(' ')[16]))
    })`
  const thread = new Worker(code, { eval: true, workerData: new URL('./give-way.ts', import.meta.url).href })
  const [nice] = await once(thread, 'message')
  await thread.terminate()
  expect(nice).toBe(Math.max(before, 10))
  expect(niceOf('thread-self')).toBe(before)
})
