import { must } from '@cg/domain/must'
import type { Tile, TilesBody } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import { classLegend, legendHeight, missingFrame } from './class-legend.ts'
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
      ...classLegend(
        body,
        { left: geometry.left, top: legendTop(body, geometry, settings), right: plot.left + plot.width },
        settings,
      ),
    ],
  }
}

function tileGeometry(body: TilesBody, plot: Box, settings: DrawingSettings): Geometry {
  const gap = 5
  const width = Math.min((plot.width - gap * (body.columns - 1)) / body.columns, 190)
  const height = Math.min(
    (plot.height - legendHeight(plot, settings.fontSize) - gap * (body.rows - 1)) / body.rows,
    width * 0.75,
  )
  const left = plot.left + (plot.width - width * body.columns - gap * (body.columns - 1)) / 2
  return { left, top: plot.top, width, height, gap }
}

function legendTop(body: TilesBody, { top, height, gap }: Geometry, { fontSize }: DrawingSettings): number {
  return top + body.rows * (height + gap) + (fontSize - 2) * 1.1
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
