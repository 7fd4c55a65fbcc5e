import { cleanTexts } from '../clean-model.ts'
import { refuseMissingPageLetters } from '../page/page-letters.ts'
import type { Typeset } from '../page/typeset.ts'
import { forgetTypeset, typeset } from '../page/typeset.ts'
import { deckSource } from './deck-source.ts'
import { measuresSource } from './measures.ts'
import { slideSource } from './slide-source.ts'
import type { PackCommon, PackSlide, Tell } from './slides.ts'

/** A material as PDF of 16:9: vector, text that can be selected, tagged (PDF/UA-1), a bookmark a slide. */
export async function renderPackPdf(pack: PackCommon, slides: readonly PackSlide[], tell: Tell): Promise<Uint8Array> {
  try {
    return (await setSlides(pack, slides, { total: slides.length, tell, isWhole: true })).pdf()
  } finally {
    forgetTypeset()
  }
}

/** One slide of the PDF as SVG, for the preview. `total`: how many there are. */
export async function renderPackSlide(pack: PackCommon, slide: PackSlide, total: number): Promise<string> {
  try {
    return (
      await setSlides(cleanTexts(pack) as PackCommon, [cleanTexts(slide) as PackSlide], {
        total,
        tell: () => undefined,
        isWhole: false,
      })
    ).svg()
  } finally {
    forgetTypeset()
  }
}

/** `isWhole`: with what stands behind the slides. */
type Setting = { readonly total: number; readonly tell: Tell; readonly isWhole: boolean }

async function setSlides(
  pack: PackCommon,
  slides: readonly PackSlide[],
  { total, tell, isWhole }: Setting,
): Promise<Typeset> {
  const isRare = refuseMissingPageLetters(isWhole ? { slides, measures: pack.measures } : slides)
  const pictures: Record<string, string> = {}
  const keep = (svg: string): string => {
    const name = `p${Object.keys(pictures).length}`
    pictures[name] = svg
    return name
  }
  const sources = slides.map((slide) => {
    tell(slide.number)
    return slideSource(slide, { pack, total, keep })
  })
  return await typeset(
    {
      source: deckSource(pack, sources, isWhole ? measuresSource(pack, total, keep) : { source: '' }).source,
      pictures,
    },
    isRare,
  )
}
