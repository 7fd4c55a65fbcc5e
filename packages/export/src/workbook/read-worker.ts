import { parentPort, workerData } from 'node:worker_threads'
import { readXlsx } from 'hucre/xlsx'
import type { Cell, CellValue, Sheet } from 'hucre/xlsx'
import { asShown } from '@cg/domain/number/decimal-text'
import { unreachable } from '@cg/domain/must'
import { giveWay } from '../give-way.ts'
import { cleanZip } from './clean-zip.ts'
import { readCsv } from './csv-grid.ts'
import { gridLimits } from './grid.ts'
import type { Grid, GridValue, WorkbookGrid } from './grid.ts'
import { openFault } from './open-fault.ts'
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
      sheets: (_, index) => index < gridLimits.sheets,
    })
    return { ok: true, sheets: book.sheets.map((sheet) => readGrid(sheet, clean.isUncalculated)) }
  } catch {
    return { ok: false, reason: zipRefusals.broken }
  }
}

function readGrid({ name, rows, cells, hidden, veryHidden, merges = [] }: Sheet, isUncalculated: boolean): Grid {
  const line = (values: readonly CellValue[], row: number) =>
    values.slice(0, gridLimits.columns).map((value, column) => {
      const isMissing = lacksResult(value, cells?.get(`${row},${column}`), isUncalculated)
      return isMissing ? { odd: 'formula' as const } : gridValue(value)
    })
  return {
    name,
    rows: rows.map(line),
    isHidden: hidden === true || veryHidden === true,
    ...(merges.length === 0
      ? {}
      : {
          merges: merges.map(({ startRow, startCol, endRow, endCol }) => ({
            top: startRow,
            left: startCol,
            bottom: endRow,
            right: endCol,
          })),
        }),
  }
}

/** Programs that write formulas without calculating leave the result out, or put 0 there and say so in the workbook. */
function lacksResult(value: CellValue, cell: Cell | undefined, isUncalculated: boolean): boolean {
  if (cell?.formula === undefined) return false
  return value === null || value === undefined || (isUncalculated && value === 0)
}

function gridValue(value: CellValue): GridValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? asShown(value) : { odd: 'infinite' }
  if (typeof value === 'string') return value.slice(0, gridLimits.textLength)
  if (typeof value === 'boolean') return { odd: 'boolean' }
  return Number.isNaN(value.getTime()) ? { odd: 'date' } : { odd: 'date', day: value.toISOString().slice(0, 10) }
}

export type Reading = { readonly kind: 'xlsx' | 'judge' | 'csv' | 'open'; readonly bytes: Uint8Array }

async function perform({ kind, bytes }: Reading): Promise<unknown> {
  switch (kind) {
    case 'xlsx':
      return read(bytes)
    case 'judge': {
      const clean = await cleanZip(bytes)
      return clean.ok ? { ok: true } : clean
    }
    case 'csv':
      return readCsv(bytes)
    case 'open': {
      const reason = openFault(bytes)
      return reason === null ? { ok: true } : { ok: false, reason }
    }
    default:
      return unreachable(kind)
  }
}

giveWay()
parentPort?.postMessage(await perform(workerData as Reading))
