import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import type { PictureOptions } from '@cg/charts/settings-for'
import { pictureSettings } from '@cg/charts/settings-for'
import { createCanvas } from '@napi-rs/canvas'
import { init, prepareEngine } from '../image/engine.ts'

export type DrawnBox = {
  readonly text: string
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
type Drawn = {
  readonly type: string
  readonly style: { readonly text?: string; readonly fill?: unknown }
  readonly getBoundingRect: () => Rect & { clone: () => Rect & { applyTransform: (m: number[]) => void } }
  readonly getComputedTransform: () => number[] | null | undefined
}

/** Where each text of a picture stands, in its logical px, and its QR code; what lies aslant across it (水印) is left out. */
export function drawnTexts(model: ChartModel, options: PictureOptions): DrawnBox[] {
  prepareEngine(model)
  const settings = pictureSettings(options)
  const { width, height } = settings
  const canvas = createCanvas(width, height) as unknown as HTMLElement
  const chart = init(canvas, null, { renderer: 'canvas', width, height, devicePixelRatio: 1 })
  try {
    chart.setOption(buildOption(model, settings))
    chart.getZr().flush()
    const list = chart.getZr().storage.getDisplayList(true) as unknown as readonly Drawn[]
    return list.flatMap((one) => {
      const text = one.style.text
      if (one.style.fill === '#000000' && one.type !== 'tspan') return boxOf(one, 'QR')
      return one.type === 'tspan' && text !== undefined && text.trim() !== '' ? boxOf(one, text) : []
    })
  } finally {
    chart.dispose()
  }
}

function boxOf(drawn: Drawn, text: string): DrawnBox[] {
  const rect = drawn.getBoundingRect().clone()
  const transform = drawn.getComputedTransform()
  if (transform && (transform[1] !== 0 || transform[2] !== 0)) return []
  if (transform) rect.applyTransform(transform)
  return [{ text, left: rect.x, top: rect.y, right: rect.x + rect.width, bottom: rect.y + rect.height }]
}
