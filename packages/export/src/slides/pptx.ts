import type { ChartModel } from '@cg/charts/model'
import { footerLines } from '@cg/charts/model'
import { flowParts } from '@cg/charts/text-layout'
import { themes } from '@cg/charts/theme'
import type { Deck, Slide } from './library.ts'
import { newDeck } from './library.ts'
import { chartXml, officeFace } from './chart-xml.ts'
import { cleanModel } from '../clean-model.ts'
import type { NativeChart } from './native.ts'
import { nativeChart } from './native.ts'
import { chartFrame, plotArea, slide as page, textInches } from './layout.ts'
import type { ChartParts } from './repair.ts'
import { repairPptx } from './repair.ts'
import { drawAnnotations, drawReference, rightRoom } from './annotations.ts'
import { drawCards, drawGrid, drawTiles } from './shapes.ts'
import { chartSheet } from '../sheet/xlsx.ts'
import { writeWorkbook } from '../sheet/chart-workbook.ts'

const theme = themes.light
const masterName = '单图'

/** One slide for each chart, native and editable; title placeholder, six lines, alt text, notes with the numbers. */
export async function renderPptx(given: readonly ChartModel[]): Promise<Uint8Array> {
  const models = given.map(cleanModel)
  const deck = newDeck()
  deck.layout = 'LAYOUT_WIDE'
  deck.author = '产改进展监测平台'
  deck.company = '产改进展监测平台'
  deck.title = models[0]?.title ?? '图表'
  deck.theme = { headFontFace: officeFace, bodyFontFace: officeFace }
  defineMaster(deck)
  const parts: ChartParts[] = []
  for (const model of models) {
    const native = drawSlide(deck.addSlide({ masterName }), deck, model)
    if (native !== null) parts.push(await chartParts(model, native))
  }
  const bytes = (await deck.write({ outputType: 'uint8array' })) as Uint8Array
  return await repairPptx(bytes, parts, models[0]?.generatedAt ?? '2000-01-01T00:00:00.000Z')
}

const titleBox = { x: page.margin, y: 0.28, w: page.width - 2 * page.margin - 1.2, h: 0.74 } as const

function defineMaster(deck: Deck): void {
  deck.defineSlideMaster({
    title: masterName,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: page.width, h: 0.06, fill: { color: theme.brandRed.slice(1) } } },
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            ...titleBox,
            fontFace: officeFace,
            fontSize: 28,
            bold: true,
            color: theme.ink.slice(1),
            align: 'left',
            valign: 'middle',
            margin: 0,
          },
          text: '',
        },
      },
    ],
    slideNumber: {
      x: page.width - 0.95,
      y: 7.12,
      w: 0.45,
      h: 0.25,
      fontFace: officeFace,
      fontSize: 12,
      color: theme.ink3.slice(1),
      align: 'right',
    },
  })
}

function drawSlide(slide: Slide, deck: Deck, model: ChartModel): NativeChart | null {
  drawWords(slide, model)
  const native = nativeChart(model)
  if (native !== null) drawNative(slide, deck, model, native)
  else if (model.body.form === 'grid') drawGrid(slide, model.body, model.altText)
  else if (model.body.form === 'tiles') drawTiles(slide, model.body)
  else if (model.body.form === 'bullet') drawCards(slide, model.body)
  if (model.watermark !== null) {
    slide.addText(model.watermark, {
      x: 1.5,
      y: 3,
      w: 10.3,
      h: 1.4,
      rotate: 342,
      fontFace: officeFace,
      fontSize: 60,
      bold: true,
      color: theme.ink3.slice(1),
      transparency: 78,
      align: 'center',
      objectName: '水印',
    })
  }
  slide.addNotes(notesText(model))
  return native
}

function drawWords(slide: Slide, model: ChartModel): void {
  const titleSize = [28, 24].find((size) => textInches(model.title, size) <= titleBox.w * 0.92) ?? 20
  slide.addText([{ text: model.title, options: { fontSize: titleSize, fontFace: officeFace, bold: true } }], {
    placeholder: 'title',
    objectName: '标题',
  })
  slide.addText(model.lines.subtitle, {
    x: page.margin,
    y: 1.02,
    w: page.width - 2 * page.margin,
    h: 0.36,
    fontFace: officeFace,
    fontSize: 16,
    color: theme.ink2.slice(1),
    margin: 0,
    valign: 'middle',
    objectName: '副标题',
  })
  if (model.lines.demo !== null) {
    slide.addText(model.lines.demo, {
      x: page.width - page.margin - 1.1,
      y: 0.44,
      w: 1.1,
      h: 0.36,
      fontFace: officeFace,
      fontSize: 12,
      color: theme.ink2.slice(1),
      align: 'center',
      valign: 'middle',
      margin: 0,
      line: { color: theme.ink3.slice(1), width: 1 },
      objectName: '演示数据',
    })
  }
  const lines = flowParts(footerLines({ ...model.lines, demo: null }), 12, (page.width - 2 * page.margin - 0.6) * 72)
  slide.addText(lines.join('\n'), {
    x: page.margin,
    y: 6.36,
    w: page.width - 2 * page.margin - 0.55,
    h: 0.96,
    fontFace: officeFace,
    fontSize: lines.length > 3 ? 10.5 : 12,
    color: theme.ink3.slice(1),
    margin: 0,
    valign: 'bottom',
    paraSpaceAfter: 0,
    objectName: '来源与口径',
  })
}

/** A placeholder chart; the repair pass puts our own part and workbook in its place. */
function drawNative(slide: Slide, deck: Deck, model: ChartModel, native: NativeChart): void {
  drawReference(slide, model, native)
  const kind = native.shape === 'bar' ? deck.ChartType.bar : deck.ChartType.line
  slide.addChart(kind, [{ name: '占位', labels: ['占位'], values: [1] }], {
    ...chartFrame,
    altText: model.altText,
  })
  drawAnnotations(slide, model, native)
}

async function chartParts(model: ChartModel, native: NativeChart): Promise<ChartParts> {
  const plot = plotArea(native, rightRoom(model, native))
  return {
    xml: chartXml(native, { plot, sheet: 'Sheet1', isEmbedded: true }),
    workbook: await writeWorkbook([chartSheet('Sheet1', native, false)], {
      title: model.title,
      generatedAt: model.generatedAt,
    }),
  }
}

/** What a speaker needs: the definition and every number. */
function notesText(model: ChartModel): string {
  const { columns, rows } = model.table
  const head = columns
    .map((column) => (column.unit === '' ? column.header : `${column.header}（${column.unit}）`))
    .join('　')
  const lines = rows.map((row) => row.map((cell) => cell.text).join('　'))
  return [model.title, model.lines.subtitle, ...footerLines(model.lines), '', head, ...lines].join('\n')
}
