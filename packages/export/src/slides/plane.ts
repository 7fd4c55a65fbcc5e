import type { PlaneBody, PlaneDot } from '@cg/charts/model'
import { planeLayout, rowMark } from '@cg/charts/options/plane-layout'
import type { PlaneLayout } from '@cg/charts/options/plane-layout'
import type { Slide } from './library.ts'
import { theme, toneColours } from './native.ts'
import type { ShapeForm } from './slide-form.ts'
import { word } from './words.ts'

/** Letters in points, and their height in inches. */
const points = 14
const em = points / 72

/** A curve or a swarm as native lines, dots and words: Office has no chart of either. */
export const planeForm: ShapeForm<PlaneBody> = {
  drawnBy: 'shapes',
  pages: (body) => [body],
  draw(slide, body, room) {
    const layout = planeLayout(body, { left: room.x, top: room.y, width: room.w, height: room.h }, em)
    drawAxes(slide, body, layout)
    drawCurve(slide, body, layout)
    for (const { dot, x, y, r } of layout.dots) {
      const look = { fill: { color: colourOf(dot) }, line: { color: theme.card.slice(1), width: 1 } }
      slide.addShape('ellipse', { x: x - r, y: y - r, w: 2 * r, h: 2 * r, ...look, objectName: `圆点 ${dot.name}` })
    }
    for (const { dot, text, x, y, align } of layout.names)
      word(slide, {
        text,
        x,
        y,
        points,
        colour: isLoud(dot) ? `#${colourOf(dot)}` : theme.ink2,
        bold: isLoud(dot),
        align,
        name: `名称 ${text}`,
      })
  },
}

function isLoud({ tone }: PlaneDot): boolean {
  return tone === 'focus' || tone === 'compare'
}

function colourOf({ tone }: PlaneDot): string {
  return (tone === 'focus' ? theme.highlight : toneColours[tone]).slice(1)
}

function drawAxes(slide: Slide, body: PlaneBody, layout: PlaneLayout): void {
  const { grid, xOf, yOf, rowHeight } = layout
  const [right, bottom] = [grid.left + grid.width, grid.top + grid.height]
  const line = { color: theme.line.slice(1), width: 0.75 }
  const quiet = { points, colour: theme.ink2 }
  for (const { value, text } of body.x.ticks) {
    slide.addShape('line', { x: xOf(value), y: grid.top, w: 0, h: grid.height, line, objectName: `网格 ${text}` })
    word(slide, { ...quiet, text, x: xOf(value), y: bottom + em * 0.9, align: 'center', name: `刻度 ${text}` })
  }
  word(slide, { ...quiet, text: body.xWord, x: right, y: bottom + em * 2.3, align: 'right', name: '横轴' })
  if (body.y === null) {
    for (const [at, { name, note }] of body.rows.entries()) {
      const mark = rowMark(body, at, layout, em)
      const [x, y] = [grid.left - em * 0.6, yOf(at)]
      if (at > 0)
        slide.addShape('line', {
          x: grid.left,
          y: y - rowHeight / 2,
          w: grid.width,
          h: 0,
          line,
          objectName: `分行 ${name}`,
        })
      word(slide, { points: 14, colour: theme.ink, text: name, x, y: y - em * 0.6, align: 'right', name: `行 ${name}` })
      word(slide, { ...quiet, text: note, x, y: y + em * 0.7, align: 'right', name: `行注 ${name}` })
      if (mark === null) continue
      const stroke = { color: theme.ink2.slice(1), width: 1.5 }
      const { top, bottom: end } = mark.line
      slide.addShape('line', { x: mark.at, y: top, w: 0, h: end - top, line: stroke, objectName: `中位数线 ${name}` })
      word(slide, { ...quiet, text: mark.text, x: mark.x, y: mark.y, align: mark.align, name: `中位数 ${name}` })
    }
    return
  }
  for (const { value, text } of body.y.ticks) {
    slide.addShape('line', { x: grid.left, y: yOf(value), w: grid.width, h: 0, line, objectName: `网格 纵 ${text}` })
    word(slide, { ...quiet, text, x: grid.left - em * 0.5, y: yOf(value), align: 'right', name: `刻度 纵 ${text}` })
  }
  word(slide, { ...quiet, text: body.yWord, x: grid.left, y: grid.top - em * 1.1, name: '纵轴' })
}

function drawCurve(slide: Slide, body: PlaneBody, { grid, xOf, yOf }: PlaneLayout): void {
  const stroke = (
    from: readonly [number, number],
    to: readonly [number, number],
    dashed: boolean,
    name: string,
  ): void => {
    const [x1, y1, x2, y2] = [xOf(from[0]), yOf(from[1]), xOf(to[0]), yOf(to[1])]
    slide.addShape('line', {
      x: x1,
      y: y2,
      w: x2 - x1,
      h: y1 - y2,
      flipV: true,
      line: {
        color: (dashed ? theme.ink2 : theme.primary).slice(1),
        width: dashed ? 1.5 : 3,
        dashType: dashed ? 'dash' : 'solid',
      },
      objectName: name,
    })
  }
  const [first, last] = [body.path[0], body.path.at(-1)]
  if (first === undefined || last === undefined) return
  if (body.even !== null) {
    stroke(first, last, true, `对角线 ${body.even}`)
    const [x, y] = [grid.left + grid.width * 0.5 - em * 0.6, grid.top + grid.height * 0.42]
    word(slide, { text: body.even, x, y, points, colour: theme.ink2, align: 'right', name: '对角线说明' })
  }
  for (const [at, to] of body.path.slice(1).entries()) stroke(body.path[at] ?? first, to, false, `曲线 第${at + 1}段`)
}
