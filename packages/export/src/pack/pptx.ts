import { changed } from '@cg/charts/late'
import type { PackEmblem } from '@cg/charts/pack/pack-model'
import { must, unreachable } from '@cg/domain/must'
import { qrCells, qrPng, qrWords } from '../image/qr.ts'
import { officeFace } from '../slides/chart-text.ts'
import { drawFooter, drawHeadWords, drawWatermark, notesText } from '../slides/frame.ts'
import type { Frame } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { openSlides } from '../slides/pptx.ts'
import type { Slides } from '../slides/pptx.ts'
import { footOf, halfTitles, halvesOf, headInches, roomOf, subtitleOf, theme } from './frame.ts'
import { coverBox, definePackMasters, emblemBox, masterOf, numberBox, qrBox } from './masters.ts'
import { drawAgenda, drawTold, drawPackTable, drawPackWords, drawRefused } from './slide-bodies.ts'
import type { PackCommon, PackSlide, Shown, Tell } from './slides.ts'

/** A material as a deck: native charts and tables, titles in their placeholders, 讲稿 and numbers in the notes. */
export async function renderPackPptx(pack: PackCommon, slides: readonly PackSlide[], tell: Tell): Promise<Uint8Array> {
  const deck = openSlides(pack.name, (made) => definePackMasters(made, pack.skin, slides.length))
  for (const slide of slides) {
    tell(slide.number)
    const drawn = deck.add(masterOf(slide.shown))
    await drawSlide(deck, drawn, slide, pack)
    drawWatermark(drawn, pack.watermark)
    drawn.addNotes(notesOf(slide, pack))
  }
  return await deck.close(pack.generatedAt)
}

function drawEmblem(drawn: Slide, emblem: PackEmblem | null): void {
  if (emblem === null) return
  drawn.addImage({ data: `image/png;base64,${emblem.png}`, ...emblemBox(emblem), altText: '标识', objectName: '标识' })
}

function drawQr(drawn: Slide, pack: PackCommon): void {
  const cells = qrCells(pack)
  if (cells === undefined) return
  const data = `image/png;base64,${Buffer.from(qrPng(cells)).toString('base64')}`
  drawn.addImage({ data, ...qrBox, altText: qrWords, objectName: qrWords })
}

async function drawSlide(deck: Slides, drawn: Slide, slide: PackSlide, pack: PackCommon): Promise<void> {
  const { shown, title } = slide
  switch (shown.kind) {
    case 'cover':
      drawTitle(drawn, title)
      line(drawn, shown.subtitle, { x: coverBox.x, y: 3.35, w: coverBox.w, h: 0.5 }, { points: 22, color: '#FFFFFF' })
      drawEmblem(drawn, shown.emblem)
      return column(
        drawn,
        shown.lines,
        { x: coverBox.x, y: 4.9, w: coverBox.w, h: 0.38 * shown.lines.length },
        { points: 16, color: theme.ink2 },
      )
    case 'chapter':
      drawTitle(drawn, title)
      return void drawn.addText(shown.number, {
        ...numberBox,
        fontFace: officeFace,
        fontSize: 60,
        bold: true,
        color: 'FFFFFF',
        align: 'center',
        valign: 'middle',
        margin: 0,
        line: { color: theme.brandGold.slice(1), width: 2 },
        objectName: '章号',
      })
    case 'closing':
      drawTitle(drawn, title)
      drawQr(drawn, pack)
      return column(
        drawn,
        shown.lines,
        { x: 1.33, y: 4.4, w: 10.67, h: 0.4 * shown.lines.length },
        { points: 16, color: '#FFFFFF', align: 'center' },
      )
    default:
      return await drawContent(deck, drawn, { ...slide, shown }, pack)
  }
}

export type ContentSlide = PackSlide & {
  readonly shown: Exclude<Shown, { readonly kind: 'cover' | 'chapter' | 'closing' }>
}

