import { findClaim } from '@cg/contract/claims'
import { pageTitles } from '@cg/contract/page-choices'
import { glanceTitle } from '@cg/contract/material/recipe'
import type { Recipe, RecipePage, WrittenTitle } from '@cg/contract/material/recipe'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { PageAnswers } from '@cg/contract/release/page'
import { heading } from '@cg/domain/claim/heading'
import { formatPeriod } from '@cg/domain/number/number-format'
import { must, unreachable } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { chartFromSpec, titled } from '../from-spec.ts'
import { captionParts, releaseParts, withCorrection } from '../lines.ts'
import type { ChartModel } from '../model.ts'
import { pageFrom } from '../page/page.ts'
import type { PageModel } from '../page/page-model.ts'
import { tablesOf } from '../page/tables.ts'
import { ChartRefusal } from '../refusal.ts'
import { supersededWords } from '../superseded.ts'
import { slideTitle } from '../titles.ts'
import type { PackAnswer, PackAnswers } from './answers.ts'
import { aboutUnit, paramsAbout } from './answers.ts'
import { measuresOf } from './measures.ts'
import type { PackContent, PackEmblem, PackMeasure, PackModel, PackPage, Told } from './pack-model.ts'
import { wholeSlide } from './pack-model.ts'
import { blocksUnder, foundUnder, listsOf, methodsOf } from './word-blocks.ts'
import type { WordBlock } from './word-blocks.ts'

/** What a material says of the release besides its answers. */
export type PackContext = {
  readonly release: ReleaseHead
  /** The release that corrected this one. */
  readonly correction: string | null
  /** The recipe's unit as this release calls it; null without one. */
  readonly unitName: string | null
  /** Every indicator of the release, in the order of its catalogue. */
  readonly indicators: readonly PackMeasure[]
  /** Who signs materials, and the emblem of the installation. */
  readonly look: { readonly office: string; readonly emblem: PackEmblem | null }
}

/**
 * A recipe with the frozen answers of a release (`answersNeeded`). A page that this release cannot fill says why and stops
 * none of the others.
 */
export function packModel(recipe: Recipe, answers: PackAnswers, context: PackContext): PackModel {
  const { release } = context
  const { lines } = captionParts(release, { subtitle: '', source: '', definition: '', notes: [] })
  const { watermark, unbroken, generatedAt } = releaseParts(release)
  const corrected = context.correction === null ? '' : `，${supersededWords(context.correction)}`
  const foot = {
    unit: context.look.office === '' ? release.city : context.look.office,
    asOf: lines.asOf,
    release: lines.release + corrected,
    generated: lines.generated,
    demo: lines.demo,
  }
  const builder = { recipe, answers, context, foot }
  let chapters = 0
  const pages = recipe.pages.map((page) => pageOf(page, builder, page.kind === 'chapter' ? ++chapters : 0))
  return {
    name: recipe.name,
    skin: recipe.skin,
    pages,
    foot,
    // One page is one page: what its measures mean is in the workbook and in the deck's notes.
    measures: recipe.kind === 'one-page' ? [] : measuresOf(pages, context.indicators),
    watermark,
    unbroken,
    generatedAt,
    file: { period: release.period, subject: context.unitName ?? '', release: release.code },
  }
}

type Builder = {
  readonly recipe: Recipe
  readonly answers: PackAnswers
  readonly context: PackContext
  readonly foot: PackModel['foot']
}

