import './no-system-fonts.ts'
import { registerOutline } from '@cg/charts/options/outline-shape'
import type { ChartModel } from '@cg/charts/model'
import { createCanvas } from '@napi-rs/canvas'
// One file instead of some four hundred: it is read in a tenth of the time, and the first picture waits for it.
import { graphic, init, setPlatformAPI } from 'echarts/dist/echarts.esm.min.mjs'
import { loadFontsFor } from './fonts.ts'

export { init }

let isReady = false

/** Loads the fonts that a model needs and lets ECharts measure with them: picture and SVG then place every word alike. */
export function prepareEngine(model: ChartModel): void {
  loadFontsFor(JSON.stringify(model))
  if (isReady) return
  setPlatformAPI({ createCanvas: () => createCanvas(32, 32) as unknown as HTMLCanvasElement })
  registerOutline(graphic)
  isReady = true
}
