import { parentPort, workerData } from 'node:worker_threads'
import { readXlsx } from 'hucre/xlsx'
import type { CellValue } from 'hucre/xlsx'
import { cleanZip } from './clean-zip.ts'
import { gridLimits } from './grid.ts'
import type { GridValue, WorkbookGrid } from './grid.ts'
import { zipRefusals } from './zip-directory.ts'

/*
 * Runs apart from the server, with its own memory limit: a hostile file can only end this worker. Prototypes are
 * frozen before anything of the file is parsed.
 */

for (const prototype of [Object.prototype, Array.prototype, Map.prototype, Set.prototype, String.prototype]) {
  Object.freeze(prototype)
}

async function read(bytes: Uint8Array): Promise<WorkbookGrid> {
  const clean = await cleanZip(bytes)
  if (!clean.ok) return clean
  try {
    const book = await readXlsx(clean.bytes, {
      maxRows: gridLimits.rows,
      sheets: (_, index) => index < gridLimits.sheets,
    })
    return { ok: true, sheets: book.sheets.map(({ name, rows }) => ({ name, rows: rows.map(gridRow) })) }
  } catch {
    return { ok: false, reason: zipRefusals.broken }
  }
}

function gridRow(row: readonly CellValue[]): GridValue[] {
  return row.slice(0, gridLimits.columns).map(gridValue)
}

function gridValue(value: CellValue): GridValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : { odd: '出错的数' }
  if (typeof value === 'string') return value.slice(0, gridLimits.textLength)
  return { odd: typeof value === 'boolean' ? '逻辑值' : '日期' }
}

parentPort?.postMessage(await read(workerData as Uint8Array))
