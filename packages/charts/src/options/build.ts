import type { ChartBody, ChartModel } from '../model.ts'
import { barsOption } from './bars.ts'
import { bulletOption } from './bullet.ts'
import { bumpOption } from './bump.ts'
import { dumbbellOption } from './dumbbell.ts'
import { gridOption } from './grid.ts'
import { intervalOption } from './interval.ts'
import { linesOption } from './lines.ts'
import { tilesOption } from './tiles.ts'
import type { Shape } from './frame.ts'
import { drawFrame } from './frame.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** The ECharts 6 option of a model at a size. Pure: every figure and word comes from the model. */
export function buildOption(model: ChartModel, settings: DrawingSettings): Record<string, unknown> {
  const { shapes, plot } = drawFrame(model, settings)
  const { graphic, ...rest } = bodyOption(model.body, plot, settings)
  const drawn = Array.isArray(graphic) ? (graphic as Shape[]) : []
  return {
    backgroundColor: settings.background ?? 'transparent',
    animation: settings.animation,
    animationDuration: 300,
    animationDurationUpdate: 300,
    textStyle: { fontFamily: settings.fontFamily },
    aria: { enabled: false },
    ...rest,
    graphic: [...drawn, ...shapes],
  }
}

function bodyOption(body: ChartBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  switch (body.form) {
    case 'bars':
      return barsOption(body, plot, settings)
    case 'dumbbell':
      return dumbbellOption(body, plot, settings)
    case 'bump':
      return bumpOption(body, plot, settings)
    case 'interval':
      return intervalOption(body, plot, settings)
    case 'lines':
      return linesOption(body, plot, settings)
    case 'grid':
      return gridOption(body, plot, settings)
    case 'tiles':
      return tilesOption(body, plot, settings)
    case 'bullet':
      return bulletOption(body, plot, settings)
  }
}
