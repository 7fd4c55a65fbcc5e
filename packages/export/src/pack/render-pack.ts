import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PackFormat } from '@cg/contract/material/pack'
import { mediaTypes } from '@cg/contract/media'
import JSZip from 'jszip'
import { cleanTexts } from '../clean-model.ts'
import { joinedFileName } from '../file-name.ts'
import type { RenderedFile, StampedFile } from '../render.ts'
import { stamped } from '../stamp/stamped.ts'
import type { PackCommon, PackSlide, Tell } from './slides.ts'
import { packSlides } from './slides.ts'

/** How far a material is: slides made, of how many over all its formats. */
export type PackProgress = { readonly done: number; readonly total: number; readonly words: string }

type Single = Exclude<PackFormat, 'zip'>
type Made = StampedFile & { readonly format: Single }

const singles = ['pptx', 'docx', 'pdf', 'xlsx'] as const satisfies readonly Single[]

/** A material as a file, or in every format in one archive. The same model and format give the same bytes. */
export async function renderPack(
  given: PackModel,
  format: PackFormat,
  tell: (progress: PackProgress) => void,
): Promise<RenderedFile> {
  const pack = cleanTexts(given) as PackModel
  const slides = packSlides(pack)
  const formats = format === 'zip' ? singles : [format]
  const inside: Made[] = []
  for (const [at, one] of formats.entries()) {
    const base = at * slides.length
    const total = formats.length * slides.length
    const bytes = await renderOne(pack, slides, one, (slide) =>
      tell({ done: base + slide - 1, total, words: `正在生成${one.toUpperCase()}第${slide}张` }),
    )
    inside.push({ format: one, ...(await stamped(bytes, one, pack)) })
  }
  const bytes = format === 'zip' ? await zipOf(pack, inside) : (inside[0]?.bytes ?? new Uint8Array())
  return { bytes, mediaType: mediaTypes[format], fileName: packFileName(pack, format), inside }
}

/** The libraries of each format are loaded with its first file. */
async function renderOne(
  pack: PackCommon,
  slides: readonly PackSlide[],
  format: Single,
  tell: Tell,
): Promise<Uint8Array> {
  switch (format) {
    case 'pptx':
      return await (await import('./pptx.ts')).renderPackPptx(pack, slides, tell)
    case 'docx':
      return await (await import('./docx.ts')).renderPackDocx(pack, slides, tell)
    case 'pdf':
      return await (await import('./pdf.ts')).renderPackPdf(pack, slides, tell)
    case 'xlsx':
      return await (await import('./xlsx.ts')).renderPackXlsx(pack, slides, tell)
  }
}

/** 2026Q3_安平县约谈单_CG-2026Q3-01.pptx */
function packFileName({ file, name }: PackCommon, extension: PackFormat): string {
  return joinedFileName([file.period, name, file.release], extension)
}

/** Files that are packed already are stored as they are. */
async function zipOf(pack: PackCommon, made: readonly Made[]): Promise<Uint8Array> {
  const zip = new JSZip()
  const date = new Date(pack.generatedAt)
  for (const { format, bytes } of made) zip.file(packFileName(pack, format), bytes, { date, createFolders: false })
  return await zip.generateAsync({ type: 'uint8array', compression: 'STORE', platform: 'DOS' })
}
