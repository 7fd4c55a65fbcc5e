import { createHash } from 'node:crypto'
import type { ChartModel } from '@cg/charts/model'
import type { PackModel } from '@cg/charts/pack/pack-model'
import type { PageModel } from '@cg/charts/page/page-model'
import type { PackFormat } from '@cg/contract/material/pack'
import type { PageFormat } from '@cg/contract/page-choices'
import type { BookFacts } from '@cg/contract/release/book'
import { bookBytes } from './book/book-bytes.ts'
import { boundedCache } from './bounded-cache.ts'
import type { PanelRequest } from './image/panel.ts'
import { drawPack } from './pack/draw-pack.ts'
import type { PackCommon, PackSlide } from './pack/slides.ts'
import type { Drawn, RenderQueue, Watch } from './render-queue.ts'
import { RenderFailedError, openRenderQueue } from './render-queue.ts'
import { openShares } from './shares.ts'
import type { LedgerModel } from './paper/ledger-pdf.ts'
import type { BulletinTask } from './paper/render-bulletin.ts'
import type { RenderRequest, RenderedFile } from './render.ts'
import type { Task } from './worker.ts'

export type RenderPool = {
  /**
   * Draws in the worker, or answers from the cache; the same question asked twice at once is drawn once. Owners take
   * turns and have a share of the queue each.
   */
  readonly render: (model: ChartModel, request: RenderRequest, owner?: string) => Promise<RenderedFile>
  /** A plot for a page as SVG text (`renderPanel`), drawn before the files that wait. */
  readonly renderPanel: (model: ChartModel, request: PanelRequest) => Promise<string>
  /** The offline book of a release (`renderBook`); in the thread of pages, one of each person. */
  readonly renderBook: (facts: BookFacts, owner?: string) => Promise<RenderedFile>
  /** A whole page as PDF or deck (`renderPage`); beside panels and files like a book. */
  readonly renderPage: (page: PageModel, format: PageFormat, owner?: string) => Promise<RenderedFile>
  /** A material as a file or an archive (`drawPack`), in a thread of its own: told how far it is, and given up when asked to. */
  readonly renderPack: (pack: PackModel, format: PackFormat, owner: string, watch: Watch) => Promise<RenderedFile>
  /** One slide of a material as SVG (`renderPackSlide`), in the thread of pages, whose typesetter has its fonts. */
  readonly renderSlide: (pack: PackCommon, slide: PackSlide, total: number, owner?: string) => Promise<string>
  /** The 通报 of a release as DOCX or PDF (`renderBulletin`); in the thread of pages, which keeps the typesetter. */
  readonly renderBulletin: (task: BulletinTask, owner?: string) => Promise<RenderedFile>
  /** A ledger as PDF (`renderLedgerPdf`); in the thread of pages as well. */
  readonly renderLedger: (ledger: LedgerModel, owner?: string) => Promise<RenderedFile>
  /** Starts the thread of charts and lets it draw once, so that nobody waits for its fonts and code. */
  readonly warm: () => Promise<void>
  readonly close: () => Promise<void>
}

export type RenderPoolOptions = {
  readonly maxCacheBytes?: number
  readonly maxWaiting?: number
  /** Of one owner at once, in all queues together. */
  readonly maxOfOne?: number
  readonly timeoutMs?: number
}

/**
 * A page is a dozen drawings and keeps a typesetter with its fonts: a thread apart from the panels that people wait for. A
 * book, a hundred drawings, is made there too: a thread of its own would hold 50 MB beside it. Books are asked for one after
 * the other, so that a page waits for one at most.
 */
const pageQueue = {
  maxWaiting: 12,
  maxEach: 3,
  timeoutMs: 60_000,
  of: { book: { maxWaiting: 4, maxEach: 1, timeoutMs: 120_000 } },
  restMs: 60_000,
}

