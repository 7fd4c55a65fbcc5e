import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PackFormat } from '@cg/contract/material/pack'
import { packFile, packThreads } from '../pack/pack-file.ts'
import type { PackProgress } from '../pack/render-pack.ts'
import { renderPackParts } from '../pack/render-pack.ts'
import type { RenderedFile } from '../render.ts'

/** A material as the pool makes it, in this thread. */
export async function renderPack(
  pack: PackModel,
  format: PackFormat,
  tell: (progress: PackProgress) => void = () => {},
): Promise<RenderedFile> {
  return packFile(pack, format, await renderPackParts(pack, packThreads(format).flat(), tell))
}
