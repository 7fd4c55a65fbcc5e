import './no-system-fonts.ts'
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import type { DrawingSettings } from '@cg/charts/options/settings'
import type { PictureOptions } from '@cg/charts/settings-for'
import { panelSettings, pictureSettings, pictureSizes } from '@cg/charts/settings-for'
import { themes } from '@cg/charts/theme'
import type { Canvas } from '@napi-rs/canvas'
import { createCanvas } from '@napi-rs/canvas'
import { init, prepareEngine } from './engine.ts'
import { givenBack } from './given-back.ts'
import { writeIndexedPng } from './indexed-png.ts'
import { pictureText } from '../stamp/texts.ts'
import { indexColours } from './palette.ts'
import type { IndexedPicture, PixelBands } from './palette.ts'
import type { PanelRequest } from './panel.ts'

/** A chart as PNG: exactly the preset's pixels, with its dots per inch; a palette keeps a 4K picture below 500 kB. */
export async function renderPng(model: ChartModel, options: PictureOptions): Promise<Uint8Array> {
  const { dpi } = pictureSizes[options.preset]
  return await indexedPicture(model, options, (picture) => writeIndexedPng(picture, dpi))
}

/**
 * The same with what a reader of the file finds in its pixels (`textsOf`), told without unpacking it again; null where that
 * reader's own rounding decides: in a picture one can see through.
 */
export async function renderKnownPng(
  model: ChartModel,
  options: PictureOptions,
): Promise<{ readonly bytes: Uint8Array; readonly texts: readonly string[] | null }> {
  return await indexedPicture(model, options, (picture) => {
    const isOpaque = picture.colours.every((colour) => colour >>> 24 === 255)
    return {
      bytes: writeIndexedPng(picture, pictureSizes[options.preset].dpi),
      texts: isOpaque ? [pictureText(picture.width, picture.height, digestOf(picture))] : null,
    }
  })
}

/** Of the colours that the pixels have in the file, a few rows at a time. */
function digestOf({ width, height, colours, lines }: IndexedPicture): Hash {
  const all = Uint32Array.from(colours)
  const rows = bandRows(width)
  const band = new Uint32Array(width * rows)
  const hash = createHash('sha256')
  for (let from = 0; from < height; from += rows) {
    let filled = 0
    for (let y = from; y < Math.min(from + rows, height); y += 1) {
      const line = y * (width + 1) + 1
      for (let at = line; at < line + width; at += 1, filled += 1) band[filled] = all[lines[at] ?? 0] ?? 0
    }
    hash.update(new Uint8Array(band.buffer, 0, filled * 4))
  }
  return hash
}

/** The plot alone as PNG, for a paper that says title, source and release in its own letters. `ratio`: pixels a px. */
export async function renderPanelPng(model: ChartModel, panel: PanelRequest, ratio: number): Promise<Uint8Array> {
  const settings = { ...panelSettings({ ...panel, animation: false }), background: themes[panel.theme].card }
  return await paint(model, settings, ratio, (canvas) =>
    indexColours(bandsOf(canvas), (picture) => writeIndexedPng(picture, 300)),
  )
}

export type DrawnPicture = {
  /** One number a pixel, 0xAABBGGRR. */
  readonly pixels: Uint32Array
  readonly width: number
  readonly height: number
}

/** The picture before it becomes a file. */
export async function drawPicture(model: ChartModel, options: PictureOptions): Promise<DrawnPicture> {
  return await paint(model, pictureSettings(options), pictureSizes[options.preset].ratio, (canvas) => ({
    pixels: pixelsOf(canvas, 0, canvas.height),
    width: canvas.width,
    height: canvas.height,
  }))
}

/** `use`: makes of the picture what is wanted, before the next one is made. */
function indexedPicture<T>(
  model: ChartModel,
  options: PictureOptions,
  use: (picture: IndexedPicture) => T,
): Promise<T> {
  return paint(model, pictureSettings(options), pictureSizes[options.preset].ratio, (canvas) =>
    indexColours(bandsOf(canvas), use),
  )
}

/** Draws, and takes from the canvas what is wanted of it. */
async function paint<T>(
  model: ChartModel,
  settings: DrawingSettings,
  ratio: number,
  take: (canvas: Canvas) => T | Promise<T>,
): Promise<T> {
  prepareEngine(model)
  const { width, height } = settings
  const canvas = createCanvas(Math.round(width * ratio), Math.round(height * ratio))
  const chart = init(canvas as unknown as HTMLElement, null, {
    renderer: 'canvas',
    width,
    height,
    devicePixelRatio: ratio,
  })
  try {
    chart.setOption(buildOption(model, settings))
    chart.getZr().flush()
    // It would go on drawing between two turns of the loop.
    chart.getZr().animation.stop()
    return await take(canvas)
  } finally {
    chart.dispose()
    giveBack(canvas)
  }
}

/** A canvas of 4K holds 33 MB outside the heap until some later collection finds it: what stays has one pixel. */
function giveBack(canvas: Canvas): void {
  canvas.width = 1
  canvas.height = 1
}

/**
 * Rows that are copied out of a canvas at once, 60 kB: so much comes from memory that the thread has. A copy of the whole, 8 MB
 * for a slide, is new memory each time, and the system's giving of it costs twenty times the copying.
 */
const bandRows = (width: number): number => Math.max(1, Math.floor(15_000 / width))

/** Copies of so many bytes are made before those that were done with are given back. */
const mostCopied = 4 * 2 ** 20

function bandsOf(canvas: Canvas): PixelBands {
  const { width, height } = canvas
  const most = bandRows(width)
  const bands = async function* () {
    let copied = 0
    for (let from = 0; from < height; from += most) {
      const band = pixelsOf(canvas, from, Math.min(most, height - from))
      copied += band.byteLength
      yield band
      // Given back at once: the copies of a picture would lie beside one another until some later collection finds them.
      if (band.buffer instanceof ArrayBuffer) band.buffer.transfer(0)
      if (copied < mostCopied) continue
      await givenBack()
      copied = 0
    }
  }
  return { width, height, bands: bands() }
}

function pixelsOf(canvas: Canvas, from: number, rows: number): Uint32Array {
  const { data } = canvas.getContext('2d').getImageData(0, from, canvas.width, rows)
  return new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4)
}