function pageOf(page: RecipePage, builder: Builder, chapter: number): PackPage {
  const { recipe, context, foot } = builder
  const plain = (title: string, content: PackContent): PackPage => ({
    id: page.id,
    title,
    generatedTitle: '',
    written: null,
    remark: '',
    content,
  })
  switch (page.kind) {
    case 'cover': {
      const lines = [foot.unit, foot.asOf, foot.release, foot.demo ?? ''].filter((line) => line !== '')
      const subtitle = page.subtitle ?? coverSubtitle(context)
      return plain(page.title ?? recipe.name, { kind: 'cover', subtitle, lines, emblem: context.look.emblem })
    }
    case 'agenda':
      return plain('目录', { kind: 'agenda' })
    case 'chapter':
      return plain(page.title, { kind: 'chapter', number: String(chapter) })
    case 'closing':
      return plain(page.title ?? '谢谢', { kind: 'closing', lines: [foot.unit, foot.asOf, foot.release] })
    case 'chart':
    case 'two-charts':
    case 'words':
      return filled(page, builder)
    default:
      return unreachable(page)
  }
}

/** 云川市产业工人队伍建设改革进展，安平县，2026年第三季度 */
function coverSubtitle({ release, unitName }: PackContext): string {
  const parts = [`${release.city}产业工人队伍建设改革进展`, unitName ?? '', formatPeriod(parsePeriod(release.period))]
  return parts.filter((part) => part !== '').join('，')
}

type FilledPage = Extract<RecipePage, { readonly kind: 'chart' | 'two-charts' | 'words' }>

function filled(page: FilledPage, builder: Builder): PackPage {
  const { id, title: written, remark } = page
  try {
    const { generatedTitle: short, sentence, content } = contentOf(page, builder)
    // Written in the place of the whole sentence, before slides had shorter ones: that one still holds.
    const generatedTitle = sentence !== undefined && written?.instead === sentence ? sentence : short
    return {
      id,
      title: written?.text ?? generatedTitle,
      generatedTitle,
      written,
      remark,
      content: named(content, written),
    }
  } catch (error) {
    if (!(error instanceof ChartRefusal)) throw error
    const content = { kind: 'refused', words: `${error.what.replace(/。$/u, '')}。` } as const
    return { id, title: written?.text ?? '本期没有这一页的数据', generatedTitle: '', written, remark, content }
  }
}

/** A chart bears the page's title in its alt text and workbook too. */
function named(content: PackContent, written: WrittenTitle | null): PackContent {
  if (written === null || (content.kind !== 'chart' && content.kind !== 'table')) return content
  return { ...content, model: titled(content.model, written.text) }
}

/** `sentence`: the whole finding, where the slide has it in fewer words. */
type Filled = { readonly generatedTitle: string; readonly sentence?: string; readonly content: PackContent }

function contentOf(page: FilledPage, builder: Builder): Filled {
  if (page.kind === 'words') return wordsOf(page, builder)
  if (page.kind === 'two-charts') {
    const [left, right] = [chartOf(page.id, 0, page.left, builder), chartOf(page.id, 1, page.right, builder)]
    for (const model of [left, right])
      if (wholeSlide.has(model.body.form)) throw new ChartRefusal(`${model.neutralTitle}放不进半页`, '请让它单独占一页')
    const told = toldOf(page, builder)
    return {
      generatedTitle: slideTitle(left),
      sentence: left.title,
      content: { kind: 'two-charts', left, right, told },
    }
  }
  const model = chartOf(page.id, 0, page.chart, builder)
  const content: PackContent =
    page.as === 'table' ? { kind: 'table', model, tables: tablesOf(model) } : { kind: 'chart', model }
  return { generatedTitle: slideTitle(model), sentence: model.title, content }
}

/** Sentences that have room below two charts. */
const mostTold = 2

function toldOf({ id, words }: Extract<FilledPage, { kind: 'two-charts' }>, builder: Builder): Told | null {
  const own = must(builder.answers.get(id))
  if (words === undefined || own.kind !== 'charts' || own.words === undefined) return null
  const model = pageFrom(answered(own.words), paramsAbout(words, builder.recipe.unit), builder.context.correction)
  const blocks = blocksUnder(model, words.heading)
  const items = listsOf(blocks, true).flatMap((list) => list.items)
  const title = blocks[0]?.title ?? words.heading
  return {
    title: items.length > mostTold ? `${title}（列前${mostTold}条）` : title,
    items: items.slice(0, mostTold),
    source: model.lines.source,
  }
}

