import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import type { Tile, TilesBody } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { missingMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

type Geometry = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly gap: number
}

/** Equal tiles where the city put them; five shades with breaks and counts below. */
export function tilesOption(body: TilesBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const geometry = tileGeometry(body, plot, settings)
  return {
    graphic: [
      ...body.tiles.flatMap((tile) => tileShapes(tile, geometry, settings)),
      ...legend(body, plot, geometry, settings),
    ],
  }
}

function tileGeometry(body: TilesBody, plot: Box, settings: DrawingSettings): Geometry {
  const legendHeight = settings.fontSize * (plot.width < 560 ? 3.6 : 2.2)
  const gap = 5
  const width = Math.min((plot.width - gap * (body.columns - 1)) / body.columns, 190)
  const height = Math.min((plot.height - legendHeight - gap * (body.rows - 1)) / body.rows, width * 0.75)
  const left = plot.left + (plot.width - width * body.columns - gap * (body.columns - 1)) / 2
  return { left, top: plot.top, width, height, gap }
}

function tileBox(tile: Tile, { left, top, width, height, gap }: Geometry): Box {
  return { left: left + tile.column * (width + gap), top: top + tile.row * (height + gap), width, height }
}

export function tilesTargets(body: TilesBody, plot: Box, settings: DrawingSettings): Target[] {
  const geometry = tileGeometry(body, plot, settings)
  return body.tiles.map((tile) => ({ key: tile.key, detail: tile.detail, box: tileBox(tile, geometry) }))
}

function tileShapes(tile: Tile, geometry: Geometry, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const { left: x, top: y, width, height } = tileBox(tile, geometry)
  const pad = Math.min(12, width * 0.09)
  const nameSize = Math.min(settings.fontSize, height * 0.22)
  const valueSize = Math.min(
    settings.fontSize * 1.6,
    height * 0.34,
    (width - 2 * pad) / Math.max(2, textWidth(tile.figure.text)),
  )
  const ink = tile.shade === null ? theme.ink3 : must(theme.sequentialInk[tile.shade])
  const isLoud = tile.tone === 'focus' || tile.tone === 'compare'
  const lines = wrapText(tile.name, nameSize, width - 2 * pad, settings.unbroken)
  const block = lines.length * nameSize * 1.25 + valueSize * 1.15
  const top = y + (height - block) / 2
  return [
    {
      type: 'rect',
      shape: { x, y, width, height, r: 5 },
      style:
        tile.shade === null
          ? missingFrame(tile.figure.state, theme)
          : { fill: must(theme.sequential[tile.shade]), ...(isLoud ? { stroke: theme.highlight, lineWidth: 3 } : {}) },
    },
    ...lines.map((line, at) =>
      textShape(line, x + pad, top + at * nameSize * 1.25, { size: nameSize, fill: ink, family }),
    ),
    textShape(tile.figure.text, x + pad, top + lines.length * nameSize * 1.25, {
      size: tile.shade === null ? nameSize * 1.15 : valueSize,
      fill: ink,
      family,
      bold: true,
    }),
  ]
}

function legend(body: TilesBody, plot: Box, geometry: Geometry, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 2
  let y = geometry.top + body.rows * (geometry.height + geometry.gap) + size * 1.1
  let x = geometry.left
  const items = [
    ...body.classes.map((shade, at) => ({
      text: `${shade.text}（${shade.count}）`,
      style: { fill: theme.sequential[at] },
    })),
    ...body.missing.map((state) => ({ text: formatState(state), style: missingFrame(state, theme) })),
  ]
  return items.flatMap((item) => {
    const width = size * 1.4 + 5 + textWidth(item.text) * size
    if (x + width > plot.left + plot.width) {
      x = geometry.left
      y += size * 1.5
    }
    const left = x
    x += width + 16
    return [
      {
        type: 'rect' as const,
        silent: true,
        shape: { x: left, y: y - size * 0.45, width: size * 1.4, height: size * 0.9, r: 2 },
        style: item.style,
      },
      textShape(item.text, left + size * 1.4 + 5, y + 0.5, { size, fill: theme.ink2, family, middle: true }),
    ]
  })
}

/** Dashed where a figure was due; a thin plain frame where none is. */
function missingFrame(state: ResultState, theme: ChartTheme): Record<string, unknown> {
  const isDashed = missingMarks[state] === 'dashed'
  return {
    fill: theme.missingFill,
    stroke: isDashed ? theme.missingLine : theme.line,
    lineWidth: 1.2,
    lineDash: isDashed ? [4, 3] : [],
  }
}
