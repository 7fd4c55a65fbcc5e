import { correctionPaths } from '@cg/charts/lines'
import type { ChartModel } from '@cg/charts/model'
import { footerLines } from '@cg/charts/model'
import { flowParts, wrapTitle } from '@cg/charts/text-layout'
import { lastBehindChart } from './chart-parts.ts'
import { officeFace } from './chart-text.ts'
import { slide as page, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { titleBox } from './master.ts'
import { theme } from './native.ts'

const width = page.width - 2 * page.margin

/** Title in its placeholder, subtitle, 演示数据. */
export function drawHead(slide: Slide, model: ChartModel, part: string): void {
  const { subtitle, demo } = model.lines
  drawHeadWords(slide, { title: model.title + part, subtitle, demo, unbroken: model.unbroken })
}

type HeadWords = {
  readonly title: string
  readonly subtitle: string
  readonly demo: string | null
  readonly unbroken: readonly string[]
}

/** The same of any slide; '' for no subtitle. */
export function drawHeadWords(slide: Slide, { title, subtitle, demo, unbroken }: HeadWords): void {
  const titleSize = [28, 24].find((size) => textInches(title, size) <= titleBox.w * 0.92) ?? 20
  const lines = wrapTitle(title, titleSize, titleBox.w * 72 * 0.96, unbroken)
  slide.addText(
    lines.map((text, at) => ({
      text,
      options: { fontSize: titleSize, fontFace: officeFace, bold: true, breakLine: at < lines.length - 1 },
    })),
    { placeholder: 'title', objectName: '标题' },
  )
  if (subtitle !== '')
    slide.addText(subtitle, {
      x: page.margin,
      y: 1.02,
      w: width,
      h: 0.36,
      fontFace: officeFace,
      fontSize: 16,
      color: theme.ink2.slice(1),
      margin: 0,
      valign: 'middle',
      objectName: '副标题',
    })
  if (demo === null) return
  slide.addText(demo, {
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

/** The six lines as they are set, and where they begin. */
export type Footer = { readonly lines: readonly string[]; readonly points: number; readonly top: number }

const footerBottom = 7.34

export function footerOf({ lines, unbroken }: Pick<ChartModel, 'lines' | 'unbroken'>): Footer {
  const parts = footerLines({ ...lines, demo: null })
  const set = (points: number) => flowParts(parts, points, (width - 0.6) * 72 * 0.94, unbroken)
  const points = set(12).length <= 3 ? 12 : 10.5
  const flowed = set(points)
  return { lines: flowed, points, top: footerBottom - (flowed.length * points * 1.45) / 72 }
}

/** A rule and the lines below it. */
export function drawFooter(slide: Slide, { lines, points, top }: Footer): void {
  const line = { color: theme.line.slice(1), width: 1 }
  slide.addShape('line', { x: page.margin, y: top - 0.06, w: width, h: 0, line, objectName: '页脚线' })
  slide.addText(lines.join('\n'), {
    x: page.margin,
    y: top,
    w: width - 0.55,
    h: footerBottom - top,
    fontFace: officeFace,
    fontSize: points,
    color: theme.ink3.slice(1),
    margin: 0,
    valign: 'top',
    paraSpaceAfter: 0,
    objectName: lastBehindChart,
  })
}

export function drawWatermark(slide: Slide, watermark: string | null): void {
  if (watermark === null) return
  slide.addText(watermark, {
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

/** What a speaker needs: the definition and every number. */
export function notesText(model: ChartModel): string {
  const { columns, rows } = model.table
  const head = columns
    .map((column) => (column.unit === '' ? column.header : `${column.header}（${column.unit}）`))
    .join('　')
  const lines = rows.map((row) => row.map((cell) => cell.text).join('　'))
  const paths = correctionPaths(model).map(([word, path]) => `${word}：${path}`)
  return [model.title, model.lines.subtitle, ...footerLines(model.lines), ...paths, '', head, ...lines].join('\n')
}
