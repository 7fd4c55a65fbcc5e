import type { PageModel } from '@cg/charts/page/page-model'
import { mediaTypes } from '@cg/contract/media'
import type { PageFormat } from '@cg/contract/page-choices'
import { pageTitles } from '@cg/contract/page-choices'
import { joinedFileName } from '../file-name.ts'
import type { RenderedFile } from '../render.ts'
import { stamped } from '../stamp/stamped.ts'

/** A page as a file: the same model and format always give the same bytes. Throws ChartRefusal where letters cannot be set. */
export async function renderPage(page: PageModel, format: PageFormat): Promise<RenderedFile> {
  const { period, subject, release } = page.file
  const title = pageTitles[page.page]
  const fileName = joinedFileName([period, title, subject === title ? '' : subject, release], format)
  const mediaType = mediaTypes[format]
  const bytes =
    format === 'pdf'
      ? await (await import('./pdf.ts')).renderPagePdf(page)
      : await (await import('./deck.ts')).renderPageDeck(page)
  return { ...(await stamped(bytes, format, page)), mediaType, fileName }
}
