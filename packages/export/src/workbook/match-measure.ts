import { labelUnit, tidyLabel } from '@cg/domain/form/label'
import type { Grid, GridValue } from './grid.ts'
import { labelColumns, textOf } from './sheet-layout.ts'

const measureHead = /^(?:计量)?单位$/

/** A column of units of measure, by its heading. */
export function isMeasureHead(text: string): boolean {
  return measureHead.test(tidyLabel(text))
}

/** The unit of measure that is written beside or behind the line's label: 万人; null where none is. */
export function measureOf(line: readonly GridValue[], heads: readonly GridValue[] | undefined): string | null {
  const at = heads?.findIndex((head) => isMeasureHead(textOf(head))) ?? -1
  const beside = at < 0 ? '' : textOf(line[at]).trim()
  const labels = line.slice(0, labelColumns).map((value) => labelUnit(textOf(value)))
  return [beside, ...labels].find((one) => one !== '') ?? null
}

const overTable = /(?:^|[（(\s　])(?:计量)?单位[:：]\s*([^（）()\s　]{1,6})[)）]?\s*$/

/** The unit of measure of a whole table, as 单位：万人 above its heads; null where none is written. */
export function tableMeasure(
  { rows, isTurned }: Grid,
  { head, first }: { head: number; first: number },
): string | null {
  const above = isTurned === true ? rows.map((line) => line.slice(0, first)) : rows.slice(0, head)
  for (const value of above.flat()) {
    const [, words = ''] = overTable.exec(textOf(value)) ?? []
    const measure = labelUnit(`（${words}）`)
    if (measure !== '') return measure
  }
  return null
}

/** Words for counting that offices use for one another. */
const loose = /^[人名位家户个]$/

/**
 * The unit that a figure is read with: '' where it is the form's own or another word for it. Anything else is left to the
 * reader of numbers, which converts 万人 and refuses 人次 in words.
 */
export function foreignMeasure(written: string | null, unit: string): string {
  if (written === null || written === unit) return ''
  return loose.test(written) && loose.test(unit) ? '' : labelUnit(`（${written}）`)
}
