import { parentPort, workerData } from 'node:worker_threads'
import { giveWay } from '../give-way.ts'
import type { MarkedSheet } from './mark-workbook.ts'
import { markedWorkbook } from './mark-workbook.ts'

/* Runs apart from the server, as the reading does: what people send is taken apart here. */

giveWay()
const { bytes, sheets } = workerData as { readonly bytes: Uint8Array; readonly sheets: readonly MarkedSheet[] }
parentPort?.postMessage({ ok: true, bytes: await markedWorkbook(bytes, sheets) })
