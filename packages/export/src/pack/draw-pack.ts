import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PackFormat } from '@cg/contract/material/pack'
import type { RenderQueue, Watch } from '../render-queue.ts'
import { RenderFailedError } from '../render-queue.ts'
import type { RenderedFile } from '../render.ts'
import type { MadePart, PackPart } from './pack-file.ts'
import { packFile, packThreads } from './pack-file.ts'
import type { PackProgress } from './render-pack.ts'

type Asked = { readonly pack: PackModel; readonly format: PackFormat; readonly owner: string }

/**
 * A material as a file or an archive. The first thread is the one where people's materials take turns; what an archive
 * has in the second waits there for no turn. Where one fails, the other stops.
 */
export async function drawPack(
  [first, second]: readonly [RenderQueue, RenderQueue],
  { pack, format, owner }: Asked,
  watch: Watch,
): Promise<RenderedFile> {
  const stop = new AbortController()
  const signal = AbortSignal.any([watch.signal, stop.signal])
  const threads = packThreads(format)
  const tell = inAll(threads, watch.tell)
  const drawing = threads.map(async (parts, at) =>
    at === 0
      ? madeOf(await first.draw({ kind: 'pack', pack, parts }, owner, { tell: tell(at), signal }))
      : madeOf(await second.draw({ kind: 'pack', pack, parts }, undefined, { tell: tell(at), signal })),
  )
  try {
    return await packFile(pack, format, (await Promise.all(drawing)).flat())
  } catch (error) {
    stop.abort()
    await Promise.allSettled(drawing)
    throw error
  }
}

function madeOf(drawn: Awaited<ReturnType<RenderQueue['draw']>>): readonly MadePart[] {
  if (drawn.kind !== 'pack') throw new RenderFailedError('a drawing instead of a material')
  return drawn.made
}

type Tell = (progress: PackProgress) => void

/** How far all threads are together, in the words of the one that has just told. */
function inAll(threads: readonly (readonly PackPart[])[], tell: Tell): (at: number) => Tell {
  const done = threads.map(() => 0)
  const formats = threads.flat().length
  return (at) => (progress) => {
    done[at] = progress.done
    const slides = progress.total / (threads[at]?.length ?? 1)
    tell({ ...progress, done: done.reduce((sum, one) => sum + one, 0), total: formats * slides })
  }
}
