import { cleanTexts } from '../clean-model.ts'
import { refuseMissingPageLetters } from '../page/page-letters.ts'
import type { Typeset } from '../page/typeset.ts'
import { forgetTypeset, typeset } from '../page/typeset.ts'
import { deckSource } from './deck-source.ts'
import { slideSource } from './slide-source.ts'
import type { PackCommon, PackSlide } from './slides.ts'

/** One slide of the PDF as SVG, for the preview. `total`: how many there are. */
export async function renderPackSlide(pack: PackCommon, slide: PackSlide, total: number): Promise<string> {
  try {
    return (await setSlides(cleanTexts(pack) as PackCommon, [cleanTexts(slide) as PackSlide], total)).svg()
  } finally {
    forgetTypeset()
  }
}

async function setSlides(pack: PackCommon, slides: readonly PackSlide[], total: number): Promise<Typeset> {
  const isRare = refuseMissingPageLetters(slides)
  const pictures: Record<string, string> = {}
  const keep = (svg: string): string => {
    const name = `p${Object.keys(pictures).length}`
    pictures[name] = svg
    return name
  }
  const sources = slides.map((slide) => slideSource(slide, { pack, total, keep }))
  return await typeset({ source: deckSource(pack, sources).source, pictures }, isRare)
}
