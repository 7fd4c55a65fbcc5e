import type { Tone } from './model.ts'

/** A picture stays readable up to here; longer lists are cut for drawing, never in the tables. */
export const rowLimit = 30
const headCount = 20
const tailCount = 6

type Selectable = { readonly tone: Tone; readonly rank: unknown }

/** The rows to draw: all, or the first twenty, those in focus and the last six that are ranked; with the words that say so. */
export function shownRows<R extends Selectable>(
  rows: readonly R[],
): { readonly rows: readonly R[]; readonly notes: string[] } {
  if (rows.length <= rowLimit) return { rows, notes: [] }
  const ranked = rows.filter((row) => row.rank !== null && row.rank !== '')
  const pool = ranked.length > rowLimit ? ranked : rows
  const loud = rows.filter((row) => row.tone === 'focus' || row.tone === 'compare')
  const hasLoud = loud.length > 0
  const kept = new Set([...pool.slice(0, headCount), ...pool.slice(-tailCount), ...loud])
  return {
    rows: rows.filter((row) => kept.has(row)),
    notes: [`共${rows.length}个单位，图中列出前${headCount}个、后${tailCount}个${hasLoud ? '及强调单位' : ''}`],
  }
}