/** A material is hundreds of drawings in four formats: one waits of each person, and nobody else's file behind it. */
const packQueue = { maxWaiting: 6, maxEach: 1, timeoutMs: 180_000, restMs: 2_000 }

/** The paper of a material, some dozen pictures, is drawn beside its other formats. */
const paperQueue = { maxWaiting: 4, maxEach: 1, timeoutMs: 120_000, restMs: 2_000 }

/** A worker with its queue, and a bounded cache of what was drawn. */
export function openRenderPool(options: RenderPoolOptions = {}): RenderPool {
  const { maxCacheBytes = 6 * 2 ** 20, maxWaiting = 40, maxOfOne = 5, timeoutMs = 20_000 } = options
  const queue = openRenderQueue({ maxWaiting, maxEach: maxOfOne, timeoutMs })
  const pages = openRenderQueue(pageQueue)
  const packs = openRenderQueue(packQueue)
  const papers = openRenderQueue(paperQueue)
  const queueOf = { ...ofPages(pages), pack: packs, file: queue, panel: queue, warm: queue } as const
  const files = boundedCache<Drawn>(maxCacheBytes, bytesOf)
  // The newest book, whatever else is drawn: it takes seconds to make, and is in every archive.
  const books = boundedCache<Drawn>(bookBytes, bytesOf)
  const underWay = new Map<string, Promise<Drawn>>()
  const share = openShares(maxOfOne)

  function draw(task: Task, owner?: string): Promise<Drawn> {
    const key = createHash('sha256').update(JSON.stringify(task)).digest('hex')
    const cache = task.kind === 'book' ? books : files
    const ready = cache.get(key)
    if (ready !== undefined) return Promise.resolve(ready)
    const asked = underWay.get(key)
    if (asked !== undefined) return asked
    const drawn = share(task.kind === 'slide' ? undefined : owner, () => queueOf[task.kind].draw(task, owner))
      // Panels, slides and materials are kept by whoever asks for them, as the bytes that are sent.
      .then((made) => (made.kind === 'file' ? cache.set(key, made) : made))
      .finally(() => underWay.delete(key))
    underWay.set(key, drawn)
    return drawn
  }

  return {
    async render(model, request, owner) {
      return fileOf(await draw({ kind: 'file', model, request }, owner))
    },
    async renderBook(facts, owner) {
      return fileOf(await draw({ kind: 'book', facts }, owner))
    },
    async renderPage(page, format, owner) {
      return fileOf(await draw({ kind: 'page', page, format }, owner))
    },
    async renderPack(pack, format, owner, watch) {
      return await share(owner, () => drawPack([packs, papers], { pack, format, owner }, watch))
    },
    async renderSlide(pack, slide, total, owner) {
      return svgOf(await draw({ kind: 'slide', pack, slide, total }, owner))
    },
    async renderBulletin(task, owner) {
      return fileOf(await draw({ kind: 'bulletin', ...task }, owner))
    },
    async renderLedger(ledger, owner) {
      return fileOf(await draw({ kind: 'ledger', ledger }, owner))
    },
    async renderPanel(model, request) {
      return svgOf(await draw({ kind: 'panel', model, request }))
    },
    warm: async () => void (await queue.draw({ kind: 'warm' })),
    close: async () => void (await Promise.all([queue, pages, packs, papers].map((one) => one.close()))),
  }
}

const bytesOf = (drawn: Drawn): number => fileOf(drawn).bytes.length

function fileOf(drawn: Drawn): RenderedFile {
  if (drawn.kind !== 'file') throw new RenderFailedError('a panel instead of a file')
  return drawn.file
}

function svgOf(drawn: Drawn): string {
  if (drawn.kind !== 'panel') throw new RenderFailedError('a file instead of a panel')
  return drawn.svg
}

/** What is set by the typesetter, and what is as large. */
function ofPages(pages: RenderQueue) {
  return { page: pages, slide: pages, bulletin: pages, ledger: pages, book: pages } as const
}