async function drawContent(deck: Slides, drawn: Slide, slide: ContentSlide, pack: PackCommon): Promise<void> {
  const { shown, title } = slide
  const foot = footOf(shown, pack)
  const room = roomOf(shown, foot)
  drawHeadWords(drawn, { title, subtitle: subtitleOf(shown), demo: pack.foot.demo, unbroken: pack.unbroken })
  await drawBody(deck, drawn, slide, { room, skin: pack.skin, drawFoot: () => drawFooter(drawn, foot) })
}

type Place = { readonly room: Frame; readonly skin: PackCommon['skin']; readonly drawFoot: () => void }

/** What stands between head and foot. */
export async function drawBody(
  deck: Pick<Slides, 'drawCharts'>,
  drawn: Slide,
  slide: ContentSlide,
  { room, skin, drawFoot }: Place,
): Promise<void> {
  const { shown } = slide
  switch (shown.kind) {
    case 'chart':
      return await deck.drawCharts(drawn, [{ model: shown.model, room, name: '图表' }], drawFoot)
    case 'two-charts':
      return await drawPair(deck, drawn, slide, room, drawFoot)
    case 'table':
      drawPackTable(drawn, shown.table, room)
      return drawFoot()
    case 'agenda':
      drawAgenda(drawn, shown.lines, room, skin)
      return drawFoot()
    case 'words':
      drawPackWords(drawn, shown, room)
      return drawFoot()
    case 'refused':
      drawRefused(drawn, shown.words, room)
      return drawFoot()
    default:
      return unreachable(shown)
  }
}

async function drawPair(
  deck: Pick<Slides, 'drawCharts'>,
  drawn: Slide,
  slide: PackSlide,
  room: Frame,
  drawFoot: () => void,
): Promise<void> {
  const { shown } = slide
  if (shown.kind !== 'two-charts') return
  const titles = halfTitles(slide)
  const { charts, told } = halvesOf(room, shown.told)
  const placed = [shown.left, shown.right].map((model, at) => ({
    model,
    room: must(charts[at]),
    name: `图表${at + 1}`,
  }))
  for (const [at, { model, room: own }] of placed.entries()) {
    const top = own.y - headInches
    line(drawn, titles[at] ?? '', { ...own, y: top, h: 0.42 }, { points: 16, color: theme.ink, isBold: true })
    line(drawn, model.lines.subtitle, { ...own, y: top + 0.42, h: 0.34 }, { points: 14, color: theme.ink2 })
  }
  if (told !== null && shown.told !== null) drawTold(drawn, shown.told, told)
  await deck.drawCharts(drawn, placed, drawFoot)
}

type Look = {
  readonly points: number
  readonly color: string
  readonly isBold?: boolean
  readonly align?: 'left' | 'center'
}

function drawTitle(drawn: Slide, title: string): void {
  drawn.addText(title, { placeholder: 'title', objectName: '标题' })
}

function line(drawn: Slide, text: string, place: Frame, look: Look): void {
  column(drawn, [text], place, look)
}

function column(drawn: Slide, lines: readonly string[], place: Frame, { points, color, isBold, align }: Look): void {
  drawn.addText(lines.join('\n'), {
    ...place,
    fontFace: officeFace,
    fontSize: points,
    bold: isBold === true,
    color: color.slice(1),
    align: align ?? 'left',
    valign: 'top',
    margin: 0,
    fit: 'shrink',
    objectName: '文字',
  })
}

/** What a speaker needs: 讲稿 first, then definitions and every number. */
function notesOf({ page, title, shown }: PackSlide, { foot }: PackCommon): string {
  const remark = page.remark === '' ? [] : [`讲稿：${page.remark}`, '']
  const told = ((): readonly string[] => {
    switch (shown.kind) {
      case 'chart':
      case 'table':
        return [notesText(changed(shown.model, { title }))]
      case 'two-charts':
        return [...[shown.left, shown.right].map(notesText), shown.told?.title ?? '', ...(shown.told?.items ?? [])]
      case 'words':
        return [title, ...shown.sections.flatMap((section) => [section.title, ...section.items]), ...shown.notes]
      case 'refused':
        return [title, shown.words]
      default:
        return [title]
    }
  })()
  return [...remark, ...told, foot.unit, foot.asOf, foot.release, foot.generated].join('\n')
}
