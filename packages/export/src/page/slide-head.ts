import type { PageModel } from '@cg/charts/page/page-model'
import { wrapTitle } from '@cg/charts/text-layout'
import { officeFace } from '../slides/chart-text.ts'
import { drawFooter, drawWatermark, footerOf } from '../slides/frame.ts'
import type { Frame } from '../slides/layout.ts'
import { contentFrame, textInches } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { titleBox } from '../slides/master.ts'

/** Title, lines of the release and watermark of a slide without a chart; the room that is left. */
export function drawPageSlide(slide: Slide, page: PageModel, title: string, words: string): Frame {
  const points = [28, 24].find((size) => textInches(title, size) <= titleBox.w * 0.92) ?? 20
  const lines = wrapTitle(title, points, titleBox.w * 72 * 0.96, page.unbroken)
  slide.addText(
    lines.map((text, at) => ({
      text,
      options: { fontSize: points, fontFace: officeFace, bold: true, breakLine: at < lines.length - 1 },
    })),
    { placeholder: 'title', objectName: '标题' },
  )
  const { source, asOf, release } = page.lines
  drawFooter(slide, footerIn(page))
  drawWatermark(slide, page.watermark)
  slide.addNotes([title, words, source, asOf, release].filter((line) => line !== '').join('\n'))
  return pageSlideFrame(page)
}

/** The room that a page's slide leaves to what is drawn on it. */
export function pageSlideFrame(page: PageModel): Frame {
  const room = contentFrame(footerIn(page).top)
  return { ...room, y: room.y - 0.25, h: room.h + 0.25 }
}

function footerIn({ lines, unbroken }: PageModel): ReturnType<typeof footerOf> {
  const { source, asOf, release, generated, demo } = lines
  return footerOf({
    lines: { subtitle: '', source, asOf, definition: '口径：见末页“说明”', note: null, release, generated, demo },
    unbroken,
  })
}
