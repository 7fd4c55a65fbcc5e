import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { StoreRefusal } from './refusal.ts'

type Answer = { readonly breaches: number } | { readonly refusal: string }

/**
 * `copyForRestore` in a thread of its own, and the copy held against its seals: how many places in it were changed by
 * another way than the program. Rejects with a StoreRefusal where the backup cannot be restored.
 */
export async function prepareRestoreAside(folder: string, backup: string): Promise<{ readonly breaches: number }> {
  const worker = new Worker(new URL('./restore-worker.ts', import.meta.url), { workerData: { folder, backup } })
  try {
    const [answer] = (await once(worker, 'message')) as [Answer]
    if ('refusal' in answer) throw new StoreRefusal('no_backup', answer.refusal)
    return answer
  } finally {
    await worker.terminate()
  }
}
