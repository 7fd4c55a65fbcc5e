import { wordCell, wordColumn } from './figure.ts'
import type { TableCell, TableColumn } from './model.ts'

/** What a record of a file begins with: when, whose, of which indicator. */
export const recordColumns: readonly TableColumn[] = [
  wordColumn('period', '期次'),
  wordColumn('unitCode', '单位代码'),
  wordColumn('unit', '单位'),
  wordColumn('indicatorCode', '指标代码'),
  wordColumn('indicator', '指标'),
]

type Named = { readonly code: string; readonly name: string }

/** The cells of those columns. */
export function recordCells(period: string, unit: Named, indicator: Named): TableCell[] {
  return [period, unit.code, unit.name, indicator.code, indicator.name].map(wordCell)
}
