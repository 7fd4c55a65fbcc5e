import { textWidth } from '@cg/charts/text-layout'
import type { NativeChart } from './native.ts'

/* Inches on a slide of 13.33 × 7.5. */

export const slide = { width: 13.333, height: 7.5, margin: 0.5 } as const

/** Where a slide's chart stands, inches. */
export type Frame = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

/** Inches around the axes, inside the frame. */
export type Margins = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** A chart with its frame and the rectangle of its axes, inches. */
export type Axes = { readonly chart: NativeChart; readonly frame: Frame; readonly plot: Frame }

const contentTop = 1.5

/** The room between the subtitle and the footer. */
export function contentFrame(footerTop: number): Frame {
  return { x: slide.margin, y: contentTop, w: slide.width - 2 * slide.margin, h: footerTop - contentTop - 0.12 }
}

/** A frame no higher than its rows need: few rows stand together instead of far apart. */
export function frameForRows(frame: Frame, rows: number, head: number): Frame {
  return { ...frame, h: Math.min(frame.h, head + rows * highestRow) }
}

const highestRow = 1.1

const inchesPerPoint = 1 / 72

/** Width in inches of a text at a size in points. */
export function textInches(text: string, points: number): number {
  return textWidth(text) * points * inchesPerPoint
}

/** Letters that fit rows of this height, a sixth of it between them: 14 points where there is room, never below 8. */
export function rowPoints(rowInches: number): number {
  return Math.max(8, Math.min(14, Math.floor(rowInches * 72 * 0.84 * 2) / 2))
}

export function axesOf(chart: NativeChart, frame: Frame, margins: Margins): Axes {
  const plot = {
    x: frame.x + margins.left,
    y: frame.y + margins.top,
    w: frame.w - margins.left - margins.right,
    h: frame.h - margins.top - margins.bottom,
  }
  return { chart, frame, plot }
}

/** Inches from the left edge of the slide for a value of a lying chart. */
export function valueX({ chart, plot }: Axes, value: number): number {
  return plot.x + (plot.w * (value - chart.axis.min)) / (chart.axis.max - chart.axis.min)
}

/** Inches from the top edge of the slide for a value of a line chart. */
export function valueY({ chart, plot }: Axes, value: number): number {
  const share = (value - chart.axis.min) / (chart.axis.max - chart.axis.min)
  return plot.y + plot.h * (chart.axis.isReversed ? share : 1 - share)
}

/** Inches of one row of a lying chart. */
export function rowInches({ chart, plot }: Axes): number {
  return plot.h / Math.max(1, chart.categories.length)
}

/** The middle of a row of a lying chart, first row on top. */
export function rowY(axes: Axes, row: number): number {
  return axes.plot.y + rowInches(axes) * (row + 0.5)
}

/** Rows in parts of nearly equal length, none longer than `limit`. */
export function evenParts<T>(rows: readonly T[], limit: number): readonly (readonly T[])[] {
  const count = Math.max(1, Math.ceil(rows.length / limit))
  const size = Math.ceil(rows.length / count)
  return Array.from({ length: count }, (_, at) => rows.slice(at * size, (at + 1) * size))
}
