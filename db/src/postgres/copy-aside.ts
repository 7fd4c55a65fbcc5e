import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** `copyToFile` in a thread of its own: a server answers while an installation is copied. */
export async function copyAside(url: string, path: string): Promise<void> {
  const worker = new Worker(new URL('./copy-worker.ts', import.meta.url), { workerData: { url, path } })
  try {
    await once(worker, 'message')
  } finally {
    await worker.terminate()
  }
}
