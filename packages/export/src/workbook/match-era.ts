import { tidyLabel } from '@cg/domain/form/label'
import type { Grid } from './grid.ts'
import { textOf } from './sheet-layout.ts'

/** Whether a heading says that figures are of this quarter, or of another or no quarter at all (同比). */
export type Era = 'now' | 'past'

const now = /^(?:本季度?|本期|当季|当期|期末|季末|本季末)(?:数|数值|完成数?|实际|累计)?$/
const past = /^(?:上季|上期|上年|去年|同期|年初|同比|环比|增减|增长|增幅|较上|比上|较去|比去)/

/** Null for a heading that says neither. */
export function eraOf(text: string): Era | null {
  const label = tidyLabel(text)
  if (now.test(label)) return 'now'
  return past.test(label) && label.length <= 12 ? 'past' : null
}

/** What the lines above a column's name say; in merged heads the words stand at the left end. */
export function eraAbove({ rows }: Grid, head: number, column: number): Era | null {
  for (let row = head - 1; row >= Math.max(0, head - 2); row--) {
    const words = rows[row]?.slice(0, column + 1).findLast((value) => textOf(value).trim() !== '')
    const era = eraOf(textOf(words))
    if (era !== null) return era
  }
  return null
}

/** What the lines between a column's name and the first figures say. */
export function eraUnder({ rows }: Grid, { head, until }: { head: number; until: number }, column: number): Era | null {
  for (let row = head + 1; row < until; row++) {
    const era = eraOf(textOf(rows[row]?.[column]))
    if (era !== null) return era
  }
  return null
}
