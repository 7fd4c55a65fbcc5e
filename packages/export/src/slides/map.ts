import type { ListedUnit, PlacedArea } from '@cg/charts/map/layout'
import { mapLayout } from '@cg/charts/map/layout'
import { boundsOf, hatchLines } from '@cg/charts/map/spans'
import type { AreaPolygons, ClassedUnit, MapBody } from '@cg/charts/model'
import { missingMarks } from '@cg/charts/theme'
import { must } from '@cg/domain/must'
import { drawClassLegend } from './class-legend.ts'
import type { Frame } from './layout.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { freeform } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'
import { word } from './words.ts'

const perInch = 72
const legendInches = 0.45
const wordPoints = 13

/** Every outline as a native freeform that can be coloured anew; names and figures are texts over it. */
export const mapForm: ShapeForm<MapBody> = {
  drawnBy: 'shapes',
  pages: (body) => [body],
  draw(slide, body, room) {
    const box = {
      left: room.x * perInch,
      top: room.y * perInch,
      width: room.w * perInch,
      height: (room.h - legendInches) * perInch,
    }
    const layout = mapLayout(body, box, wordPoints)
    for (const polygons of layout.quiet) drawOutline(slide, polygons, { fill: theme.card, name: '不在所选范围' })
    for (const one of layout.areas) drawArea(slide, one)
    for (const one of layout.areas) if (isLoud(one.area)) drawLoud(slide, one)
    for (const one of layout.areas) drawWords(slide, one)
    for (const one of layout.listed) drawListed(slide, one)
    drawClassLegend(slide, body, { left: room.x, y: room.y + room.h - 0.2, width: room.w })
  },
}

function isLoud({ tone }: ClassedUnit): boolean {
  return tone === 'focus' || tone === 'compare'
}

function fillOf({ shade }: ClassedUnit): string {
  return shade === null ? theme.missingFill : must(theme.sequential[shade])
}

function drawArea(slide: Slide, { area, polygons }: PlacedArea): void {
  drawOutline(slide, polygons, { fill: fillOf(area), name: `${area.name} ${area.figure.text}` })
  if (area.shade !== null || missingMarks[area.figure.state] !== 'dashed') return
  drawLines(slide, hatchLines(polygons, 6), `斜线 ${area.name}`)
}

type Outline = { readonly fill: string | null; readonly name: string; readonly line?: { color: string; width: number } }

/** All rings in one freeform: Office leaves out what two of them enclose, so holes stay open. */
function drawOutline(slide: Slide, polygons: AreaPolygons, { fill, name, line }: Outline): void {
  const frame = frameOf(polygons)
  slide.addShape(freeform, {
    ...frame,
    points: polygons.flat().flatMap((ring) => ringPoints(ring, frame)),
    ...(fill === null ? {} : { fill: { color: fill.slice(1) } }),
    line: line ?? { color: theme.ink3.slice(1), width: 0.75 },
    objectName: name,
  })
}

type Drawn = { x: number; y: number; moveTo?: boolean } | { close: true }

function ringPoints(ring: readonly number[], frame: Frame): Drawn[] {
  const points: Drawn[] = []
  for (let at = 0; at + 2 < ring.length; at += 2) {
    const [x, y] = [must(ring[at]) / perInch - frame.x, must(ring[at + 1]) / perInch - frame.y]
    points.push(at === 0 ? { x, y, moveTo: true } : { x, y })
  }
  return [...points, { close: true }]
}

function frameOf(polygons: AreaPolygons): Frame {
  const { left, top, right, bottom } = boundsOf(polygons)
  return { x: left / perInch, y: top / perInch, w: (right - left) / perInch, h: (bottom - top) / perInch }
}

/** The lines of a hatch as one freeform without a fill. */
function drawLines(slide: Slide, lines: readonly (readonly [number, number, number, number])[], name: string): void {
  if (lines.length === 0) return
  const frame = frameOf([lines.map((line) => [...line])])
  slide.addShape(freeform, {
    ...frame,
    points: lines.flatMap(([x1, y1, x2, y2]) => [
      { x: x1 / perInch - frame.x, y: y1 / perInch - frame.y, moveTo: true },
      { x: x2 / perInch - frame.x, y: y2 / perInch - frame.y },
    ]),
    line: { color: theme.missingLine.slice(1), width: 0.75 },
    objectName: name,
  })
}

function drawLoud(slide: Slide, { area, polygons }: PlacedArea): void {
  const line = { color: theme.highlight.slice(1), width: 3 }
  drawOutline(slide, polygons, { fill: null, name: `强调 ${area.name}`, line })
}

function drawWords(slide: Slide, { area, label, mark }: PlacedArea): void {
  if (label === null) {
    if (mark !== null) drawMark(slide, mark.text, mark.x / perInch, mark.y / perInch, area.name)
    return
  }
  const colour = area.shade === null ? theme.ink2 : must(theme.sequentialInk[area.shade])
  const ground = area.shade === null ? { fill: theme.missingFill } : {}
  const [x, y, half] = [label.x / perInch, label.y / perInch, (label.size * 0.62) / perInch]
  const common = { x, colour, align: 'center' as const, ...ground }
  const nameAt = label.hasFigure ? y - half : y
  word(slide, { ...common, text: area.name, y: nameAt, points: label.size, name: `名称 ${area.name}` })
  if (!label.hasFigure) return
  word(slide, {
    ...common,
    text: area.figure.text,
    y: y + half,
    points: label.size,
    bold: true,
    name: `数值 ${area.name}`,
  })
}

function drawMark(slide: Slide, text: string, x: number, y: number, name: string): void {
  const radius = 0.12
  slide.addShape('ellipse', {
    x: x - radius,
    y: y - radius,
    w: 2 * radius,
    h: 2 * radius,
    fill: { color: theme.card.slice(1) },
    line: { color: theme.ink2.slice(1), width: 0.75 },
    objectName: `编号底 ${name}`,
  })
  word(slide, { text, x, y, points: 10, colour: theme.ink, align: 'center', name: `编号 ${name}` })
}

function drawListed(slide: Slide, { unit, mark, x: left, y: middle }: ListedUnit): void {
  const [x, y, points] = [left / perInch, middle / perInch, wordPoints]
  if (mark !== '') drawMark(slide, mark, x + 0.16, y, `${unit.name}（列表）`)
  slide.addShape('rect', {
    x: x + 0.36,
    y: y - 0.08,
    w: 0.18,
    h: 0.16,
    fill: { color: fillOf(unit).slice(1) },
    line: { color: (isLoud(unit) ? theme.highlight : theme.ink3).slice(1), width: isLoud(unit) ? 2 : 0.75 },
    objectName: `列表色块 ${unit.name}`,
  })
  const after = x + 0.6
  word(slide, { text: unit.name, x: after, y, points, colour: theme.ink, name: `列表 ${unit.name}` })
  const figure = after + textInches(unit.name, points) + 0.1
  word(slide, {
    text: unit.figure.text,
    x: figure,
    y,
    points,
    colour: theme.ink,
    bold: true,
    name: `列表数值 ${unit.name}`,
  })
}
