import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { databasePath } from '../open.ts'
import { copyAside } from '../postgres/copy-aside.ts'
import { readSource } from '../source.ts'
import type { SealCheck } from './check.ts'

/** `checkSeals` of an installation's file as it stands now, in a thread of its own. Rejects when the file cannot be read. */
export async function checkInstallation(folder: string): Promise<SealCheck> {
  const source = readSource(folder)
  if (source === null) return checkFile(databasePath(folder))
  // One moment of the database as a file, which the very same check reads.
  const place = mkdtempSync(join(tmpdir(), 'cg-check-'))
  try {
    const path = join(place, 'copy.sqlite')
    await copyAside(source.url, path)
    return await checkFile(path)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

async function checkFile(path: string): Promise<SealCheck> {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), {
    workerData: path,
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  })
  try {
    const [check] = (await once(worker, 'message')) as [SealCheck]
    return check
  } finally {
    await worker.terminate()
  }
}
