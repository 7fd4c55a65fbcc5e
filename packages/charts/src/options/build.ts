import type { ChartBody, ChartModel } from '../model.ts'
import { fitBody } from './fit.ts'
import { formOf } from './forms.ts'
import type { Shape } from './frame.ts'
import { drawFrame, textShape } from './frame.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** The ECharts 6 option of a model at a size. Pure: every figure and word comes from the model. */
export function buildOption(model: ChartModel, settings: DrawingSettings): Record<string, unknown> {
  const own = { ...settings, unbroken: model.unbroken }
  const { shapes, plot } = drawFrame(model, own)
  const { body, box, words } = fitted(model.body, plot, own)
  const { graphic, ...rest } = formOf(body).option(body, box, own)
  const drawn = Array.isArray(graphic) ? (graphic as Shape[]) : []
  return {
    backgroundColor: settings.background ?? 'transparent',
    animation: settings.animation,
    animationDuration: 300,
    animationDurationUpdate: 300,
    textStyle: { fontFamily: settings.fontFamily },
    aria: { enabled: false },
    ...rest,
    graphic: [...drawn, ...shapes, ...words],
  }
}

type Placed = { readonly body: ChartBody; readonly box: Box; readonly words: Shape[] }

/** In a picture: what has room, and beneath it what was left out. A panel grows with its rows instead, unless it cannot. */
function fitted(whole: ChartBody, plot: Box, settings: DrawingSettings): Placed {
  if (settings.frame === 'panel' && settings.leastRow === undefined) return { body: whole, box: plot, words: [] }
  const { body, note } = fitBody(whole, plot, settings)
  if (note === null) return { body, box: plot, words: [] }
  const size = Math.max(9, settings.fontSize - 2)
  const box = { ...plot, height: plot.height - size * 1.6 }
  const place = { size, fill: settings.theme.ink2, family: settings.fontFamily }
  return { body, box, words: [textShape(note, plot.left, plot.top + plot.height - size * 1.2, place)] }
}

/** Height in px of a panel of this width. */
export function panelHeight(model: ChartModel, width: number): number {
  return Math.round(formOf(model.body).height(model.body, width))
}

type Marks = { readonly targets: readonly Target[]; readonly points: readonly Target[] }

/** What can be chosen, and what only the pointer finds, in the drawing that `buildOption` makes under the same settings. */
export function chartMarks(model: ChartModel, settings: DrawingSettings): Marks {
  const own = { ...settings, unbroken: model.unbroken }
  const { plot } = drawFrame(model, own)
  const { body, box } = fitted(model.body, plot, own)
  const { targets, points } = formOf(body)
  return { targets: targets(body, box, own), points: points(body, box, own) }
}

export function chartTargets(model: ChartModel, settings: DrawingSettings): readonly Target[] {
  return chartMarks(model, settings).targets
}