function chartOf(
  id: string,
  at: number,
  given: Extract<FilledPage, { kind: 'chart' }>['chart'],
  builder: Builder,
): ChartModel {
  const { recipe, answers, context } = builder
  const own = must(answers.get(id))
  if (own.kind !== 'charts') throw new Error(`page ${id} was answered with a page`)
  const { title: _title, ...spec } = aboutUnit(given, recipe.unit)
  return withCorrection(chartFromSpec(spec, answered(must(own.charts[at]))), context.correction)
}

function answered<T>(given: PackAnswer<T>): T {
  if ('refusal' in given) throw new ChartRefusal(given.refusal)
  return given.answer
}

function wordsOf(page: Extract<FilledPage, { kind: 'words' }>, { recipe, answers, context }: Builder): Filled {
  const own = must(answers.get(page.id))
  if (own.kind !== 'page') throw new Error(`page ${page.id} was answered with charts`)
  const said = aboutMeasure(answered(own.page), page.params.i)
  const model = pageFrom(said, paramsAbout(page, recipe.unit), context.correction)
  const first = blocksUnder(model, page.heading)
  const also = page.heading === null || page.also === undefined ? [] : foundUnder(model, page.also)
  const blocks = [...first, ...also]
  const isOne = page.heading !== null && blocks.length === first.length
  return {
    generatedTitle: wordsTitle(page, { said, model, first, isOne }),
    content: {
      kind: 'words',
      subtitle: wordsSubtitle(model),
      lists: listsOf(blocks, isOne),
      source: model.lines.source,
      notes: [...methodsOf(blocks), ...model.notes],
    },
  }
}

type WordsFound = {
  readonly said: PageAnswers
  readonly model: PageModel
  readonly first: readonly WordBlock[]
  readonly isOne: boolean
}

/** What its one heading says; of several one that counts something, else what the page finds. */
function wordsTitle(page: Extract<FilledPage, { kind: 'words' }>, { said, model, first, isOne }: WordsFound): string {
  if (page.heading === null) return headline(said, model)
  const [block] = first
  const title = block?.title ?? page.heading
  const isCounted = block?.kind === 'sentences' && block.name !== undefined && block.name !== title
  if (!isOne && !isCounted) return headline(said, model)
  const subject = measureName(said, page.params.i)
  return subject === '' ? title : `${subject}：${title}`
}

/** The finding of a page, as far as it fits above a slide. */
function headline(said: PageAnswers, model: PageModel): string {
  const claim = said.page === 'unit' ? findClaim(said.profile?.claims ?? [], 'profile') : null
  const short = claim === null ? null : heading(claim, { letters: glanceTitle, subtitle: model.subtitle })
  return short ?? model.title
}

/** Of 均衡性 the gaps of the indicator that the page is about. */
function aboutMeasure(answers: PageAnswers, measure: string | undefined): PageAnswers {
  if (answers.page !== 'equity' || measure === undefined) return answers
  const gaps = answers.equity.gaps.filter(({ indicator }) => indicator === measure)
  return { ...answers, equity: { ...answers.equity, gaps } }
}

/** Of which indicator a page of sentences is; '' where it is of none. */
function measureName(answers: PageAnswers, measure: string | undefined): string {
  if (answers.page === 'indicator') return answers.indicator.indicator.name
  return answers.page === 'equity' && measure !== undefined ? (answers.equity.gaps[0]?.indicatorName ?? '') : ''
}

/** 区县画像，东湾区，2026年第二季度 */
function wordsSubtitle({ page, file }: PageModel): string {
  const title = pageTitles[page]
  const parts = [title, file.subject === title ? '' : file.subject, formatPeriod(parsePeriod(file.period))]
  return parts.filter((part) => part !== '').join('，')
}
