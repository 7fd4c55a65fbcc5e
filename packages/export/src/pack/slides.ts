import type { ChartModel } from '@cg/charts/model'
import type { PackModel, PackPage } from '@cg/charts/pack/pack-model'
import type { PageRow, PageTable } from '@cg/charts/page/page-model'
import { unreachable } from '@cg/domain/must'
import type { Section } from '../page/slide-words.ts'
import { wordSlides } from '../page/slide-words.ts'
import { fittingRows, tableLook } from '../page/slide-table.ts'
import { contentFrame, evenParts } from '../slides/layout.ts'
import { pagesOf } from '../slides/model-pages.ts'
import { atAGlance } from './glance.ts'
import { columnSplit, wordPoints } from './word-points.ts'

/** What every slide of a material shares. */
export type PackCommon = Omit<PackModel, 'pages'>

/** Told before each slide is made. */
export type Tell = (slide: number) => void

/** One slide of a material, the same in the deck, in the PDF and in the preview. */
export type PackSlide = {
  /** From 1. */
  readonly number: number
  readonly page: PackPage
  /** With （1/2） where its page takes several. */
  readonly title: string
  readonly shown: Shown
}

export type AgendaLine = {
  readonly text: string
  readonly slide: number
  readonly isChapter: boolean
  readonly number: string
}

export type Shown =
  | { readonly kind: 'agenda'; readonly lines: readonly AgendaLine[] }
  | { readonly kind: 'chart'; readonly model: ChartModel }
  | { readonly kind: 'table'; readonly model: ChartModel; readonly table: PageTable }
  | {
      readonly kind: 'words'
      readonly subtitle: string
      readonly sections: readonly Section[]
      /** The first section of the right column; null: one column. */
      readonly split: number | null
      /** Of its letters. */
      readonly points: number
      readonly source: string
      readonly notes: readonly string[]
    }
  | Extract<PackPage['content'], { readonly kind: 'cover' | 'chapter' | 'two-charts' | 'refused' | 'closing' }>

/** Columns of a table beside its names: at most so many, and no fewer for larger letters. */
const columnsOnASlide = 12
const leastColumns = 3
/** Letters of a table that can be read on a slide. */
const leastPoints = 14
/** Lines of the agenda in one column; twice as many stand in two, in fewer words. */
export const agendaLines = 12
/** Letters of a line in one of two columns. */
const agendaLetters = 22
/** What a foot of three lines leaves. */
const tableRoom = contentFrame(6.7)

/** The same below a subtitle, over a foot of two lines. */
const wordsRoom = contentFrame(6.8)

/** A material in slides: what is too long for one goes over several, and the agenda knows their numbers. */
export function packSlides(pack: Pick<PackModel, 'pages'>): PackSlide[] {
  const entries = agendaEntries(pack.pages)
  const parts = pack.pages.map((page) =>
    page.content.kind === 'agenda'
      ? evenParts(entries, 2 * agendaLines).map((own) => ({ entries: own }))
      : shownParts(page),
  )
  const first = new Map<string, number>()
  let count = 0
  for (const [at, page] of pack.pages.entries()) {
    first.set(page.id, count + 1)
    count += parts[at]?.length ?? 0
  }
  let number = 0
  return pack.pages.flatMap((page, at) => {
    const own = parts[at] ?? []
    return own.map((part, place): PackSlide => {
      const suffix = own.length === 1 ? '' : `（${place + 1}/${own.length}）`
      const shown: Shown =
        'entries' in part
          ? { kind: 'agenda', lines: part.entries.map(({ id, ...line }) => ({ ...line, slide: first.get(id) ?? 0 })) }
          : part
      return { number: ++number, page, title: page.title + suffix, shown }
    })
  })
}

type Entry = Omit<AgendaLine, 'slide'> & { readonly id: string }

/** Chapters with the titles below them; the chapters alone where even two columns could not hold all. */
function agendaEntries(pages: readonly PackPage[]): Entry[] {
  const all = pages.flatMap((page): Entry[] => {
    const { content, id, title } = page
    if (content.kind === 'chapter') return [{ id, text: title, isChapter: true, number: content.number }]
    const isTitled = content.kind !== 'cover' && content.kind !== 'agenda' && content.kind !== 'closing'
    return isTitled ? [{ id, text: agendaTitle(page, title), isChapter: false, number: '' }] : []
  })
  if (all.length <= agendaLines) return all
  const chapters = all.filter(({ isChapter }) => isChapter)
  if (chapters.length > 0 && all.length > 2 * agendaLines) return chapters
  const named = new Map(pages.map((page) => [page.id, shortName(page)]))
  return all.map((entry) => ({ ...entry, text: named.get(entry.id) ?? entry.text }))
}

