import type { ChartBody } from '../model.ts'
import { barsOption, barsTargets } from './bars.ts'
import { bulletOption } from './bullet.ts'
import { bumpOption, bumpTargets } from './bump.ts'
import { dumbbellHeight, dumbbellOption, dumbbellTargets } from './dumbbell.ts'
import { funnelOption, funnelTargets } from './funnel.ts'
import { goalsLength, goalsOption, goalsTargets } from './goals.ts'
import { gridOption } from './grid.ts'
import { intervalOption, intervalTargets } from './interval.ts'
import { linesOption } from './lines.ts'
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
  /** Who says what the pointer is at: the targets' own words, or the charting library (many points, few targets). */
  readonly tips: 'targets' | 'library'
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
    tips: 'targets',
  },
  dumbbell: {
    option: dumbbellOption,
    height: dumbbellHeight,
    targets: dumbbellTargets,
    tips: 'targets',
  },
  interval: {
    option: intervalOption,
    height: (body) => body.rows.length * 36 + 36,
    targets: intervalTargets,
    tips: 'targets',
  },
  bump: { option: bumpOption, height: (body) => body.series.length * 36 + 60, targets: bumpTargets, tips: 'library' },
  lines: { option: linesOption, height: () => 340, targets: none, tips: 'library' },
  funnel: { option: funnelOption, height: () => 380, targets: funnelTargets, tips: 'targets' },
  panes: { option: panesOption, height: panesHeight, targets: panesTargets, tips: 'targets' },
  grid: { option: gridOption, height: (body) => body.rows.length * 34 + 100, targets: none, tips: 'targets' },
  spine: {
    option: spineOption,
    height: (body) => body.rows.length * 28 + 34,
    targets: spineTargets,
    tips: 'targets',
  },
  steps: {
    option: stepsOption,
    height: (body, width) => body.rows.length * (width < phone ? 38 : 30) + 36,
    targets: stepsTargets,
    tips: 'targets',
  },
  goals: {
    option: goalsOption,
    height: (body) => goalsLength(body) * 38 + 32,
    targets: goalsTargets,
    tips: 'targets',
  },
  tiles: {
    option: tilesOption,
    height: tilesHeight,
    targets: tilesTargets,
    tips: 'targets',
  },
  map: { option: mapOption, height: mapHeight, targets: mapTargets, tips: 'targets' },
  plane: {
    option: planeOption,
    height: (body, width) =>
      body.y === null ? body.rows.length * 130 + 70 : Math.min(420, Math.max(300, width * 0.72)),
    targets: planeTargets,
    tips: 'targets',
  },
  bullet: {
    option: bulletOption,
    height: (body) => Math.ceil(body.cards.length / 2) * 170,
    targets: none,
    tips: 'targets',
  },
}

/** TypeScript cannot see that `forms[body.form]` and `body` belong together. */
export function formOf<B extends ChartBody>(body: B): FormParts<B> {
  return forms[body.form] as unknown as FormParts<B>
}
