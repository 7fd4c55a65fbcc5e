import { Worker } from 'node:worker_threads'
import type { MapTrial } from '@cg/contract/map'
import { invalid } from '../errors.ts'
import type { MapReading } from './read-worker.ts'

/** A good file at the limit takes two seconds; one that is made to take long ends here. */
const limitMs = 60_000

/** Reads a file of outlines in a thread of its own, so that the server answers everybody else meanwhile. */
export async function readApart(reading: MapReading): Promise<MapTrial> {
  const { promise, resolve, reject } = Promise.withResolvers<MapTrial>()
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData: reading,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 8 },
  })
  const timer = setTimeout(() => reject(tooHard), limitMs)
  worker.once('message', resolve)
  worker.once('error', (error) => reject(isOutOfMemory(error) ? tooHard : error))
  worker.once('exit', () => reject(new Error('the thread that reads outlines ended without an answer')))
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    void worker.terminate()
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

const tooHard = invalid(
  '文件的图形过于复杂，没有读完，什么也没有写入。请在制图软件中选用较小比例尺的边界后重新上传。',
  {
    reason: 'map.too_hard',
  },
)
