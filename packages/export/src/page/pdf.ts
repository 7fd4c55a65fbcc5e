import type { ChartModel } from '@cg/charts/model'
import type { PageModel } from '@cg/charts/page/page-model'
import { cleanTexts } from '../clean-model.ts'
import { refuseMissingPageLetters } from './page-letters.ts'
import { blockSource } from './pdf-blocks.ts'
import { documentSource } from './pdf-frame.ts'
import { drawnParts } from './pictures.ts'
import { typeset } from './typeset.ts'

/**
 * A page as PDF on A4: vector, text that can be selected, tagged (PDF/UA-1), with its own fonts. The same model gives the
 * same bytes. Throws ChartRefusal where a letter is in none of the committed fonts.
 */
export async function renderPagePdf(given: PageModel): Promise<Uint8Array> {
  const page = cleanTexts(given) as PageModel
  const isRare = refuseMissingPageLetters(page)
  const pictures = new Map<string, string>()
  const draw = (model: ChartModel) =>
    drawnParts(model).map(({ svg, ...size }) => {
      const name = `p${pictures.size}`
      pictures.set(name, svg)
      return { name, ...size }
    })
  const blocks = page.blocks.map((block) => blockSource(block, page.unbroken, draw))
  return typeset({ source: documentSource(page, blocks).source, pictures: Object.fromEntries(pictures) }, isRare)
}
