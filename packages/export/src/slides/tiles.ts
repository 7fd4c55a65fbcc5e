import type { Tile, TilesBody } from '@cg/charts/model'
import { must } from '@cg/domain/must'
import { drawClassLegend, missingFrame } from './class-legend.ts'
import { officeFace } from './chart-text.ts'
import type { Frame } from './layout.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'

/** Tiles as native rectangles with text. */
export const tilesForm: ShapeForm<TilesBody> = {
  drawnBy: 'shapes',
  pages: (body) => [body],
  draw(slide, body, room) {
    const width = Math.min((room.w - gap * (body.columns - 1)) / body.columns, 2.4)
    const height = Math.min((room.h - legendInches - gap * (body.rows - 1)) / body.rows, width * 0.75)
    const left = room.x + (room.w - width * body.columns - gap * (body.columns - 1)) / 2
    for (const tile of body.tiles) {
      const x = left + tile.column * (width + gap)
      drawTile(slide, tile, { x, y: room.y + tile.row * (height + gap), w: width, h: height })
    }
    const y = room.y + body.rows * (height + gap) + 0.24
    drawClassLegend(slide, body, { left, y, width: room.x + room.w - left })
  },
}

const gap = 0.06
const legendInches = 0.45

function drawTile(slide: Slide, tile: Tile, box: Frame): void {
  const { shade, figure } = tile
  const isLoud = tile.tone === 'focus' || tile.tone === 'compare'
  const name = Math.min(14, Math.floor((box.w - 0.2) / textInches(tile.name, 1)))
  slide.addText(
    [
      { text: tile.name, options: { fontSize: Math.max(8, name), breakLine: true } },
      { text: figure.text, options: { fontSize: figure.value === null ? 14 : 20, bold: true } },
    ],
    {
      ...box,
      shape: 'rect',
      ...(shade === null ? missingFrame(figure.state) : { fill: { color: must(theme.sequential[shade]).slice(1) } }),
      ...(isLoud ? { line: { color: theme.highlight.slice(1), width: 3 } } : {}),
      fontFace: officeFace,
      color: (shade === null
        ? figure.value === null
          ? theme.ink2
          : theme.ink
        : must(theme.sequentialInk[shade])
      ).slice(1),
      align: 'left',
      valign: 'middle',
      margin: 8,
      objectName: `${tile.name} ${figure.text}`,
    },
  )
}
