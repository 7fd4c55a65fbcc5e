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
import { defineMaster, masterName } from './master.ts'
import { drawReference } from './reference.ts'
import { repairPptx } from './repair.ts'
import type { ChartForm } from './slide-form.ts'
import { drawTicks } from './ticks.ts'

/** A slide or more for each chart, native and editable; title placeholder, six lines, alt text, notes with the numbers. */
export async function renderPptx(given: readonly ChartModel[]): Promise<Uint8Array> {
  const models = given.map(cleanModel)
  const deck = newDeck()
  deck.layout = 'LAYOUT_WIDE'
  deck.author = '产改进展监测平台'
  deck.company = '产改进展监测平台'
  deck.title = models[0]?.title ?? '图表'
  deck.theme = { headFontFace: officeFace, bodyFontFace: officeFace }
  defineMaster(deck)
  const charts: SlideChart[] = []
  let slides = 0
  for (const page of models.flatMap(pagesOf)) {
    slides += 1
    const axes = drawSlide(deck, page)
    if (axes !== null) charts.push(await slideChart(page, axes, slides))
  }
  const bytes = (await deck.write({ outputType: 'uint8array' })) as Uint8Array
  return await repairPptx(bytes, charts, models[0]?.generatedAt ?? '2000-01-01T00:00:00.000Z')
}

/** A model as one slide shows it; `part` is '' when one slide is enough, else （1/2）. */
export type SlidePage = { readonly model: ChartModel; readonly part: string }

export function pagesOf(model: ChartModel): SlidePage[] {
  const bodies = formOf(model.body).pages(model.body)
  return bodies.map((body, at) => ({
    model: { ...model, body },
    part: bodies.length === 1 ? '' : `（${at + 1}/${bodies.length}）`,
  }))
}

function drawSlide(deck: Deck, { model, part }: SlidePage): Axes | null {
  const slide = deck.addSlide({ masterName })
  const footer = footerOf(model)
  drawHead(slide, model, part)
  const form = formOf(model.body)
  const room = contentFrame(footer.top)
  const axes = form.drawnBy === 'office' ? drawAxes(slide, form, model, room) : null
  // The chart is put behind the footer: what comes now lies upon it.
  drawFooter(slide, footer)
  if (form.drawnBy === 'office' && axes !== null) {
    form.draw(slide, model.body, axes)
    drawTicks(slide, axes)
  }
  if (form.drawnBy === 'shapes') form.draw(slide, model.body, room, model)
  drawWatermark(slide, model.watermark)
  slide.addNotes(notesText(model))
  return axes
}

function drawAxes(slide: Slide, form: ChartForm<ChartModel['body']>, model: ChartModel, room: Frame): Axes {
  const native = form.native(model.body, model)
  const frame = form.frame(model.body, room)
  const axes = axesOf(native, frame, form.margins(model.body, native, frame))
  drawReference(slide, axes)
  return axes
}

async function slideChart({ model }: SlidePage, axes: Axes, slide: number): Promise<SlideChart> {
  const { chart, frame, plot } = axes
  const place = {
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
  }
  const meta = { title: model.title, generatedAt: model.generatedAt }
  return {
    slide,
    frame,
    name: '图表',
    altText: model.altText,
    xml: chartXml(chart, place),
    workbook: await writeWorkbook([chartSheet('Sheet1', chart, false)], meta),
  }
}
