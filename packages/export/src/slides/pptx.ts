import type { ChartModel } from '@cg/charts/model'
import { cleanModel } from '../clean-model.ts'
import { chartSheet } from '../sheet/chart-sheet.ts'
import { writeWorkbook } from '../sheet/chart-workbook.ts'
import type { SlideChart } from './chart-parts.ts'
import { chartXml } from './chart-xml.ts'
import { officeFace } from './chart-text.ts'
import { formOf } from './forms.ts'
import { footerOf, drawFooter, drawHead, drawWatermark, notesText } from './frame.ts'
import type { Axes, Frame } from './layout.ts'
import { axesOf, contentFrame, rowInches, rowPoints } from './layout.ts'
import type { Deck, Slide } from './library.ts'
import { newDeck } from './library.ts'
import { pagesOf } from './model-pages.ts'
import { defineMasters, masterName } from './master.ts'
import { drawReference } from './reference.ts'
import { repairPptx } from './repair.ts'
import type { ChartForm } from './slide-form.ts'
import { drawTicks } from './ticks.ts'

/** A slide or more for each chart, native and editable; title placeholder, six lines, alt text, notes with the numbers. */
export async function renderPptx(given: readonly ChartModel[]): Promise<Uint8Array> {
  const models = given.map(cleanModel)
  const slides = openSlides(models[0]?.title ?? '图表')
  for (const model of models) await slides.addChart(model)
  return await slides.close(models[0]?.generatedAt ?? '2000-01-01T00:00:00.000Z')
}

/** A chart in its part of a slide. */
export type PlacedChart = { readonly model: ChartModel; readonly room: Frame; readonly name: string }

export type Slides = {
  /** One slide or more for a chart. */
  readonly addChart: (model: ChartModel) => Promise<void>
  /** A slide that its caller fills. */
  readonly add: (master: string) => Slide
  /** Charts on the slide added last; `drawFoot` draws the shape after which they stand (`drawFooter`). */
  readonly drawCharts: (slide: Slide, placed: readonly PlacedChart[], drawFoot: () => void) => Promise<void>
  /** The file's bytes; every date in them is `generatedAt`. */
  readonly close: (generatedAt: string) => Promise<Uint8Array>
}

/** A deck under its masters, filled slide by slide. */
export function openSlides(title: string, define: (deck: Deck) => void = defineMasters): Slides {
  const deck = newDeck()
  deck.layout = 'LAYOUT_WIDE'
  deck.author = '产改进展监测平台'
  deck.company = '产改进展监测平台'
  deck.title = title
  deck.theme = { headFontFace: officeFace, bodyFontFace: officeFace }
  define(deck)
  const charts: SlideChart[] = []
  let count = 0
  const slides: Slides = {
    async addChart(model) {
      for (const { model: page, part } of pagesOf(model)) {
        const slide = slides.add(masterName)
        const footer = footerOf(page)
        drawHead(slide, page, part)
        const room = contentFrame(footer.top)
        await slides.drawCharts(slide, [{ model: page, room, name: '图表' }], () => drawFooter(slide, footer))
        drawWatermark(slide, page.watermark)
        slide.addNotes(notesText(page))
      }
    },
    add(masterName) {
      count += 1
      return deck.addSlide({ masterName })
    },
    async drawCharts(slide, placed, drawFoot) {
      const begun = placed.map((one) => ({ ...one, axes: beginChart(slide, one) }))
      // The charts are put behind the footer: what comes now lies upon them.
      drawFoot()
      for (const one of begun) {
        endChart(slide, one)
        if (one.axes !== null) charts.push(await slideChart(one, one.axes, count))
      }
    },
    async close(generatedAt) {
      const bytes = (await deck.write({ outputType: 'uint8array' })) as Uint8Array
      return await repairPptx(bytes, charts, generatedAt)
    },
  }
  return slides
}

/** A chart without a deck around it, for who looks at how it is drawn; the part that Office draws it from, null for shapes. */
export function drawChart(slide: Slide, placed: PlacedChart): string | null {
  const axes = beginChart(slide, placed)
  endChart(slide, { ...placed, axes })
  return axes === null ? null : partOf(axes)
}

/** What lies behind a chart that Office draws; null for one made of shapes. */
function beginChart(slide: Slide, { model, room }: PlacedChart): Axes | null {
  const form = formOf(model.body)
  return form.drawnBy === 'office' ? drawAxes(slide, form, model, room) : null
}

/** What lies upon it, or all of it. */
function endChart(slide: Slide, { model, room, axes }: PlacedChart & { readonly axes: Axes | null }): void {
  const form = formOf(model.body)
  if (form.drawnBy === 'office' && axes !== null) {
    form.draw(slide, model.body, axes)
    drawTicks(slide, axes)
  }
  if (form.drawnBy === 'shapes') form.draw(slide, model.body, room, model)
}

function drawAxes(slide: Slide, form: ChartForm<ChartModel['body']>, model: ChartModel, room: Frame): Axes {
  const native = form.native(model.body, model)
  const frame = form.frame(model.body, room)
  const axes = axesOf(native, frame, form.margins(model.body, native, frame))
  drawReference(slide, axes)
  return axes
}

/** The part of the file that Office draws a chart from. */
function partOf(axes: Axes): string {
  const { chart, frame, plot } = axes
  return chartXml(chart, {
    plot: {
      left: (plot.x - frame.x) / frame.w,
      top: (plot.y - frame.y) / frame.h,
      width: plot.w / frame.w,
      height: plot.h / frame.h,
    },
    sheet: 'Sheet1',
    isEmbedded: true,
    inches: frame,
    points: rowPoints(rowInches(axes)),
  })
}

async function slideChart({ model, name }: PlacedChart, axes: Axes, slide: number): Promise<SlideChart> {
  const { chart, frame } = axes
  const meta = { title: model.title, generatedAt: model.generatedAt }
  return {
    slide,
    frame,
    name,
    altText: model.altText,
    xml: partOf(axes),
    workbook: await writeWorkbook([chartSheet('Sheet1', chart, false)], meta),
  }
}
