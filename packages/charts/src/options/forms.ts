import type { ChartBody } from '../model.ts'
import { barsOption, barsTargets } from './bars.ts'
import { bulletOption } from './bullet.ts'
import { bumpOption, bumpPoints, bumpTargets } from './bump.ts'
import { dumbbellHeight, dumbbellOption, dumbbellTargets } from './dumbbell.ts'
import { funnelOption, funnelTargets } from './funnel.ts'
import { goalsLength, goalsOption, goalsTargets } from './goals.ts'
import { gridOption } from './grid.ts'
import { intervalOption, intervalTargets } from './interval.ts'
import { linesOption, linesPoints } from './lines.ts'
import { panesHeight, panesOption, panesTargets } from './panes.ts'
import { planeOption, planeTargets } from './plane.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'
import { mapHeight, mapOption, mapTargets } from './map.ts'
import { spineOption, spineTargets } from './spine.ts'
import { stepsOption, stepsTargets } from './steps.ts'
import { tilesHeight, tilesOption, tilesTargets } from './tiles.ts'

export type Form = ChartBody['form']
type BodyOf<F extends Form> = Extract<ChartBody, { readonly form: F }>

/** What every form of drawing needs before it can stand on a page or in a file. */
export type FormParts<B> = {
  /** The parts of the ECharts option that draw the body in `plot`. */
  readonly option: (body: B, plot: Box, settings: DrawingSettings) => Record<string, unknown>
  /** Height in px of a panel of this width. */
  readonly height: (body: B, width: number) => number
  /** What can be pointed at or chosen in the drawing: for clicks, tips, keyboard and screen readers. */
  readonly targets: (body: B, plot: Box, settings: DrawingSettings) => readonly Target[]
  /** What only the pointer finds, each with its words: too many to be chosen one by one, keyboard and ear have the table. */
  readonly points: (body: B, plot: Box, settings: DrawingSettings) => readonly Target[]
}

type Forms = { readonly [F in Form]: FormParts<BodyOf<F>> }

/** Below this width rows are high enough for a finger and names take two lines. */
const phone = 520
const none = () => []

/** Body → drawing for every form: a new form does not compile before it has its line here (and its native slide in `export`). */
export const forms: Forms = {
  bars: {
    option: barsOption,
    height: (body, width) =>
      body.rows.length * (width < phone ? 40 : 32) + (body.mark === 'dot' ? 52 : 30) + body.outside.length * 20,
    targets: barsTargets,
    points: none,
  },
  dumbbell: {
    option: dumbbellOption,
    height: dumbbellHeight,
    targets: dumbbellTargets,
    points: none,
  },
  interval: {
    option: intervalOption,
    height: (body) => body.rows.length * 36 + 36,
    targets: intervalTargets,
    points: none,
  },
  bump: {
    option: bumpOption,
    height: (body) => body.series.length * 36 + 60,
    targets: bumpTargets,
    points: bumpPoints,
  },
  lines: { option: linesOption, height: () => 340, targets: none, points: linesPoints },
  funnel: { option: funnelOption, height: () => 380, targets: funnelTargets, points: none },
  panes: { option: panesOption, height: panesHeight, targets: panesTargets, points: none },
  grid: { option: gridOption, height: (body) => body.rows.length * 34 + 100, targets: none, points: none },
  spine: {
    option: spineOption,
    height: (body) => body.rows.length * 28 + 34,
    targets: spineTargets,
    points: none,
  },
  steps: {
    option: stepsOption,
    height: (body, width) => body.rows.length * (width < phone ? 38 : 30) + 36,
    targets: stepsTargets,
    points: none,
  },
  goals: {
    option: goalsOption,
    height: (body) => goalsLength(body) * 38 + 32,
    targets: goalsTargets,
    points: none,
  },
  tiles: {
    option: tilesOption,
    height: tilesHeight,
    targets: tilesTargets,
    points: none,
  },
  map: { option: mapOption, height: mapHeight, targets: mapTargets, points: none },
  plane: {
    option: planeOption,
    height: (body, width) =>
      body.y === null ? body.rows.length * 130 + 70 : Math.min(420, Math.max(300, width * 0.72)),
    targets: planeTargets,
    points: none,
  },
  bullet: {
    option: bulletOption,
    height: (body) => Math.ceil(body.cards.length / 2) * 170,
    targets: none,
    points: none,
  },
}

/** TypeScript cannot see that `forms[body.form]` and `body` belong together. */
export function formOf<B extends ChartBody>(body: B): FormParts<B> {
  return forms[body.form] as unknown as FormParts<B>
}
