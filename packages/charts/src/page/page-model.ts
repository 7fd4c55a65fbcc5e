import type { PageName } from '@cg/contract/page-choices'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { PackSkin } from '@cg/contract/skin'
import { captionParts, releaseParts } from '../lines.ts'
import type { ChartLines, ChartModel, ChartTable, Stamp } from '../model.ts'
import { readingNotes } from '../reading-notes.ts'

/**
 * A page as it leaves the platform: what its screen says, in order. Plain data (it crosses to a worker); PDF and deck are
 * made from it, and what another document takes from a page it takes from here.
 */
export type PageModel = {
  readonly page: PageName
  /** The H1 of the screen. */
  readonly title: string
  readonly subtitle: string
  readonly blocks: readonly PageBlock[]
  /** 说明 at the end: source, definitions, methods. */
  readonly notes: readonly string[]
  readonly lines: Pick<ChartLines, 'asOf' | 'release' | 'generated' | 'demo' | 'source'>
  readonly watermark: string | null
  /** Its figures as numbers, for a workbook; left out where its charts leave as workbooks of their own. */
  readonly book?: ChartTable
  /** Sentences that another document takes of what stands here in a table; `isAlone`: only by their heading. */
  readonly told?: readonly ToldBlock[]
  /** Left out: blue. */
  readonly skin?: PackSkin
  readonly unbroken: readonly string[]
  readonly generatedAt: string
  readonly file: { readonly period: string; readonly subject: string; readonly release: string }
  /** By what the file is known again; left out until it is made. */
  readonly stamp?: Stamp
}

export type PageBlock =
  | { readonly kind: 'cards'; readonly title: string; readonly model: ChartModel }
  | {
      readonly kind: 'sentences'
      readonly title: string
      /** What a document names it by whose title counts, or says that there is none. */
      readonly name?: string
      readonly subtitle: string
      readonly lists: readonly SentenceList[]
    }
  | { readonly kind: 'facts'; readonly title: string; readonly subtitle: string; readonly pairs: readonly Pair[] }
  | PanelBlock
  | { readonly kind: 'table'; readonly title: string; readonly subtitle: string; readonly table: PageTable }

export type ToldBlock = Extract<PageBlock, { readonly kind: 'sentences' }> & { readonly isAlone: boolean }

/** A chart; on paper as its drawing, or as its figures where the screen shows a table. */
export type PanelBlock = {
  readonly kind: 'panel'
  readonly title: string
  readonly subtitle: string
  readonly model: ChartModel
  /** Empty: only the drawing. A table too wide for a page comes in parts. */
  readonly tables: readonly PageTable[]
  readonly isDrawn: boolean
  /** Sentences beneath. */
  readonly told: readonly string[]
  /** What the chart cannot be read without, and its notes as far as no earlier chart of the page has them. */
  readonly notes: readonly string[]
}

export type Pair = readonly [term: string, words: string]

/** `empty` stands where there is nothing to say. */
export type SentenceList = { readonly title: string; readonly items: readonly string[]; readonly empty: string }

export type PageTable = {
  readonly columns: readonly { readonly header: string; readonly isNumber: boolean }[]
  readonly rows: readonly PageRow[]
  /** The whole page lies on its side. */
  readonly isWide: boolean
  /** What the marks mean; '' without any. */
  readonly legend: string
}

/** `section`: a heading over the rows beneath it. */
export type PageRow =
  | { readonly kind: 'section'; readonly text: string }
  | { readonly kind: 'row'; readonly cells: readonly PageCell[]; readonly isFocus: boolean }

/** `fill` and `ink`: colours that repeat what the text says; null: those of the page. */
export type PageCell = { readonly text: string; readonly fill: string | null; readonly ink: string | null }

export function plainCell(text: string): PageCell {
  return { text, fill: null, ink: null }
}

/** What a page is made of besides what the release decides. */
export type PageContent = Pick<PageModel, 'page' | 'title' | 'subtitle'> & {
  /** In the file's name: 安平县, 技能培训覆盖率. */
  readonly subject: string
  readonly source: string
  readonly blocks: readonly (PageBlock | null)[]
  readonly notes?: readonly string[]
}

/** The page with the release's own lines; each definition and method of its charts is told once, at the end. */
export function pageModel(release: ReleaseHead, content: PageContent): PageModel {
  const blocks = withNotesOnce(content.blocks.filter((block) => block !== null))
  const { lines, fullNote } = captionParts(release, { subtitle: '', source: content.source, definition: '', notes: [] })
  const { watermark, unbroken, generatedAt } = releaseParts(release)
  const models = blocks.flatMap((block) => ('model' in block ? [block.model] : []))
  const told = [
    lines.source,
    ...models.map((model) => model.lines.definition).filter((words) => words !== noDefinition),
    ...models.flatMap((model) => model.methods),
    ...(content.notes ?? []),
    fullNote ?? '',
  ]
  return {
    page: content.page,
    title: content.title,
    subtitle: content.subtitle,
    blocks,
    notes: [...new Set(told)].filter((words) => words !== ''),
    lines,
    watermark,
    unbroken,
    generatedAt,
    file: { period: release.period, subject: content.subject, release: release.code },
  }
}

/** Each chart with its notes, but those that stand under an earlier one of the page. */
function withNotesOnce(blocks: readonly PageBlock[]): PageBlock[] {
  const said = new Set<string>()
  return blocks.map((block) => {
    if (block.kind !== 'panel') return block
    const reading = block.isDrawn ? readingNotes(block.model.body) : []
    const parts = (block.model.fullNote ?? '').replace(/^注：/u, '').split('；')
    const fresh = parts.filter((part) => part !== '' && !reading.includes(part) && !said.has(part))
    for (const part of fresh) said.add(part)
    return { ...block, notes: [...reading, ...(fresh.length === 0 ? [] : [`注：${fresh.join('；')}`])] }
  })
}

/** What a chart says that has no definition of its own. */
const noDefinition = '口径：详见指标说明'

type PanelOptions = {
  readonly title?: string
  readonly subtitle?: string
  readonly tables?: readonly PageTable[]
  readonly isDrawn?: boolean
  readonly told?: readonly string[]
}

/** A panel under the title of its chart, drawn, unless said otherwise. */
export function panelBlock(model: ChartModel, options: PanelOptions = {}): PanelBlock {
  const { title = model.title, subtitle = model.lines.subtitle, tables = [], isDrawn = true, told = [] } = options
  return { kind: 'panel', title, subtitle, model, tables, isDrawn, told, notes: [] }
}
