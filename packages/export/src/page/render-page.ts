import type { PageModel } from '@cg/charts/page/page-model'
import { mediaTypes } from '@cg/contract/media'
import type { PageFormat } from '@cg/contract/page-choices'
import { pageTitles } from '@cg/contract/page-choices'
import { unreachable } from '@cg/domain/must'
import { joinedFileName } from '../file-name.ts'
import type { RenderedFile } from '../render.ts'
import { stamped } from '../stamp/stamped.ts'

/** A page as a file: the same model and format always give the same bytes. Throws ChartRefusal where letters cannot be set. */
export async function renderPage(page: PageModel, format: PageFormat): Promise<RenderedFile> {
  const { period, subject, release } = page.file
  const title = pageTitles[page.page]
  const fileName = joinedFileName([period, title, subject === title ? '' : subject, release], format)
  const mediaType = mediaTypes[format]
  const bytes = await bytesOf(page, format)
  return { ...(await stamped(bytes, format, page)), mediaType, fileName }
}

async function bytesOf(page: PageModel, format: PageFormat): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return await (await import('./pdf.ts')).renderPagePdf(page)
    case 'pptx':
      return await (await import('./deck.ts')).renderPageDeck(page)
    case 'xlsx':
      return await (await import('./workbook.ts')).renderPageXlsx(page)
    default:
      return unreachable(format)
  }
}
