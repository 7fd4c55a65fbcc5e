import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { SKRSContext2D } from '@napi-rs/canvas'
import type { Blocks, Fault } from './blocks.ts'
import { columnsOf, side } from './blocks.ts'

/** Where pictures go: those of screens that changed, and with LOOKS_PICTURES=folder all of them. */
const failedFolder = join(tmpdir(), 'cg-looks-failed')

export function keepPicture(state: string, name: string, file: Buffer): void {
  const folder = process.env['LOOKS_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, fileName(state, name, 'jpg')), file)
}

const fileName = (state: string, name: string, ending: string): string =>
  `${state}, ${name}.${ending}`.replaceAll(' ', '_')

type Changed = {
  readonly state: string
  readonly name: string
  readonly file: Buffer
  readonly reference: Blocks
  /** Null: of another size. */
  readonly faults: readonly Fault[] | null
}

/** Writes the picture, and beside the reference's squares the picture with those framed that differ; says what is wrong. */
export async function reportChange({ state, name, file, reference, faults }: Changed): Promise<string> {
  mkdirSync(failedFolder, { recursive: true })
  const image = await loadImage(file)
  writeFileSync(join(failedFolder, fileName(state, name, 'jpg')), file)
  const canvas = createCanvas(reference.width + side + image.width, Math.max(reference.height, image.height))
  const context = canvas.getContext('2d')
  drawBlocks(context, reference)
  const left = reference.width + side
  context.drawImage(image, left, 0)
  context.strokeStyle = '#f0f'
  context.lineWidth = 2
  for (const { column, row } of faults ?? [])
    context.strokeRect(left + column * side + 1, row * side + 1, side - 2, side - 2)
  const shown = join(failedFolder, fileName(state, name, 'png'))
  writeFileSync(shown, canvas.toBuffer('image/png'))
  return `${name}: ${wordsOf(faults, reference, image)}; see ${shown}`
}

type Extent = { readonly width: number; readonly height: number }

function wordsOf(faults: readonly Fault[] | null, was: Extent, is: Extent): string {
  if (faults === null) return `was ${was.width} × ${was.height} pixels, is ${is.width} × ${is.height}`
  const [first] = faults
  const most = Math.max(...faults.map(({ times }) => times))
  const place = first === undefined ? '' : `, the first at ${first.column * side}, ${first.row * side}`
  return `${faults.length} squares differ${place}, by up to ${most.toFixed(1)} times the tolerance`
}

function drawBlocks(context: SKRSContext2D, { width, planes }: Blocks): void {
  const [lights = new Uint8Array(), blues, reds] = planes
  const columns = columnsOf(width)
  lights.forEach((light, block) => {
    const [blueness, redness] = [(blues?.[block] ?? 128) - 128, (reds?.[block] ?? 128) - 128]
    const [red, blue] = [light + redness / 0.713, light + blueness / 0.564]
    const green = (light - 0.299 * red - 0.114 * blue) / 0.587
    context.fillStyle = `rgb(${[red, green, blue].map((part) => Math.max(0, Math.min(255, Math.round(part)))).join()})`
    context.fillRect((block % columns) * side, Math.floor(block / columns) * side, side, side)
  })
}
