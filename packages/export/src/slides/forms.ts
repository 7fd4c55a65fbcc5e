import type { ChartBody, ChartModel } from '@cg/charts/model'
import { barsForm } from './bars.ts'
import { bumpForm } from './bump.ts'
import { cardsForm } from './cards.ts'
import { dumbbellForm } from './dumbbell.ts'
import { funnelForm } from './funnel.ts'
import { goalsForm } from './goals.ts'
import { gridForm } from './grid.ts'
import { intervalForm } from './interval.ts'
import { linesForm } from './lines.ts'
import { mapForm } from './map.ts'
import type { NativeChart } from './native.ts'
import { panesForm } from './panes.ts'
import { planeForm } from './plane.ts'
import type { SlideForm } from './slide-form.ts'
import { spineForm } from './spine.ts'
import { stepsForm } from './steps.ts'
import { tilesForm } from './tiles.ts'

type Forms = { readonly [F in ChartBody['form']]: SlideForm<Extract<ChartBody, { readonly form: F }>> }

/** How each form of chart becomes slides; a new form does not compile before all its parts stand here. */
const forms: Forms = {
  bars: barsForm,
  dumbbell: dumbbellForm,
  bump: bumpForm,
  interval: intervalForm,
  lines: linesForm,
  funnel: funnelForm,
  panes: panesForm,
  goals: goalsForm,
  grid: gridForm,
  spine: spineForm,
  steps: stepsForm,
  plane: planeForm,
  tiles: tilesForm,
  map: mapForm,
  bullet: cardsForm,
}

/** The entry of a body's own form, which TypeScript cannot follow through a union. */
export function formOf(body: ChartBody): SlideForm<ChartBody> {
  return forms[body.form] as SlideForm<ChartBody>
}

/** The chart Office draws for a model; null for tables, tiles and cards, which are made of shapes. */
export function nativeChart(model: Pick<ChartModel, 'body' | 'file'>): NativeChart | null {
  const form = formOf(model.body)
  return form.drawnBy === 'office' ? form.native(model.body, model) : null
}
