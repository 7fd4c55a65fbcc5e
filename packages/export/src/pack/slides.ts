import type { ChartModel } from '@cg/charts/model'
import type { PackModel, PackPage } from '@cg/charts/pack/pack-model'
import type { PageRow, PageTable } from '@cg/charts/page/page-model'
import { unreachable } from '@cg/domain/must'
import type { Section } from '../page/slide-words.ts'
import { wordSlides } from '../page/slide-words.ts'
import { fittingRows, tableLook } from '../page/slide-table.ts'
import { contentFrame, evenParts } from '../slides/layout.ts'
import { pagesOf } from '../slides/model-pages.ts'

/** What every slide of a material shares. */
export type PackCommon = Omit<PackModel, 'pages'>

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
  | { readonly kind: 'two-charts'; readonly left: ChartModel; readonly right: ChartModel }
  | { readonly kind: 'table'; readonly model: ChartModel; readonly table: PageTable }
  | {
      readonly kind: 'words'
      readonly subtitle: string
      readonly sections: readonly Section[]
      readonly source: string
    }
  | Extract<PackPage['content'], { readonly kind: 'cover' | 'chapter' | 'refused' | 'closing' }>

/** Columns of a table beside its names that can be read on a slide. */
const columnsOnASlide = 8
const agendaLines = 12
/** What a foot of three lines leaves. */
const tableRoom = contentFrame(6.7)

/** A material in slides: what is too long for one goes over several, and the agenda knows their numbers. */
export function packSlides(pack: Pick<PackModel, 'pages'>): PackSlide[] {
  const entries = agendaEntries(pack.pages)
  const parts = pack.pages.map((page) =>
    page.content.kind === 'agenda'
      ? evenParts(entries, agendaLines).map((own) => ({ entries: own }))
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

/** Chapters, with the titles below them while all of them can be read; titles where there are no chapters. */
function agendaEntries(pages: readonly PackPage[]): Entry[] {
  const all = pages.flatMap((page): Entry[] => {
    const { content, id, title } = page
    if (content.kind === 'chapter') return [{ id, text: title, isChapter: true, number: content.number }]
    const isTitled = content.kind !== 'cover' && content.kind !== 'agenda' && content.kind !== 'closing'
    return isTitled ? [{ id, text: title, isChapter: false, number: '' }] : []
  })
  const chapters = all.filter(({ isChapter }) => isChapter)
  return chapters.length === 0 || all.length <= agendaLines ? all : chapters
}

function shownParts({ content }: PackPage): Exclude<Shown, { kind: 'agenda' }>[] {
  switch (content.kind) {
    case 'chart':
      return pagesOf(content.model).map(({ model }) => ({ kind: 'chart', model }))
    case 'table':
      return content.tables.flatMap(tableParts).map((table) => ({ kind: 'table', model: content.model, table }))
    case 'words': {
      const { source, subtitle } = content
      const parts = content.lists.length === 0 ? [{ sections: [] }] : wordSlides(content.lists)
      return parts.map(({ sections }) => ({ kind: 'words', subtitle, sections, source }))
    }
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

/** As many rows as a slide holds, at most twelve, and eight columns; the names stand on each, a section's heading counts as a row. */
function tableParts(table: PageTable): PageTable[] {
  const places = table.columns.map((_, at) => at).slice(1)
  return evenParts(places, columnsOnASlide - 1).flatMap((own) => {
    const kept = [0, ...own]
    const rows = table.rows.map((row): PageRow =>
      row.kind === 'section' ? row : { ...row, cells: kept.flatMap((at) => row.cells.slice(at, at + 1)) },
    )
    const columns = kept.flatMap((at) => table.columns.slice(at, at + 1))
    const whole = { ...table, columns, rows }
    return fittingRows(rows, tableLook(whole, tableRoom)).map((part) => ({ ...whole, rows: part }))
  })
}
