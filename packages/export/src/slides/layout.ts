import { textWidth } from '@cg/charts/text-layout'
import type { PlotArea } from './chart-xml.ts'
import type { NativeChart } from './native.ts'

/* Inches on a slide of 13.33 × 7.5. */

export const slide = { width: 13.333, height: 7.5, margin: 0.5 } as const

/** The frame of the chart, inches. */
export type Frame = { readonly x: number; readonly y: number; readonly w: number; readonly h: number }

export const chartFrame: Frame = { x: 0.5, y: 1.5, w: 12.333, h: 4.75 }

const inchesPerPoint = 1 / 72

/** Width in inches of a text at a size in points. */
export function textInches(text: string, points: number): number {
  return textWidth(text) * points * inchesPerPoint
}

/** Where the axes stand: names at the left of bars, under the lines otherwise; room at the right for words of our own. */
export function plotArea(chart: NativeChart, rightInches: number): PlotArea {
  const names = Math.max(0.4, ...chart.categories.map((word) => textInches(word, 14)))
  const left = chart.shape === 'bar' ? names + 0.25 : chart.axis.isShown ? 0.55 : 0.3
  const top = chart.shape === 'bar' ? 0.4 : 0.45
  const bottom = chart.shape === 'bar' ? 0.05 : 0.5
  return {
    left: left / chartFrame.w,
    top: top / chartFrame.h,
    width: (chartFrame.w - left - rightInches) / chartFrame.w,
    height: (chartFrame.h - top - bottom) / chartFrame.h,
  }
}

/** Inches from the left edge of the slide for a value of a bar chart. */
export function valueX(chart: NativeChart, plot: PlotArea, value: number): number {
  const share = (value - chart.axis.min) / (chart.axis.max - chart.axis.min)
  return chartFrame.x + chartFrame.w * (plot.left + plot.width * share)
}

/** Inches from the top edge of the slide for a value of a line chart. */
export function valueY(chart: NativeChart, plot: PlotArea, value: number): number {
  const share = (value - chart.axis.min) / (chart.axis.max - chart.axis.min)
  return chartFrame.y + chartFrame.h * (plot.top + plot.height * (chart.axis.isReversed ? share : 1 - share))
}

/** The middle of a row of a bar chart, first row on top. */
export function rowY(chart: NativeChart, plot: PlotArea, row: number): number {
  return chartFrame.y + chartFrame.h * (plot.top + (plot.height * (row + 0.5)) / chart.categories.length)
}
