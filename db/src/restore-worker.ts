import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { StoreRefusal } from './refusal.ts'
import { copyForRestore } from './restore.ts'
import { hasSeals } from './seal/as-found.ts'
import { checkSeals } from './seal/check.ts'

/** Copies and checks a backup aside from the thread that serves. */
const { folder, backup } = workerData as { folder: string; backup: string }
try {
  copyForRestore(folder, backup)
  const db = new Database(backup, { readonly: true, fileMustExist: true })
  try {
    parentPort?.postMessage({ breaches: hasSeals(db) ? checkSeals(db).breaches.length : 0 })
  } finally {
    db.close()
  }
} catch (error) {
  if (!(error instanceof StoreRefusal)) throw error
  parentPort?.postMessage({ refusal: error.message })
}
