import { parentPort, workerData } from 'node:worker_threads'
import { sleep } from '../../bench/child.ts'

/* Asks /livez every 20 ms until it is told to stop, and sends how long each answer took, ms. */

const url = String(workerData)
const took: number[] = []
let isOver = false
parentPort?.once('message', () => (isOver = true))
async function ask(): Promise<void> {
  const from = performance.now()
  await (await fetch(url)).arrayBuffer()
  took.push(performance.now() - from)
}

// What the first costs is this thread's own: it loads its client and opens the connection.
await ask()
took.length = 0
parentPort?.postMessage('begun')
while (!isOver) {
  await ask()
  await sleep(20)
}
parentPort?.postMessage(took)
