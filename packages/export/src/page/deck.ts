import type { PageBlock, PageModel } from '@cg/charts/page/page-model'
import { cleanTexts } from '../clean-model.ts'
import { skins } from '../skins.ts'
import { coverName, defineMasters, masterName } from '../slides/master.ts'
import { openSlides } from '../slides/pptx.ts'
import { drawCover } from './slide-cover.ts'
import { tableSlides } from './slide-table.ts'
import { drawWords, wordSlides } from './slide-words.ts'

/**
 * A page as a deck: its title and release first, a slide or more for each panel with native charts, its sentences and
 * tables as text, its notes last. The same model gives the same bytes.
 */
export async function renderPageDeck(given: PageModel): Promise<Uint8Array> {
  const page = cleanTexts(given) as PageModel
  const { main } = skins[page.skin ?? 'blue']
  const slides = openSlides(page.title, (deck) => defineMasters(deck, main))
  drawCover(slides.add(coverName), page)
  let waiting: Words[] = []
  const say = (): void => {
    for (const part of wordSlides(waiting)) drawWords(slides.add(masterName), page, part)
    waiting = []
  }
  for (const block of page.blocks) {
    const { model, words, tables } = partsOf(block, page)
    if (model !== null || tables.length > 0) say()
    if (model !== null) await slides.addChart(model)
    for (const draw of tables) draw(slides.add(masterName))
    waiting.push(...words)
  }
  say()
  waiting = [{ title: '说明', items: [...page.notes, page.lines.generated] }]
  say()
  return await slides.close(page.generatedAt)
}

type Words = { readonly title: string; readonly items: readonly string[] }

type Parts = {
  readonly model: Extract<PageBlock, { readonly model: unknown }>['model'] | null
  readonly words: readonly Words[]
  readonly tables: ReturnType<typeof tableSlides>
}

/** What a block becomes: a chart keeps its own finding as title; words and figures keep the block's. */
function partsOf(block: PageBlock, page: PageModel): Parts {
  const none = { model: null, words: [], tables: [] }
  switch (block.kind) {
    case 'cards':
      return { ...none, model: block.model }
    case 'panel':
      return {
        ...none,
        model: block.model,
        words: block.told.length === 0 ? [] : [{ title: block.title, items: block.told }],
      }
    case 'sentences':
      return {
        ...none,
        words: block.lists
          .filter(({ items }) => items.length > 0)
          .map(({ title, items }) => ({ title: title === '' ? block.title : `${block.title}：${title}`, items })),
      }
    case 'facts':
      return block.pairs.length === 0
        ? none
        : { ...none, words: [{ title: block.title, items: block.pairs.map(([term, words]) => `${term}：${words}`) }] }
    case 'table':
      return { ...none, tables: tableSlides(block, page) }
  }
}
