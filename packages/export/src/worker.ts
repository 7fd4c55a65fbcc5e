import { isMarkedAsUntransferable, parentPort } from 'node:worker_threads'
import type { ChartModel } from '@cg/charts/model'
import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PageModel } from '@cg/charts/page/page-model'
import type { PageFormat } from '@cg/contract/page-choices'
import type { BookFacts } from '@cg/contract/release/book'
import { ChartRefusal } from '@cg/charts/refusal'
import { unreachable } from '@cg/domain/must'
import type { PanelRequest } from './image/panel.ts'
import { renderPanel } from './image/panel.ts'
import type { MadePart, PackPart } from './pack/pack-file.ts'
import type { PackProgress } from './pack/render-pack.ts'
import type { PackCommon, PackSlide } from './pack/slides.ts'
import type { LedgerModel } from './paper/ledger-pdf.ts'
import type { BulletinTask } from './paper/render-bulletin.ts'
import type { RenderRequest, RenderedFile } from './render.ts'
import { giveWay } from './give-way.ts'
import { givenBack } from './image/given-back.ts'
import { renderChart } from './render.ts'
import { tidy } from './tidy.ts'

/* The thread that draws: one job at a time, so that the server goes on answering. */

export type Task =
  | { readonly kind: 'file'; readonly model: ChartModel; readonly request: RenderRequest }
  | { readonly kind: 'panel'; readonly model: ChartModel; readonly request: PanelRequest }
  | { readonly kind: 'warm' }
  | { readonly kind: 'book'; readonly facts: BookFacts }
  | { readonly kind: 'slide'; readonly pack: PackCommon; readonly slide: PackSlide; readonly total: number }
  | ({ readonly kind: 'bulletin' } & BulletinTask)
  | { readonly kind: 'ledger'; readonly ledger: LedgerModel }
  | { readonly kind: 'pack'; readonly pack: PackModel; readonly parts: readonly PackPart[] }
  | { readonly kind: 'page'; readonly page: PageModel; readonly format: PageFormat }
export type Job = { readonly id: number; readonly task: Task }
export type Reply = {
  readonly id: number
  readonly drawn?:
    | { readonly kind: 'file'; readonly file: RenderedFile }
    | { readonly kind: 'panel'; readonly svg: string }
    | { readonly kind: 'pack'; readonly made: readonly MadePart[] }
    | { readonly kind: 'warm' }
  /** Not the end yet. */
  readonly progress?: PackProgress
  readonly error?: string
  /** The chart was refused with words for its reader. */
  readonly refusal?: string
}

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only')
giveWay()

port.on('message', ({ id, task }: Job) => {
  void perform(task, (progress) => port.postMessage({ id, progress } satisfies Reply))
    .then(
      (drawn): Reply => ({ id, drawn }),
      (error: unknown): Reply => {
        const reason = error instanceof Error ? error.message : String(error)
        return { id, [error instanceof ChartRefusal ? 'refusal' : 'error']: reason }
      },
    )
    .then(async (reply) => {
      await givenBack()
      port.postMessage(reply, ownMemoryOf(reply))
      tidy()
    })
})

/** A file's bytes go over as they lie; as a part of other memory, or in that of a library, they are copied. */
function ownMemoryOf({ drawn }: Reply): ArrayBuffer[] {
  if (drawn?.kind !== 'file') return []
  const { buffer, byteLength } = drawn.file.bytes
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && !isMarkedAsUntransferable(buffer)
  return isOwn ? [buffer] : []
}

async function perform(task: Task, tell: (progress: PackProgress) => void): Promise<NonNullable<Reply['drawn']>> {
  switch (task.kind) {
    case 'panel':
      return { kind: 'panel', svg: renderPanel(task.model, task.request) }
    case 'warm':
      await (await import('./image/warm.ts')).warmUp()
      return { kind: 'warm' }
    case 'book':
      return { kind: 'file', file: (await import('./book/book.ts')).renderBook(task.facts) }
    case 'page':
      return { kind: 'file', file: await (await import('./page/render-page.ts')).renderPage(task.page, task.format) }
    case 'slide': {
      const { renderPackSlide } = await import('./pack/pdf.ts')
      return { kind: 'panel', svg: await renderPackSlide(task.pack, task.slide, task.total) }
    }
    case 'bulletin':
      return { kind: 'file', file: await (await import('./paper/render-bulletin.ts')).renderBulletin(task) }
    case 'ledger':
      return { kind: 'file', file: await (await import('./paper/ledger-pdf.ts')).renderLedgerPdf(task.ledger) }
    case 'pack':
      return {
        kind: 'pack',
        made: await (await import('./pack/render-pack.ts')).renderPackParts(task.pack, task.parts, tell),
      }
    case 'file':
      return { kind: 'file', file: await renderChart(task.model, task.request) }
    default:
      return unreachable(task)
  }
}
