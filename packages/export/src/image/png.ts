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
import { writeIndexedPng } from './indexed-png.ts'
import { pictureText } from '../stamp/texts.ts'
import { indexColours } from './palette.ts'
import type { IndexedPicture } from './palette.ts'
import type { PanelRequest } from './panel.ts'

/** A chart as PNG: exactly the preset's pixels, with its dots per inch; a palette keeps a 4K picture below 500 kB. */
export function renderPng(model: ChartModel, options: PictureOptions): Uint8Array {
  const { picture, width, height } = indexedPicture(model, options)
  return writeIndexedPng(picture, width, height, pictureSizes[options.preset].dpi)
}

/**
 * The same with what a reader of the file finds in its pixels (`textsOf`), told without unpacking it again; null where that
 * reader's own rounding decides: in a picture one can see through.
 */
export function renderKnownPng(
  model: ChartModel,
  options: PictureOptions,
): { readonly bytes: Uint8Array; readonly texts: readonly string[] | null } {
  const { picture, width, height } = indexedPicture(model, options)
  const isOpaque = picture.colours.every((colour) => colour >>> 24 === 255)
  return {
    bytes: writeIndexedPng(picture, width, height, pictureSizes[options.preset].dpi),
    texts: isOpaque ? [pictureText(width, height, digestOf(picture, width))] : null,
  }
}

/** Of the colours that the pixels have in the file, a few rows at a time. */
function digestOf({ colours, pixels }: IndexedPicture, width: number): Hash {
  const all = Uint32Array.from(colours)
  const band = new Uint32Array(width * 64)
  const hash = createHash('sha256')
  for (let from = 0; from < pixels.length; from += band.length) {
    const length = Math.min(band.length, pixels.length - from)
    for (let at = 0; at < length; at += 1) band[at] = all[pixels[from + at] ?? 0] ?? 0
    hash.update(new Uint8Array(band.buffer, 0, length * 4))
  }
  return hash
}

/** The plot alone as PNG, for a paper that says title, source and release in its own letters. `ratio`: pixels a px. */
export function renderPanelPng(model: ChartModel, panel: PanelRequest, ratio: number): Uint8Array {
  const settings = { ...panelSettings({ ...panel, animation: false }), background: themes[panel.theme].card }
  const { picture, width, height } = paint(model, settings, ratio, indexed)
  return writeIndexedPng(picture, width, height, 300)
}

export type DrawnPicture = {
  /** One number a pixel, 0xAABBGGRR. */
  readonly pixels: Uint32Array
  readonly width: number
  readonly height: number
}

/** The picture before it becomes a file. */
export function drawPicture(model: ChartModel, options: PictureOptions): DrawnPicture {
  return paint(model, pictureSettings(options), pictureSizes[options.preset].ratio, (canvas) => ({
    pixels: pixelsOf(canvas, 0, canvas.height),
    width: canvas.width,
    height: canvas.height,
  }))
}

function indexedPicture(model: ChartModel, options: PictureOptions) {
  return paint(model, pictureSettings(options), pictureSizes[options.preset].ratio, indexed)
}

/** Draws, and takes from the canvas what is wanted of it. */
function paint<T>(model: ChartModel, settings: DrawingSettings, ratio: number, take: (canvas: Canvas) => T): T {
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
    return take(canvas)
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

/** Rows that are copied out of a large canvas at once: what a 4K poster holds in memory beside its canvas. */
const bandRows = 256

/** Each copy costs 2 to 3 ms beside what it holds: a picture of up to 16 MB, a slide, is taken whole and once. */
const wholePixels = 2 ** 22

function indexed(canvas: Canvas): {
  readonly picture: IndexedPicture
  readonly width: number
  readonly height: number
} {
  const { width, height } = canvas
  const length = width * height
  const bands = function* () {
    for (let from = 0; from < height; from += bandRows) yield pixelsOf(canvas, from, Math.min(bandRows, height - from))
  }
  const whole = length <= wholePixels ? [pixelsOf(canvas, 0, height)] : null
  return { picture: indexColours({ length, bands: () => whole ?? bands() }), width, height }
}

function pixelsOf(canvas: Canvas, from: number, rows: number): Uint32Array {
  const { data } = canvas.getContext('2d').getImageData(0, from, canvas.width, rows)
  return new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4)
}