/** A chart's finding whose measure stands only below it on the slide: where nothing stands below, the chart is named by what it shows. */
function agendaTitle({ content, generatedTitle }: PackPage, title: string): string {
  if (title !== generatedTitle || (content.kind !== 'chart' && content.kind !== 'table')) return title
  const { file, neutralTitle } = content.model
  return !title.includes(file.subject) && neutralTitle.includes(file.subject) ? neutralTitle : title
}

/** What a page is called in half of a line: its title, or what it shows where its finding is too long. */
function shortName({ title, content }: PackPage): string {
  if (Array.from(title).length <= agendaLetters) return title
  return content.kind === 'chart' || content.kind === 'table' ? content.model.neutralTitle : title
}

function shownParts({ content }: PackPage): Exclude<Shown, { kind: 'agenda' }>[] {
  switch (content.kind) {
    case 'chart':
      return pagesOf(atAGlance(content.model)).map(({ model }) => ({ kind: 'chart', model }))
    case 'table':
      return content.tables.flatMap(tableParts).map((table) => ({ kind: 'table', model: content.model, table }))
    case 'words':
      return wordParts(content)
    case 'agenda':
      return []
    case 'cover':
    case 'chapter':
    case 'two-charts':
    case 'refused':
    case 'closing':
      return [content]
    default:
      return unreachable(content)
  }
}

type WordsContent = Extract<PackPage['content'], { readonly kind: 'words' }>

/** Lists that one slide holds side by side do not go over two. */
function wordParts({ lists, source, subtitle, notes }: WordsContent): Extract<Shown, { kind: 'words' }>[] {
  const common = { kind: 'words', subtitle, source, notes } as const
  const parts = lists.length === 0 ? [{ sections: [] }] : wordSlides(lists)
  const beside = parts.length > 1 ? columnSplit(lists, wordsRoom) : null
  if (beside !== null) return [{ ...common, sections: lists, split: beside.at, points: beside.points }]
  const points = wordPoints(
    parts.map(({ sections }) => sections),
    wordsRoom,
  )
  return parts.map(({ sections }) => ({ ...common, sections, split: null, points }))
}

/** As many rows and columns as a slide holds; the names stand on each part, a section's heading counts as a row. */
function tableParts(table: PageTable): PageTable[] {
  // A place or a code may stand before the name.
  const naming = 1 + table.columns.findIndex(({ isNumber, header }) => !isNumber && header !== '位次')
  const names = table.columns.map((_, at) => at).slice(0, Math.max(1, naming))
  const others = table.columns.map((_, at) => at).slice(names.length)
  for (let across = columnsOnASlide; across > 1; across--) {
    const parts = evenParts(others, across).map((own) => columnsOf(table, [...names, ...own]))
    if (across > leastColumns && parts.some((part) => tableLook(part, tableRoom).points < leastPoints)) continue
    return parts.flatMap((part) =>
      withoutLooseHeads(fittingRows(part.rows, tableLook(part, tableRoom))).map((rows) => ({ ...part, rows })),
    )
  }
  return [table]
}

function columnsOf(table: PageTable, places: readonly number[]): PageTable {
  const pick = <T>(list: readonly T[]): T[] => places.flatMap((at) => list.slice(at, at + 1))
  const rows = table.rows.map((row): PageRow => (row.kind === 'section' ? row : { ...row, cells: pick(row.cells) }))
  return { ...table, columns: pick(table.columns), rows }
}

/** A heading stands over rows, never at the end of a slide. */
function withoutLooseHeads(parts: readonly (readonly PageRow[])[]): PageRow[][] {
  const settled: PageRow[][] = []
  let moved: PageRow[] = []
  for (const part of parts) {
    const rows = [...moved, ...part]
    moved = rows.at(-1)?.kind === 'section' && part !== parts.at(-1) ? rows.splice(-1) : []
    settled.push(rows)
  }
  return settled
}
