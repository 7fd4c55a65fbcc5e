import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { databasePath } from '../open.ts'
import type { SealCheck } from './check.ts'

/** `checkSeals` of an installation's file as it stands now, in a thread of its own. Rejects when the file cannot be read. */
export async function checkInstallation(folder: string): Promise<SealCheck> {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData: databasePath(folder) })
  try {
    const [check] = (await once(worker, 'message')) as [SealCheck]
    return check
  } finally {
    await worker.terminate()
  }
}
