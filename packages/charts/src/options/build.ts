import type { ChartModel } from '../model.ts'
import { formOf } from './forms.ts'
import type { Shape } from './frame.ts'
import { drawFrame } from './frame.ts'
import type { DrawingSettings, Target } from './settings.ts'

/** The ECharts 6 option of a model at a size. Pure: every figure and word comes from the model. */
export function buildOption(model: ChartModel, settings: DrawingSettings): Record<string, unknown> {
  const { shapes, plot } = drawFrame(model, settings)
  const { graphic, ...rest } = formOf(model.body).option(model.body, plot, settings)
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

/** Height in px of a panel of this width. */
export function panelHeight(model: ChartModel, width: number): number {
  return Math.round(formOf(model.body).height(model.body, width))
}

/** What can be chosen in the drawing that `buildOption` makes under the same settings. */
export function chartTargets(model: ChartModel, settings: DrawingSettings): readonly Target[] {
  const { plot } = drawFrame(model, settings)
  return formOf(model.body).targets(model.body, plot, settings)
}
