import type { PageModel } from '@cg/charts/page/page-model'
import { wrapTitle } from '@cg/charts/text-layout'
import { pageTitles } from '@cg/contract/page-choices'
import { qrCells, qrPng, qrWords } from '../image/qr.ts'
import { officeFace } from '../slides/chart-text.ts'
import { drawWatermark } from '../slides/frame.ts'
import { slide as size } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { theme } from '../slides/native.ts'

const left = 1
const width = size.width - 2 * left
const qrInches = 1.2

/** The page's title as its screen says it, what it shows, and under which release. */
export function drawCover(slide: Slide, page: PageModel): void {
  const points = page.title.length > 40 ? 32 : 36
  const lines = wrapTitle(page.title, points, width * 72 * 0.96, page.unbroken)
  slide.addText(
    lines.map((text, at) => ({
      text,
      options: { fontSize: points, fontFace: officeFace, bold: true, breakLine: at < lines.length - 1 },
    })),
    { placeholder: 'title', objectName: '标题' },
  )
  const text = (words: string, y: number, fontSize: number, objectName: string, colour: string = theme.ink2) =>
    slide.addText(words, {
      x: left,
      y,
      w: width,
      h: 0.45,
      fontFace: officeFace,
      fontSize,
      color: colour.slice(1),
      margin: 0,
      valign: 'middle',
      objectName,
    })
  text(pageTitles[page.page], 1.25, 18, '页面', '#FFFFFF')
  text(page.subtitle, 4.2, 20, '副标题')
  text(`${page.lines.asOf} ｜ ${page.lines.release}`, 4.85, 16, '发布')
  text(page.lines.source, 5.3, 16, '数据来源')
  if (page.lines.demo !== null) text(page.lines.demo, 5.75, 16, '演示数据', theme.brandRed)
  const cells = qrCells(page)
  if (cells !== undefined) {
    const data = `image/png;base64,${Buffer.from(qrPng(cells)).toString('base64')}`
    slide.addImage({
      data,
      x: left + width - qrInches,
      y: 5.85,
      w: qrInches,
      h: qrInches,
      altText: qrWords,
      objectName: qrWords,
    })
  }
  drawWatermark(slide, page.watermark)
  slide.addNotes(
    [page.title, page.subtitle, page.lines.source, page.lines.asOf, page.lines.release, page.lines.generated].join(
      '\n',
    ),
  )
}
