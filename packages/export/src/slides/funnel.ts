import type { FunnelBody } from '@cg/charts/model'
import { funnelKey, funnelPoint } from '@cg/charts/options/funnel'
import type { Frame } from './layout.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { freeform } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'
import { word } from './words.ts'

const points = 14
const line = points / 72

/** Units between limits of chance as native lines, dots and words: Office has no curve between points of its own axis. */
export const funnelForm: ShapeForm<FunnelBody> = {
  drawnBy: 'shapes',
  pages: (body) => [body],
  draw(slide, body, room) {
    const axis = Math.max(...body.scale.ticks.map((tick) => textInches(tick.text, points))) + 0.12
    const plot = { x: room.x + axis, y: room.y + 0.4, w: room.w - axis - 1, h: room.h - 1.05 }
    drawKey(slide, body, room)
    drawAxes(slide, body, plot)
    drawLimits(slide, body, plot)
    drawPoints(slide, body, plot)
  },
}

const looks = {
  centre: { color: theme.primary.slice(1), width: 1.5, dashType: 'solid' as const },
  inner: { color: theme.ink3.slice(1), width: 1, dashType: 'sysDash' as const },
  outer: { color: theme.ink3.slice(1), width: 1.25, dashType: 'solid' as const },
}

function drawKey(slide: Slide, body: FunnelBody, room: Frame): void {
  let x = room.x
  const y = room.y + 0.14
  for (const { mark, text } of funnelKey(body)) {
    slide.addShape('line', { x, y, w: 0.3, h: 0, line: looks[mark], objectName: `图例线 ${text}` })
    word(slide, { text, x: x + 0.38, y, points, colour: theme.ink2, name: `图例 ${text}` })
    x += 0.38 + textInches(text, points) + 0.35
  }
}

/** The plot as the box that the drawing's own geometry knows. */
function boxOf({ x, y, w, h }: Frame) {
  return { left: x, top: y, width: w, height: h }
}

function drawAxes(slide: Slide, body: FunnelBody, plot: Frame): void {
  const small = { points, colour: theme.ink3 }
  for (const { value, text } of body.scale.ticks) {
    const [, y] = funnelPoint(body, body.sizes.from, value, boxOf(plot))
    const rule = { color: theme.line.slice(1), width: 0.75 }
    slide.addShape('line', { x: plot.x, y, w: plot.w, h: 0, line: rule, objectName: `刻度线 ${text}` })
    word(slide, { ...small, text, x: plot.x - 0.08, y, align: 'right', name: `刻度 ${text}` })
  }
  const bottom = plot.y + plot.h
  for (const { value, text } of body.sizes.ticks) {
    const [x] = funnelPoint(body, value, body.scale.from, boxOf(plot))
    word(slide, { ...small, text, x, y: bottom + line, align: 'center', name: `分母刻度 ${text}` })
  }
  const text = body.sizes.unit === '' ? body.sizeWord : `${body.sizeWord}（${body.sizes.unit}）`
  word(slide, { ...small, text, x: plot.x + plot.w, y: bottom + 2.4 * line, align: 'right', name: '横轴' })
}

function drawLimits(slide: Slide, body: FunnelBody, plot: Frame): void {
  const clamp = (value: number): number => Math.min(body.scale.to, Math.max(body.scale.from, value))
  const local = { left: 0, top: 0, width: plot.w, height: plot.h }
  const draw = (which: 'inner' | 'outer', edge: 'low' | 'high', objectName: string): void => {
    const path = body.limits.map((limit, at) => {
      const [x, y] = funnelPoint(body, limit.size, clamp(limit[which][edge]), local)
      return { x, y, moveTo: at === 0 }
    })
    slide.addShape(freeform, { ...plot, points: path, line: looks[which], objectName })
  }
  draw('inner', 'low', `${body.innerWord} 下`)
  draw('inner', 'high', `${body.innerWord} 上`)
  draw('outer', 'low', `${body.outerWord} 下`)
  draw('outer', 'high', `${body.outerWord} 上`)
  const [, y] = funnelPoint(body, body.sizes.from, body.centre.value, boxOf(plot))
  slide.addShape('line', { x: plot.x, y, w: plot.w, h: 0, line: looks.centre, objectName: body.centre.text })
}

function drawPoints(slide: Slide, body: FunnelBody, plot: Frame): void {
  for (const point of body.points) {
    const [x, y] = funnelPoint(body, point.size.value ?? 0, point.figure.value ?? 0, boxOf(plot))
    const isOutside = point.level !== 'within'
    const r = isOutside ? 0.08 : 0.06
    slide.addShape(point.level === 'alarm' ? 'diamond' : 'ellipse', {
      x: x - r,
      y: y - r,
      w: 2 * r,
      h: 2 * r,
      fill: {
        color: (isOutside ? (point.level === 'alarm' ? theme.highlight : theme.card) : theme.contextMark).slice(1),
      },
      line: { color: (isOutside ? theme.highlight : theme.ink3).slice(1), width: isOutside ? 2 : 0.75 },
      objectName: `点 ${point.name} ${point.figure.text} ${point.standing}`,
    })
    if (isOutside)
      word(slide, {
        text: point.name,
        x: x + 0.14,
        y,
        points,
        colour: theme.ink,
        bold: true,
        name: `名称 ${point.name}`,
      })
  }
}
