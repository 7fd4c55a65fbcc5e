import { crc32 } from 'node:zlib'
import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import { init } from '@cg/charts/register'
import type { PictureOptions } from '@cg/charts/settings-for'
import { pictureSettings, pictureSizes } from '@cg/charts/settings-for'
import { createCanvas } from '@napi-rs/canvas'
import { prepareEngine } from './engine.ts'

/** A chart as PNG: exactly the preset's pixels, with its dots per inch. */
export function renderPng(model: ChartModel, options: PictureOptions): Uint8Array {
  prepareEngine()
  const settings = pictureSettings(options)
  const { ratio, dpi } = pictureSizes[options.preset]
  const canvas = createCanvas(Math.round(settings.width * ratio), Math.round(settings.height * ratio))
  const { width, height } = settings
  const chart = init(canvas as unknown as HTMLElement, null, {
    renderer: 'canvas',
    width,
    height,
    devicePixelRatio: ratio,
  })
  try {
    chart.setOption(buildOption(model, settings))
    chart.getZr().flush()
    return withResolution(canvas.toBuffer('image/png'), dpi)
  } finally {
    chart.dispose()
  }
}

const signatureLength = 8
const headerLength = 25

/** Puts a pHYs chunk after IHDR, so that Word and WPS place the picture at its true size. */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  const perMetre = Math.round(dpi / 0.0254)
  const body = Buffer.alloc(13)
  body.write('pHYs', 0, 'latin1')
  body.writeUInt32BE(perMetre, 4)
  body.writeUInt32BE(perMetre, 8)
  body.writeUInt8(1, 12)
  const chunk = Buffer.alloc(21)
  chunk.writeUInt32BE(9, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), 17)
  const cut = signatureLength + headerLength
  return Buffer.concat([png.subarray(0, cut), chunk, png.subarray(cut)])
}
