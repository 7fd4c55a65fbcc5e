import { changed } from '@cg/charts/late'
import type { ChartModel } from '@cg/charts/model'
import { mediaTypes } from '@cg/contract/media'
import type { ChartFormat, ChartLetters, ChartPreset, ChartThemeName } from '@cg/contract/chart'
import { unreachable } from '@cg/domain/must'
import { renderCsv } from './sheet/csv.ts'
import { chartFileName } from './file-name.ts'
import { cleanModel } from './clean-model.ts'
import { qrCells } from './image/qr.ts'
import { stripControls } from './inert-text.ts'
import { refuseMissingLetters } from './image/letters.ts'
import { renderOutlinedSvg } from './image/outlined-svg.ts'
import { renderKnownPng, renderPng } from './image/png.ts'
import { renderSvg } from './image/svg.ts'
import { stamped } from './stamp/stamped.ts'
import type { StampedFormat } from './stamp/texts.ts'

export type RenderRequest = {
  readonly format: ChartFormat
  readonly preset?: ChartPreset | undefined
  readonly theme?: ChartThemeName | undefined
  readonly background?: 'white' | 'transparent' | undefined
  /** SVG only: letters as text, or as outlines (文字转曲). */
  readonly letters?: ChartLetters | undefined
  /** Pictures only, of a model with a stamp. Left out: in those of the size of a slide or a document. */
  readonly qr?: 'with' | 'without' | undefined
  /** Pictures only: own words across them. */
  readonly watermark?: string | undefined
}

export type RenderedFile = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly fileName: string
  /** What it says (`textsOf`), where it bears a code. */
  readonly texts?: readonly string[]
  /** Of a material: each of its formats, which are files of their own. */
  readonly inside?: readonly StampedFile[]
}

export type StampedFile = {
  readonly format: StampedFormat
  readonly bytes: Uint8Array
  readonly texts?: readonly string[]
}

/** A chart as a file: the same model and request always give the same bytes. Throws ChartRefusal where letters cannot be drawn. */
export async function renderChart(model: ChartModel, request: RenderRequest): Promise<RenderedFile> {
  const clean = cleanModel(model)
  const made = await renderBytes(clean, request)
  const { bytes, texts } = made instanceof Uint8Array ? { bytes: made, texts: null } : made
  return {
    ...(await stamped(bytes, request.format, clean, texts)),
    mediaType: mediaTypes[request.format],
    fileName: chartFileName(clean, request.format),
  }
}

const qrDefaults: Readonly<Record<ChartPreset, 'with' | 'without'>> = {
  slide: 'with',
  document: 'with',
  poster: 'with',
  half: 'without',
  phone: 'without',
  square: 'without',
}

/** A preview keeps its own words, whatever else is asked for. */
function withOwnWatermark(model: ChartModel, { format, watermark }: RenderRequest): ChartModel {
  const isPicture = format === 'png' || format === 'svg'
  return isPicture && watermark !== undefined && model.watermark === null
    ? changed(model, { watermark: stripControls(watermark) })
    : model
}

type KnownFile = { readonly bytes: Uint8Array; readonly texts: readonly string[] | null }

/** The libraries of Office files are loaded with the first of them: the first picture after a start does not wait for them. */
async function renderBytes(given: ChartModel, request: RenderRequest): Promise<Uint8Array | KnownFile> {
  const preset = request.preset ?? 'slide'
  const picture = {
    preset,
    theme: request.theme ?? 'light',
    isTransparent: request.background === 'transparent',
    qr: (request.qr ?? qrDefaults[preset]) === 'with' ? qrCells(given) : undefined,
  } as const
  const model = withOwnWatermark(given, request)
  switch (request.format) {
    case 'png':
      refuseMissingLetters(model)
      return await (model.stamp === undefined ? renderPng(model, picture) : renderKnownPng(model, picture))
    case 'svg':
      if (request.letters !== 'outlines') return new TextEncoder().encode(renderSvg(model, picture))
      refuseMissingLetters(model)
      return new TextEncoder().encode(renderOutlinedSvg(model, picture))
    case 'pptx':
      return await (await import('./slides/pptx.ts')).renderPptx([model])
    case 'xlsx':
      return await (await import('./sheet/xlsx.ts')).renderXlsx(model)
    case 'csv':
      return new TextEncoder().encode(renderCsv(model))
    default:
      return unreachable(request.format)
  }
}
