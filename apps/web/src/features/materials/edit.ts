import type { Recipe, RecipePage } from '@cg/contract/material/recipe'

/* What is done to a recipe's pages. Every step gives a new recipe; none reads the clock or the screen. */

/** The page at one place goes to another, between 0 and the end. */
export function movePage(recipe: Recipe, from: number, to: number): Recipe {
  const page = recipe.pages[from]
  const place = Math.max(0, Math.min(to, recipe.pages.length - 1))
  if (page === undefined || place === from) return recipe
  return { ...recipe, pages: recipe.pages.toSpliced(from, 1).toSpliced(place, 0, page) }
}

/** A page that was taken out, and where it stood. */
export type TakenPage = { readonly page: RecipePage; readonly at: number }

/** Without the page at this place; the last page of a material stays, since a material has at least one. */
export function takePage(recipe: Recipe, at: number): { recipe: Recipe; taken: TakenPage | null } {
  const page = recipe.pages[at]
  if (page === undefined || recipe.pages.length === 1) return { recipe, taken: null }
  return { recipe: { ...recipe, pages: recipe.pages.toSpliced(at, 1) }, taken: { page, at } }
}

/** Where it stood; with an id of its own if that has been given away since. */
export function putBack(recipe: Recipe, { page, at }: TakenPage): Recipe {
  return insertPage(recipe, page, Math.min(at, recipe.pages.length))
}

/** A page at a place, under an id that no other page has. */
export function insertPage(recipe: Recipe, page: RecipePage, at: number): Recipe {
  const isTaken = recipe.pages.some(({ id }) => id === page.id)
  const own = isTaken ? { ...page, id: freeId(recipe) } : page
  return { ...recipe, pages: recipe.pages.toSpliced(at, 0, own) }
}

/** Where a new page goes: after the chosen one, and never behind the closing page. */
export function placeAfter(recipe: Recipe, at: number): number {
  return recipe.pages[at]?.kind === 'closing' ? at : at + 1
}

export function changePage(recipe: Recipe, id: string, change: (page: RecipePage) => RecipePage): Recipe {
  return { ...recipe, pages: recipe.pages.map((page) => (page.id === id ? change(page) : page)) }
}

/** The chart at a place and the one after it on one page; anything else stays as it is. */
export function pairPages(recipe: Recipe, at: number): Recipe {
  const [left, right] = [recipe.pages[at], recipe.pages[at + 1]]
  if (left?.kind !== 'chart' || right?.kind !== 'chart') return recipe
  const remark = [left.remark, right.remark].filter((words) => words !== '').join('\n')
  const pair: RecipePage = {
    kind: 'two-charts',
    id: left.id,
    left: left.chart,
    right: right.chart,
    title: left.title,
    remark: remark.slice(0, 2000),
  }
  return { ...recipe, pages: recipe.pages.toSpliced(at, 2, pair) }
}

/** The two charts of a page on pages of their own, and its sentences on a third; title and remark stay with the left one. */
export function partPages(recipe: Recipe, at: number): Recipe {
  const pair = recipe.pages[at]
  if (pair?.kind !== 'two-charts') return recipe
  const { id, title, remark } = pair
  const left: RecipePage = { kind: 'chart', id, chart: pair.left, as: 'chart', title, remark }
  const right: RecipePage = { ...left, id: freeId(recipe), chart: pair.right, title: null, remark: '' }
  const parted = { ...recipe, pages: recipe.pages.toSpliced(at, 1, left, right) }
  if (pair.words === undefined) return parted
  return insertPage(parted, { kind: 'words', id, ...pair.words, title: null, remark: '' }, at + 2)
}

/** A page of two charts with another one on one side; its title was written for both, so it goes. */
export function halfOf(page: RecipePage, side: 'left' | 'right', taken: RecipePage): RecipePage {
  if (page.kind !== 'two-charts' || taken.kind !== 'chart') return page
  return { ...page, [side]: taken.chart, title: null }
}

/** An id that no page of the recipe has. */
export function freeId({ pages }: Pick<Recipe, 'pages'>): string {
  const taken = new Set(pages.map(({ id }) => id))
  let count = pages.length + 1
  while (taken.has(`p${count}`)) count++
  return `p${count}`
}

/** Pages whose title says what they find, or what somebody wrote in its place. */
export type TitledPage = Extract<RecipePage, { kind: 'chart' | 'two-charts' | 'words' }>

export function isTitled(page: RecipePage): page is TitledPage {
  return page.kind === 'chart' || page.kind === 'two-charts' || page.kind === 'words'
}

/** What the page says by itself under the release in sight, against which a title is written. */
export type Generated = { readonly title: string; readonly release: string }

/** The page with the title that was typed; the generated one, or none, is no title of its own. */
export function writeTitle<Page extends TitledPage>(page: Page, text: string, generated: Generated): Page {
  const isOwn = text.trim() !== '' && text.trim() !== generated.title && generated.title !== ''
  return { ...page, title: isOwn ? { text, instead: generated.title, release: generated.release } : null }
}

/** The written title stays as it is, as one that holds under the release in sight. */
export function keepTitle<Page extends TitledPage>(page: Page, generated: Generated): Page {
  return page.title === null || generated.title === '' ? page : writeTitle(page, page.title.text, generated)
}

/** A recipe of what a browser kept; null where that is something else. The server judges the rest. */
export function readKept(found: unknown): Recipe | null {
  const isRecipe = typeof found === 'object' && found !== null && 'pages' in found && Array.isArray(found.pages)
  // A cast: written by this very page, and refused by the server where it is no recipe any more.
  return isRecipe && 'name' in found && 'kind' in found ? (found as unknown as Recipe) : null
}
