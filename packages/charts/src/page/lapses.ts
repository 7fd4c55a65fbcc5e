import { lapseSummary, lapseTitle, statedTable } from '../lapses.ts'
import type { LapseRow } from '../lapses.ts'
import type { PageBlock } from './page-model.ts'
import { chartTable } from './tables.ts'

/** 原因、措施、预计 of late and missing figures on paper; nothing where nothing is late. */
export function lapseBlock(rows: readonly LapseRow[] | null, head: '单位' | '指标'): PageBlock | null {
  if (rows === null || rows.length === 0) return null
  return {
    kind: 'table',
    title: lapseTitle,
    subtitle: lapseSummary(rows, head === '单位' ? '个' : '项'),
    table: chartTable(statedTable(rows, head)),
  }
}
