import type { ChartModel } from '@cg/charts/model'
import type { PageModel } from '@cg/charts/page/page-model'
import { cleanTexts } from '../clean-model.ts'
import { qrCells, qrSvg } from '../image/qr.ts'
import { refuseMissingPageLetters } from './page-letters.ts'
import { blockSource } from './pdf-blocks.ts'
import { documentSource, isWide, qrName } from './pdf-frame.ts'
import { drawnParts } from './pictures.ts'
import type { Typeset } from './typeset.ts'
import { forgetTypeset, typeset } from './typeset.ts'

/**
 * A page as PDF on A4: vector, text that can be selected, tagged (PDF/UA-1), with its own fonts. The same model gives the
 * same bytes. Throws ChartRefusal where a letter is in none of the committed fonts.
 */
export async function renderPagePdf(given: PageModel): Promise<Uint8Array> {
  const page = cleanTexts(given) as PageModel
  const isRare = refuseMissingPageLetters(page)
  try {
    const loose = await setPage(page, loosest, isRare)
    if (loose.pages === 1 || loose.end > almostEmpty) return loose.pdf()
    for (const density of denser) {
      const tight = await setPage(page, density, isRare)
      if (tight.pages < loose.pages) return tight.pdf()
    }
    return loose.pdf()
  } finally {
    forgetTypeset()
  }
}

/** A last page that ends above this share is worth setting the others closer. */
const almostEmpty = 0.35

/** Share of the usual room for drawings and the space between lines. */
const loosest = 1
const denser = [0.93, 0.86]

async function setPage(page: PageModel, density: number, isRare: boolean): Promise<Typeset> {
  const cells = qrCells(page)
  const pictures = new Map<string, string>(cells === undefined ? [] : [[qrName, qrSvg(cells)]])
  const draw = (model: ChartModel) =>
    drawnParts(model, { density, isWide: isWide(page) }).map(({ svg, ...size }) => {
      const name = `p${pictures.size}`
      pictures.set(name, svg)
      return { name, ...size }
    })
  const blocks = page.blocks.map((block) => blockSource(block, page.unbroken, draw))
  const { source } = documentSource(page, blocks, density)
  return await typeset({ source, pictures: Object.fromEntries(pictures) }, isRare)
}
