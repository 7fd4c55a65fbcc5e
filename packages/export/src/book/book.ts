import { ChartRefusal } from '@cg/charts/refusal'
import { mediaTypes } from '@cg/contract/media'
import type { BookFacts } from '@cg/contract/release/book'
import { formatMegabytes } from '@cg/domain/number/number-format'
import type { RenderedFile } from '../render.ts'
import { bookBytes } from './book-bytes.ts'
import { cockpitLeaf } from './cockpit.ts'
import { bookPage, sealLeaf } from './frame.ts'
import type { Markup } from './html.ts'
import { trusted } from './html.ts'
import { indicatorLeaf } from './indicators.ts'
import { rankingLeaf } from './rankings.ts'
import { unitLeaf } from './units.ts'

/**
 * One release as one HTML file: cockpit, rankings, indicators with the working of each figure, district profiles. Reaches
 * for nothing outside itself; the same facts give the same bytes. Throws ChartRefusal above `bookBytes`.
 */
export function renderBook(book: BookFacts): RenderedFile {
  const { head } = book.release
  // Each as the bytes that it becomes: a text with Chinese in it takes twice as much, and all of them once more as one.
  const leaves = [
    printed(cockpitLeaf(book)),
    printed(rankingLeaf(book)),
    ...book.profiles.map((profile) => printed(unitLeaf(book, profile))),
    ...book.indicators.map((indicator) => printed(indicatorLeaf(book, indicator))),
    printed(sealLeaf(book)),
  ]
  const [before = '', after = ''] = bookPage(book, trusted(place)).split(place)
  const bytes = Buffer.concat([Buffer.from(before), ...leaves, Buffer.from(after)])
  if (bytes.byteLength > bookBytes)
    throw new ChartRefusal(
      `这次发布的内容超过离线册的容量（${formatMegabytes(bytes.byteLength)}，上限${formatMegabytes(bookBytes)}）。请在页面上分图导出。`,
    )
  return { bytes, mediaType: mediaTypes.html, fileName: `${head.period}_离线册_${head.code}.html` }
}

/** Where the leaves stand in the page; no text that was escaped can say it. */
const place = '<!--leaves-->'

const printed = ({ markup }: Markup): Buffer => Buffer.from(markup)
