import type { PackRemark } from '@cg/contract/material/pack'
import type { Slide } from '../slides/library.ts'
import { drawChart } from '../slides/pptx.ts'
import { footOf, roomOf } from './frame.ts'
import type { ContentSlide } from './pptx.ts'
import { drawBody } from './pptx.ts'
import type { PackCommon, PackSlide } from './slides.ts'

/** Smaller letters are not read from the back of a room (ux 4.3). */
export const readablePoints = 14

/** What should be seen of a page whose slides have letters that are too small: how small, and what helps. */
export async function letterRemarks(slides: readonly PackSlide[], pack: PackCommon): Promise<PackRemark[]> {
  const sizes = await Promise.all(slides.map((slide) => leastLetters(slide, pack)))
  const least = Math.min(...sizes)
  const shown = slides[sizes.indexOf(least)]?.shown
  if (shown === undefined || least >= readablePoints) return []
  return [
    {
      check: 'letters',
      weight: 'look',
      words: `PPTX 这一页${shown.kind === 'two-charts' ? '图中' : ''}最小的字约${Math.floor(least)}磅，不到${readablePoints}磅，投影时后排看不清：${remedies[shown.kind] ?? '可删减内容'}。`,
    },
  ]
}

const remedies: Partial<Record<PackSlide['shown']['kind'], string>> = {
  'two-charts': '可让每张图单独占一页',
  chart: '可改为表格，或只留部分单位',
  table: '可换成图，或只留部分列',
}

/** The smallest letters between head and foot of a slide, in points, as it is drawn; what has none is large enough. */
export async function leastLetters(slide: PackSlide, pack: PackCommon): Promise<number> {
  const { shown } = slide
  if (shown.kind === 'cover' || shown.kind === 'chapter' || shown.kind === 'closing') return Infinity
  const content: ContentSlide = { ...slide, shown }
  const sizes: number[] = []
  const drawn = listening(sizes)
  const deck = {
    drawCharts(_: Slide, placed: readonly Parameters<typeof drawChart>[1][]): Promise<void> {
      for (const one of placed) sizes.push(...xmlSizes(drawChart(drawn, one) ?? ''))
      return Promise.resolve()
    },
  }
  await drawBody(deck, drawn, content, { room: roomOf(shown, footOf(shown, pack)), skin: pack.skin, drawFoot() {} })
  return Math.min(...sizes)
}

/** Letters of a chart's part: hundredths of a point. */
function xmlSizes(xml: string): number[] {
  return [...xml.matchAll(/ sz="(\d+)"/gu)].map(([, size]) => Number(size) / 100)
}

type Sized = { readonly fontSize?: number }
type Run = { readonly text?: unknown; readonly options?: Sized }

/** A slide that keeps the sizes of letters alone. It has all that drawing asks of the library's slide, which has much more. */
function listening(sizes: number[]): Slide {
  const hear = (options: Sized | undefined): void => {
    if (options?.fontSize !== undefined) sizes.push(options.fontSize)
  }
  const hearRuns = (text: unknown): void => {
    if (Array.isArray(text)) for (const run of text as readonly Run[]) hear(run.options)
  }
  const slide = {
    addText(text: unknown, options?: Sized) {
      hear(options)
      hearRuns(text)
    },
    addTable(rows: readonly (readonly Run[])[], options?: Sized) {
      hear(options)
      for (const row of rows) for (const cell of row) if (cell.text !== '') hear(cell.options)
    },
    addShape() {},
    addImage() {},
    addNotes() {},
  }
  return slide as unknown as Slide
}
