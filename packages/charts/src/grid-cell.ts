import type { Light } from '@cg/contract/figure-schema'
import type { Figure, GridCell } from './model.ts'
import { statusMarks } from './theme.ts'

/** A figure judged by its light; without a number or a light it is not compared. */
export function lightCell(figure: Figure, light: Light | null, carriedFrom: string | null): GridCell {
  if (figure.value === null) return { ...figure, ...notCompared, words: figure.text, carriedFrom }
  return { ...figure, ...(light === null ? notCompared : judgedByLight(light)), carriedFrom }
}

/** What a cell without a mark says. */
export const notCompared = { tint: null, mark: '', words: '不比较', isWeak: false } as const

/** The first cell of a new definition says so, to the eye by the line before it. */
export function atBreak<Cell extends GridCell>(cell: Cell, isBreak: boolean): Cell {
  return isBreak ? { ...cell, words: `${cell.words}，本季起口径调整`, startsDefinition: true } : cell
}

/** What the dashed line between two quarters says; '' where there is none. */
export const breakLineWords = '竖虚线：口径调整，前后不作比较'

type Judged = Pick<GridCell, 'tint' | 'mark' | 'words' | 'isWeak'>

function judged(light: Light): Judged {
  const { glyph, word } = statusMarks[light]
  return { tint: { palette: 'status', light }, mark: glyph, words: word, isWeak: light === 'late' }
}

/** Made once: a rug of thousands of units judges each of its cells. */
const byLight: Readonly<Record<Light, Judged>> = { met: judged('met'), near: judged('near'), late: judged('late') }

/** Mark, tint and word of a light; what lags is weak. */
export function judgedByLight(light: Light): Judged {
  return byLight[light]
}

/** The light of a cell that is judged by one. */
export function lightOf({ tint }: GridCell): Light | null {
  return tint?.palette === 'status' ? tint.light : null
}
