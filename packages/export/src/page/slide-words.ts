import type { PageModel } from '@cg/charts/page/page-model'
import { wrapText } from '@cg/charts/text-layout'
import { officeFace } from '../slides/chart-text.ts'
import { slide as size } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { theme } from '../slides/native.ts'
import { drawPageSlide } from './slide-head.ts'

/** Sentences under a heading. */
export type Section = { readonly title: string; readonly items: readonly string[] }

/** One slide: a heading over each of its sections where it has several. */
export type WordSlide = { readonly title: string; readonly sections: readonly Section[] }

const points = 16
const width = size.width - 2 * size.margin - 0.3

/** Lines of this size between title and foot. */
const linesOnASlide = 14

/** Characters of a title (ux 2.11). */
const titleLength = 28

/** Sections that follow each other in slides that can be read: short ones share one, a long one goes over several of like length. */
export function wordSlides(sections: readonly Section[]): WordSlide[] {
  const slides: Section[][] = []
  let lines = linesOnASlide
  for (const section of sections.flatMap(partsOf)) {
    const own = linesOf(section)
    const last = slides.at(-1)
    if (last === undefined || lines + own > linesOnASlide) {
      slides.push([section])
      lines = own
    } else {
      last.push(section)
      lines += own
    }
  }
  return slides.map((own) => ({ title: titleOf(own), sections: own }))
}

/** What the lists of one block have in common stands before the colon. */
function titleOf(sections: readonly Section[]): string {
  const titles = sections.map(({ title }) => title)
  const [first = '', ...others] = titles
  const blocks = new Set(titles.map((title) => title.split('：')[0] ?? title))
  if (others.length > 0 && blocks.size === 1) return [...blocks].join('')
  const all = titles.join('、')
  return others.length === 0 || all.length <= titleLength ? all : `${first}等`
}

/** Its heading and its items. */
function linesOf({ title, items }: Section): number {
  return (title === '' ? 0 : 1) + items.reduce((sum, item) => sum + itemLines(item), 0)
}

function itemLines(item: string): number {
  return wrapText(item, points, width * 72 * 0.96, []).length
}

/** An item never goes over from one slide to the next. */
function partsOf({ title, items }: Section): Section[] {
  const total = linesOf({ title, items })
  const count = Math.ceil(total / linesOnASlide)
  const share = Math.ceil(total / count)
  const parts: string[][] = [[]]
  let lines = 0
  for (const item of items) {
    const own = itemLines(item)
    if (lines > 0 && lines + own > share) {
      parts.push([])
      lines = 0
    }
    parts.at(-1)?.push(item)
    lines += own
  }
  return parts.map((part, at) => ({
    title: parts.length === 1 || title === '' ? title : `${title}（${at + 1}/${parts.length}）`,
    items: part,
  }))
}

/** Sentences under their headings. */
export function drawWords(slide: Slide, page: PageModel, { title, sections }: WordSlide): void {
  const all = sections.flatMap((section) => [section.title, ...section.items])
  const room = drawPageSlide(slide, page, title, all.join('\n'))
  const lines = sections.flatMap(({ title: heading, items }) => [
    ...(sections.length === 1 ? [] : [{ text: heading, isHeading: true }]),
    ...items.map((text) => ({ text, isHeading: false })),
  ])
  slide.addText(
    lines.map(({ text, isHeading }, at) => ({
      text,
      options: {
        bold: isHeading,
        breakLine: at < lines.length - 1,
        paraSpaceAfter: 5,
        ...(isHeading ? {} : { bullet: { indent: 16 } }),
      },
    })),
    {
      ...room,
      fontFace: officeFace,
      fontSize: points,
      color: theme.ink.slice(1),
      margin: 0,
      valign: 'top',
      objectName: '正文',
    },
  )
}
