import { must } from '@cg/domain/must'
import { mostNamedAreas } from '../map/layout.ts'
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
      ...(body.tiles.length > mostNamedAreas
        ? groundShapes(body.tiles, geometry, settings)
        : body.tiles.flatMap((tile) => tileShapes(tile, geometry, settings))),
      ...classLegend(
        body,
        { left: geometry.left, top: legendTop(body, geometry, settings), right: plot.left + plot.width },
        settings,
      ),
    ],
  }
}

function gapOf({ tiles }: TilesBody): number {
  return tiles.length > mostNamedAreas ? 1 : 5
}

/** Tiles a little lower than wide, and the legend. */
export function tilesHeight(body: TilesBody, width: number): number {
  return body.rows * Math.min(64, (width / body.columns) * 0.75) + (body.rows - 1) * gapOf(body) + 50
}

function tileGeometry(body: TilesBody, plot: Box, settings: DrawingSettings): Geometry {
  const gap = gapOf(body)
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
  return body.tiles.map((tile) => ({
    key: tile.key,
    box: tileBox(tile, geometry),
    // Of thousands of tiles few are pointed at.
    get detail() {
      return tile.detail
    },
  }))
}

/** Tiles too small for words: one shape for all that look alike, since thousands would hold up the page that shows them. */
function groundShapes(tiles: readonly Tile[], geometry: Geometry, settings: DrawingSettings): Shape[] {
  const { theme } = settings
  const alike = Map.groupBy(tiles, ({ shade, figure }) => (shade === null ? figure.state : shade))
  const loud = tiles.filter(isLoud)
  return [
    ...[...alike].map(([look, own]) =>
      ringsShape(
        own,
        geometry,
        typeof look === 'number' ? { fill: must(theme.sequential[look]) } : missingFrame(look, theme),
      ),
    ),
    ...(loud.length === 0 ? [] : [ringsShape(loud, geometry, { fill: 'none', stroke: theme.highlight, lineWidth: 3 })]),
  ]
}

function ringsShape(tiles: readonly Tile[], geometry: Geometry, style: Record<string, unknown>): Shape {
  const rings = tiles.map((tile) => {
    const { left, top, width, height } = tileBox(tile, geometry)
    return [left, top, left + width, top, left + width, top + height, left, top + height]
  })
  return { type: 'outline', silent: true, shape: { rings, isOpen: false }, style }
}

function isLoud({ tone }: Tile): boolean {
  return tone === 'focus' || tone === 'compare'
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
  const isMissing = tile.figure.value === null
  const ink = tile.shade === null ? (isMissing ? theme.ink3 : theme.ink) : must(theme.sequentialInk[tile.shade])
  const lines = wrapText(tile.name, nameSize, width - 2 * pad, settings.unbroken)
  const block = lines.length * nameSize * 1.25 + valueSize * 1.15
  const top = y + (height - block) / 2
  return [
    {
      type: 'rect',
      shape: { x, y, width, height, r: 5 },
      style: {
        ...(tile.shade === null
          ? missingFrame(tile.figure.state, theme)
          : { fill: must(theme.sequential[tile.shade]) }),
        ...(isLoud(tile) ? { stroke: theme.highlight, lineWidth: 3, lineDash: [] } : {}),
      },
    },
    ...lines.map((line, at) =>
      textShape(line, x + pad, top + at * nameSize * 1.25, { size: nameSize, fill: ink, family }),
    ),
    textShape(tile.figure.text, x + pad, top + lines.length * nameSize * 1.25, {
      size: isMissing ? nameSize * 1.15 : valueSize,
      fill: ink,
      family,
      bold: true,
    }),
  ]
}
