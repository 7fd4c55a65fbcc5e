import type { Pane, PanesBody } from '@cg/charts/model'
import { axisEnds, paneKey, panePoint, paneStrokes } from '@cg/charts/options/panes'
import { statusMarks } from '@cg/charts/theme'
import { must } from '@cg/domain/must'
import type { Frame } from './layout.ts'
import { evenParts, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { freeform } from './library.ts'
import { theme, toneColours } from './native.ts'
import type { ShapeForm } from './slide-form.ts'
import { word } from './words.ts'

/** More small charts than these cannot be read on a slide. */
const panesOnASlide = 12
const keyInches = 0.36
const gap = 0.18

/** One small line chart a unit as native lines and words: Office knows no grid of charts on one axis. */
export const panesForm: ShapeForm<PanesBody> = {
  drawnBy: 'shapes',
  pages: (body) => evenParts(body.panes, panesOnASlide).map((panes) => ({ ...body, panes })),
  draw(slide, body, room) {
    drawKey(slide, body, room.x, room.y + keyInches / 2)
    const count = body.panes.length
    const columns = Math.ceil(Math.sqrt(count * 1.4))
    const rows = Math.ceil(count / columns)
    const w = Math.min(4.5, (room.w - gap * (columns - 1)) / columns)
    const h = (room.h - keyInches - gap * (rows - 1)) / rows
    for (const [at, pane] of body.panes.entries()) {
      const x = room.x + (at % columns) * (w + gap)
      drawPane(slide, body, pane, { x, y: room.y + keyInches + Math.floor(at / columns) * (h + gap), w, h })
    }
  },
}

const looks = {
  own: { colour: theme.primary, width: 2, isDashed: false },
  restated: { colour: theme.primary, width: 2, isDashed: true },
  beside: { colour: theme.contextMark, width: 1.25, isDashed: false },
  target: { colour: theme.ink, width: 1.5, isDashed: false },
  break: { colour: theme.ink3, width: 1, isDashed: true },
} as const

function drawKey(slide: Slide, body: PanesBody, left: number, y: number): void {
  let x = left
  for (const { mark, text } of paneKey(body)) {
    segment(slide, { x, y, w: 0.3, h: 0 }, looks[mark], `图例线 ${text}`)
    word(slide, { text, x: x + 0.38, y, points: 14, colour: theme.ink2, name: `图例 ${text}` })
    x += 0.38 + textInches(text, 14) + 0.35
  }
}

type Look = { readonly colour: string; readonly width: number; readonly isDashed: boolean }

function segment(slide: Slide, box: Frame, { colour, width, isDashed }: Look, objectName: string): void {
  const line = { color: colour.slice(1), width, dashType: isDashed ? ('sysDash' as const) : ('solid' as const) }
  slide.addShape('line', { ...box, line, objectName })
}

function drawPane(slide: Slide, body: PanesBody, pane: Pane, box: Frame): void {
  const points = Math.max(8, Math.min(14, Math.floor(box.h * 72 * 0.13)))
  const line = points / 72
  const [low, high] = axisEnds(pane.scale)
  const axis = Math.max(textInches(low, points), textInches(high, points)) + 0.08
  const head = line * 1.9
  const plot = { x: box.x + axis, y: box.y + head, w: box.w - axis - 0.06, h: box.h - head - line * 1.8 }
  drawHead(slide, pane, box, points)
  slide.addShape('rect', {
    ...plot,
    fill: { color: theme.card.slice(1) },
    line: { color: theme.line.slice(1), width: 0.75 },
    objectName: `框 ${pane.name}`,
  })
  const small = { points, colour: theme.ink3 }
  const end = { ...small, x: plot.x - 0.04, align: 'right' as const }
  word(slide, { ...end, text: high, y: plot.y + line * 0.4, name: `轴上端 ${pane.name}` })
  word(slide, { ...end, text: low, y: plot.y + plot.h - line * 0.4, name: `轴下端 ${pane.name}` })
  const [first, last] = [must(body.periods[0]), must(body.periods.at(-1))]
  const under = plot.y + plot.h + line * 0.9
  word(slide, { ...small, text: first, x: plot.x, y: under, name: `首期 ${pane.name}` })
  if (first !== last)
    word(slide, { ...small, text: last, x: plot.x + plot.w, y: under, align: 'right', name: `末期 ${pane.name}` })
  drawLines(slide, body, pane, plot)
}

function drawHead(slide: Slide, pane: Pane, box: Frame, points: number): void {
  const y = box.y + (points / 72) * 0.85
  const glyph = pane.light === null ? '' : `${statusMarks[pane.light].glyph} `
  word(slide, { text: pane.name, x: box.x, y, points, colour: theme.ink, bold: true, name: `名称 ${pane.name}` })
  word(slide, {
    text: `${glyph}${pane.figure.text}`,
    x: box.x + box.w - 0.06,
    y,
    points,
    colour: pane.light === null ? theme.ink : theme.status[pane.light].ink,
    bold: pane.figure.value !== null,
    align: 'right',
    name: `数值 ${pane.name}`,
  })
}

function drawLines(slide: Slide, body: PanesBody, pane: Pane, plot: Frame): void {
  const local = { left: 0, top: 0, width: plot.w, height: plot.h }
  const drawPart = (figures: Pane['figures'], isDashed: boolean, { colour, width }: Look, objectName: string): void => {
    const points = paneStrokes(body, figures)
      .filter((stroke) => stroke.run.length > 1 && stroke.isDashed === isDashed)
      .flatMap(({ run }) =>
        run.map((at, index) => {
          const [x, y] = panePoint(body, pane, at, must(must(figures[at]).value), local)
          return { x, y, moveTo: index === 0 }
        }),
      )
    const line = { color: colour.slice(1), width, ...(isDashed ? { dashType: 'sysDash' as const } : {}) }
    if (points.length > 0) slide.addShape(freeform, { ...plot, points, line, objectName })
  }
  const draw = (figures: Pane['figures'], look: Look, objectName: string): void => {
    drawPart(figures, false, look, objectName)
    drawPart(figures, true, look, `${objectName} 重算`)
  }
  for (const { at } of body.breaks) {
    const x = plot.x + (plot.w * (at - 0.5)) / Math.max(1, body.periods.length - 1)
    segment(slide, { x, y: plot.y, w: 0, h: plot.h }, looks.break, `口径调整 ${pane.name}`)
  }
  if (pane.target !== null) {
    const [from, to] = [body.targetFrom, body.periods.length - 1]
    const [x1, y] = panePoint(body, pane, from, pane.target.value, local)
    const [x2] = panePoint(body, pane, to, pane.target.value, local)
    segment(
      slide,
      { x: plot.x + x1, y: plot.y + y, w: x2 - x1, h: 0 },
      looks.target,
      `${pane.target.text} ${pane.name}`,
    )
  }
  if (pane.beside !== null) draw(pane.beside, looks.beside, `${body.besideWord} ${pane.name}`)
  const own = { ...looks.own, colour: toneColours[pane.tone === 'compare' ? 'compare' : 'focus'] }
  draw(pane.figures, own, `走势 ${pane.name}`)
  const last = pane.figures.findLastIndex((figure) => figure.value !== null)
  const value = pane.figures[last]?.value ?? null
  if (value === null) return
  const [x, y] = panePoint(body, pane, last, value, local)
  const r = 0.045
  slide.addShape('ellipse', {
    x: plot.x + x - r,
    y: plot.y + y - r,
    w: 2 * r,
    h: 2 * r,
    fill: { color: own.colour.slice(1) },
    objectName: `末点 ${pane.name} ${pane.figures[last]?.text ?? ''}`,
  })
}
