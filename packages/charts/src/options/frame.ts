import type { ChartModel } from '../model.ts'
import { footerLines } from '../model.ts'
import { flowParts, textWidth, wrapText, wrapTitle } from '../text-layout.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** A graphic element of ECharts, as far as we use it. */
export type Shape = {
  readonly type: 'text' | 'rect' | 'circle' | 'polygon' | 'polyline' | 'line' | 'outline'
  readonly [key: string]: unknown
}

export type TextStyle = {
  readonly size: number
  readonly fill: string
  readonly family: string
  readonly bold?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly middle?: boolean
}

/** One line of text at a point; no stroke around it (ECharts draws one by default). */
export function textShape(text: string, x: number, y: number, style: TextStyle): Shape {
  return {
    type: 'text',
    x,
    y,
    silent: true,
    style: {
      text,
      fill: style.fill,
      font: `${style.bold === true ? 'bold ' : ''}${Math.round(style.size * 10) / 10}px ${style.family}`,
      align: style.align ?? 'left',
      verticalAlign: style.middle === true ? 'middle' : 'top',
    },
  }
}

type Header = { readonly shapes: Shape[]; readonly bottom: number }

/** The frame of a picture: title, subtitle, footer, marks. Returns what is left for the plot. */
export function drawFrame(
  model: ChartModel,
  settings: DrawingSettings,
): { readonly shapes: Shape[]; readonly plot: Box } {
  if (settings.frame === 'panel')
    return {
      // Title, lines and the mark of a preview stand on the page around it.
      shapes: [],
      plot: { left: 0, top: 0, width: settings.width, height: settings.height },
    }
  const margin = Math.round(Math.min(settings.width, settings.height) * 0.052) + 2
  const header = drawHeader(model, settings, margin)
  const footer = drawFooter(model, settings, margin)
  const top = header.bottom + 12
  return {
    shapes: [...header.shapes, ...footer.shapes, ...watermark(model, settings)],
    plot: { left: margin, top, width: settings.width - 2 * margin, height: footer.bottom - 12 - top },
  }
}

function drawHeader(model: ChartModel, settings: DrawingSettings, margin: number): Header {
  const { theme, fontFamily: family, fontSize } = settings
  const titleSize = Math.round(fontSize * 1.62)
  const demo = model.lines.demo
  const chipWidth = demo === null ? 0 : textWidth(demo) * (fontSize - 2) + 18
  const width = settings.width - 2 * margin
  const titleLines = wrapTitle(model.title, titleSize, width - (chipWidth === 0 ? 0 : chipWidth + 12), model.unbroken)
  const lineHeight = Math.round(titleSize * 1.32)
  const shapes = titleLines.map((line, at) =>
    textShape(line, margin, margin - 4 + at * lineHeight, { size: titleSize, fill: theme.ink, family, bold: true }),
  )
  let y = margin - 4 + titleLines.length * lineHeight + 4
  const subtitleSize = fontSize + 0.5
  for (const line of wrapText(model.lines.subtitle, subtitleSize, width, model.unbroken)) {
    shapes.push(textShape(line, margin, y, { size: subtitleSize, fill: theme.ink2, family }))
    y += Math.round(subtitleSize * 1.4)
  }
  if (demo !== null)
    shapes.push(...demoChip(demo, settings, settings.width - margin - chipWidth, margin - 3, chipWidth))
  return { shapes, bottom: y }
}

function demoChip(text: string, settings: DrawingSettings, x: number, y: number, width: number): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const height = fontSize + 8
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x, y, width, height, r: 3 },
      style: { fill: 'none', stroke: theme.ink3, lineWidth: 1 },
    },
    textShape(text, x + width / 2, y + height / 2 + 0.5, {
      size: fontSize - 2,
      fill: theme.ink2,
      family,
      align: 'center',
      middle: true,
    }),
  ]
}

function drawFooter(model: ChartModel, settings: DrawingSettings, margin: number): Header {
  const { theme, fontFamily: family } = settings
  const size = Math.max(9, settings.fontSize - 2.5)
  const lines = flowParts(
    footerLines({ ...model.lines, demo: null }),
    size,
    settings.width - 2 * margin,
    model.unbroken,
  )
  const lineHeight = Math.round(size * 1.5)
  const top = settings.height - margin * 0.72 - lines.length * lineHeight
  const rule: Shape = {
    type: 'line',
    silent: true,
    shape: { x1: margin, y1: top - 7, x2: settings.width - margin, y2: top - 7 },
    style: { stroke: theme.line, lineWidth: 1 },
  }
  const shapes = lines.map((line, at) =>
    textShape(line, margin, top + at * lineHeight, { size, fill: theme.ink3, family }),
  )
  return { shapes: [rule, ...shapes], bottom: top - 7 }
}

/** 试看 · 未发布 twice across the picture, pale enough to read the figures through. */
function watermark(model: ChartModel, settings: DrawingSettings): Shape[] {
  const text = model.watermark
  if (text === null) return []
  const size = Math.round(settings.width / 14)
  return [0.34, 0.7].map((share) => ({
    type: 'text' as const,
    x: settings.width / 2,
    y: settings.height * share,
    rotation: Math.PI / 10,
    silent: true,
    z: 100,
    style: {
      text,
      fill: settings.theme.ink3,
      opacity: 0.16,
      font: `bold ${size}px ${settings.fontFamily}`,
      align: 'center',
      verticalAlign: 'middle',
    },
  }))
}
