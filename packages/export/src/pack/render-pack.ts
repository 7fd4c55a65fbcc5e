import type { PackModel } from '@cg/charts/pack/pack-model'
import { cleanTexts } from '../clean-model.ts'
import { stamped } from '../stamp/stamped.ts'
import type { MadePart, PackPart } from './pack-file.ts'
import type { PackCommon, PackSlide, Tell } from './slides.ts'
import { packSlides } from './slides.ts'

/** How far a material is: slides made, of how many over all its formats. */
export type PackProgress = { readonly done: number; readonly total: number; readonly words: string }

/** Some of a material's formats, one after another. The same model and format give the same bytes. */
export async function renderPackParts(
  given: PackModel,
  parts: readonly PackPart[],
  tell: (progress: PackProgress) => void,
): Promise<MadePart[]> {
  const pack = cleanTexts(given) as PackModel
  const slides = packSlides(pack)
  const made: MadePart[] = []
  for (const [at, one] of parts.entries()) {
    const base = at * slides.length
    const total = parts.length * slides.length
    const bytes = await renderOne(pack, slides, one, (slide) =>
      tell({ done: base + slide - 1, total, words: `正在生成${one.toUpperCase()}第${slide}张` }),
    )
    made.push({ format: one, ...(await stamped(bytes, one, pack)) })
  }
  return made
}

/** The libraries of each format are loaded with its first file. */
async function renderOne(
  pack: PackCommon,
  slides: readonly PackSlide[],
  format: PackPart,
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
