import './no-system-fonts.ts'
import { setPlatformAPI, use } from '@cg/charts/register'
import { createCanvas } from '@napi-rs/canvas'
import { CanvasRenderer } from 'echarts/renderers'
import { loadFonts } from './fonts.ts'

let isReady = false

/** Loads the font and lets ECharts measure with it: picture and SVG then place every word alike. */
export function prepareEngine(): void {
  loadFonts()
  if (isReady) return
  use(CanvasRenderer)
  setPlatformAPI({ createCanvas: () => createCanvas(32, 32) as unknown as HTMLCanvasElement })
  isReady = true
}
