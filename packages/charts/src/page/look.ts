import type { PageLook } from '@cg/contract/release/page'
import { changed } from '../late.ts'
import type { PageModel } from './page-model.ts'

type Look = { readonly [Name in keyof PageLook]?: PageLook[Name] | undefined }

/** The page in the dress that was asked for. Own words of a watermark never take the place of a preview's. */
export function withLook(page: PageModel, { skin, watermark }: Look): PageModel {
  const dressed = skin === undefined ? page : { ...page, skin }
  if (watermark === undefined || page.watermark !== null) return dressed
  const blocks = page.blocks.map((block) =>
    'model' in block ? { ...block, model: changed(block.model, { watermark }) } : block,
  )
  return { ...dressed, blocks, watermark }
}
