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
    shapes: [...band(settings), ...header.shapes, ...footer.shapes, ...watermark(model, settings)],
    plot: { left: margin, top, width: settings.width - 2 * margin, height: footer.bottom - 12 - top },
  }
}

/** 党建红 across the top. */
function band({ brand, width, height }: DrawingSettings): Shape[] {
  if (brand === undefined) return []
  const shape = { x: 0, y: 0, width, height: Math.round(height / 90) }
  return [{ type: 'rect', silent: true, shape, style: { fill: brand } }]
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
    textShape(line, margin, margin - 4 + at * lineHeight, {
      size: titleSize,
      fill: settings.brand ?? theme.ink,
      family,
      bold: true,
    }),
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
  const qr = qrSize(settings)
  const beside = qr === 0 ? 0 : qr + 12
  const width = settings.width - 2 * margin
  const lines = flowParts(footerLines({ ...model.lines, demo: null }), size, width - beside, model.unbroken)
  const lineHeight = Math.round(size * 1.5)
  const bottom = settings.height - margin * 0.72
  const top = Math.min(bottom - lines.length * lineHeight, bottom - qr)
  const rule: Shape = {
    type: 'line',
    silent: true,
    shape: { x1: margin, y1: top - 7, x2: settings.width - margin, y2: top - 7 },
    style: { stroke: theme.line, lineWidth: 1 },
  }
  const shapes = lines.map((line, at) =>
    textShape(line, margin, top + at * lineHeight, { size, fill: theme.ink3, family }),
  )
  return {
    shapes: [rule, ...shapes, ...drawQr(settings, settings.width - margin - qr, bottom - qr)],
    bottom: top - 7,
  }
}

function qrSize({ qr }: DrawingSettings): number {
  return qr === undefined ? 0 : qr.cells.length * qr.module
}

/** Dark on white whatever the ground is, as one shape: a ring for each run of dark cells. */
function drawQr(settings: DrawingSettings, left: number, top: number): Shape[] {
  const { qr } = settings
  if (qr === undefined) return []
  const { cells, module } = qr
  // On whole pixels of the file, as its cells are.
  const [x, y] = [left, top].map((at) => Math.round(at / module) * module)
  const size = qrSize(settings)
  const rings = cells.flatMap((row, r) =>
    runsOf(row).map(([from, to]) => {
      const [x1, x2] = [(x ?? 0) + from * module, (x ?? 0) + to * module]
      const [y1, y2] = [(y ?? 0) + r * module, (y ?? 0) + (r + 1) * module]
      return [x1, y1, x2, y1, x2, y2, x1, y2]
    }),
  )
  return [
    { type: 'rect', silent: true, shape: { x, y, width: size, height: size }, style: { fill: '#FFFFFF' } },
    { type: 'outline', silent: true, shape: { rings, isOpen: false }, style: { fill: '#000000' } },
  ]
}

/** From where to where a row is dark. */
function runsOf(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = []
  for (const [at, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last?.[1] === at) last[1] = at + 1
    else runs.push([at, at + 1])
  }
  return runs
}

/** 试看 · 未发布, or words of one's own, twice across the picture, pale enough to read the figures through. */
function watermark(model: ChartModel, settings: DrawingSettings): Shape[] {
  const text = model.watermark
  if (text === null) return []
  // Long words of one's own fit the picture's diagonal as well.
  const size = Math.round(Math.min(settings.width / 14, (settings.width * 0.9) / textWidth(text)))
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
