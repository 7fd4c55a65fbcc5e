import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { checkSeals } from './check.ts'

/** Holds a file against its seals aside from the thread that serves. */
const db = new Database(String(workerData), { readonly: true, fileMustExist: true, timeout: 5000 })
try {
  db.exec('BEGIN')
  parentPort?.postMessage(checkSeals(db))
} finally {
  db.close()
}
