import { cellWidth } from '../printed-page.ts'
import { withAttributes, xmlAttribute } from './xml-parts.ts'

/* How tall a row must be for wrapped words: not every program finds out for itself. */

/** The width of the column 错误说明, in characters. */
export const faultWidth = 60
const lineHeight = 15.5
/** No program draws a taller row. */
const tallest = 409

/** The points that a text takes in a column; null where one line holds it. */
export function heightOf(text: string, width: number): number | null {
  // A line ends before a character of two columns that no longer fits, and beside the cell's own margins.
  const lines = Math.ceil(cellWidth(text) / (width - 3))
  return lines <= 1 ? null : Math.min(tallest, lines * lineHeight)
}

/**
 * The opening tag of a row with room for so many points. It is not said to be set by hand unless it was: a program that
 * fits rows itself may go on to.
 */
export function withHeight(opening: string, height: number | null): string {
  const standing = Number(xmlAttribute(opening, 'ht') ?? 0)
  if (height === null || standing >= height) return opening
  const [, start = '', attributes = '', end = ''] = /^(<[\w:.-]+)([^]*?)(\s*\/?>)$/.exec(opening) ?? []
  return start + withAttributes(attributes, { ht: height }) + end
}

/** The opening tag of a row that a program fits anew, unless its height was set by hand. */
export function withoutHeight(opening: string): string {
  if (/^(?:1|true)$/.test(xmlAttribute(opening, 'customHeight') ?? '')) return opening
  return opening.replace(/\sht\s*=\s*(?:"[^"]*"|'[^']*')/, '')
}
