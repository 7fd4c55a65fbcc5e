import { officeFace } from './chart-text.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'

export type Word = {
  readonly text: string
  readonly x: number
  /** The middle of the line. */
  readonly y: number
  readonly points: number
  readonly colour: string
  readonly bold?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly fill?: string
  /** Inches of its column: a longer text stands in two lines. */
  readonly within?: number
  readonly name: string
}

/** One line of text that does not wrap, at a point. */
export function word(slide: Slide, { text, x, y, points, colour, bold, align, fill, within, name }: Word): void {
  const isLong = within !== undefined && textInches(text, points) > within
  // Two lines of like length: no letter is left alone in the second.
  const w = isLong
    ? Math.min(within, textInches(text, points) * 0.5 + (2 * points) / 72)
    : textInches(text, points) + 0.12
  const h = (isLong ? 2 : 1) * (points / 72) + 0.1
  const left = align === 'center' ? x - w / 2 : align === 'right' ? x - w : x
  slide.addText(text, {
    x: left,
    y: y - h / 2,
    w,
    h,
    fontFace: officeFace,
    fontSize: points,
    color: colour.slice(1),
    bold: bold === true,
    align: align ?? 'left',
    valign: 'middle',
    margin: 0,
    wrap: isLong,
    ...(isLong ? { lineSpacing: points * 1.12 } : {}),
    ...(fill === undefined ? {} : { fill: { color: fill.slice(1) } }),
    objectName: name,
  })
}
