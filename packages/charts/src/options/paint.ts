import type { Shape } from './frame.ts'
import type { OutlineParts } from './outline-shape.ts'
import { traceOutline } from './outline-shape.ts'

/** What is used of a canvas' context. */
export type PaintContext = {
  fillStyle: unknown
  strokeStyle: unknown
  lineWidth: number
  lineJoin: unknown
  font: string
  textAlign: unknown
  textBaseline: unknown
  beginPath: () => void
  moveTo: (x: number, y: number) => void
  lineTo: (x: number, y: number) => void
  closePath: () => void
  rect: (x: number, y: number, width: number, height: number) => void
  arc: (x: number, y: number, radius: number, from: number, to: number) => void
  setLineDash: (dash: number[]) => void
  fill: () => void
  stroke: () => void
  fillText: (text: string, x: number, y: number) => void
}

/** Paints the shapes of a map on a canvas, in order: thousands of areas in a moment, without an element for each. */
export function paintShapes(context: PaintContext, shapes: readonly Shape[]): void {
  for (const shape of shapes) {
    if (shape.type === 'text') paintText(context, shape)
    else paintForm(context, shape)
  }
}

type Style = Readonly<Record<string, unknown>>

/** A shape's own part: an object, as every maker of shapes writes it. */
function part(shape: Shape, key: 'shape' | 'style'): Style {
  return shape[key] as Style
}

function paintText(context: PaintContext, shape: Shape): void {
  const style = part(shape, 'style')
  context.fillStyle = style['fill']
  context.font = String(style['font'])
  context.textAlign = style['align']
  context.textBaseline = style['verticalAlign']
  context.fillText(String(style['text']), Number(shape['x']), Number(shape['y']))
}

function paintForm(context: PaintContext, shape: Shape): void {
  const [form, style] = [part(shape, 'shape'), part(shape, 'style')]
  context.beginPath()
  if (shape.type === 'outline') traceOutline(context, form as OutlineParts)
  else if (shape.type === 'circle')
    context.arc(Number(form['cx']), Number(form['cy']), Number(form['r']), 0, 2 * Math.PI)
  else context.rect(Number(form['x']), Number(form['y']), Number(form['width']), Number(form['height']))
  if (style['fill'] !== undefined && style['fill'] !== 'none') {
    context.fillStyle = style['fill']
    context.fill()
  }
  if (style['stroke'] === undefined) return
  context.strokeStyle = style['stroke']
  context.lineWidth = Number(style['lineWidth'] ?? 1)
  context.lineJoin = 'round'
  context.setLineDash(Array.isArray(style['lineDash']) ? (style['lineDash'] as number[]) : [])
  context.stroke()
}
