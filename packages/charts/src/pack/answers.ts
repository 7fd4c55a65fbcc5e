import type { ChartSpec } from '@cg/contract/chart'
import type { PageName } from '@cg/contract/page-choices'
import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import type { PageAnswers, PageParams } from '@cg/contract/release/page'
import type { ChartFacts } from '../from-spec.ts'

/** What one page of a recipe asks a release for. */
export type PackAsk =
  | { readonly kind: 'charts'; readonly specs: readonly ChartSpec[]; readonly words?: WordsAsk }
  | ({ readonly kind: 'page' } & WordsAsk)

type WordsAsk = { readonly page: PageName; readonly params: PageParams }

/** What came back: the frozen answer, or in words why this release has none. */
export type PackAnswer<T> = { readonly answer: T } | { readonly refusal: string }

/** What one page of a recipe is answered with: a chart for each of its specs and the page of its sentences, or a page. */
export type PageAnswer =
  | {
      readonly kind: 'charts'
      readonly charts: readonly PackAnswer<ChartFacts>[]
      readonly words?: PackAnswer<PageAnswers>
    }
  | { readonly kind: 'page'; readonly page: PackAnswer<PageAnswers> }

/** The answers of a recipe by the id of its page. */
export type PackAnswers = ReadonlyMap<string, PageAnswer>

/** Which answers of a release a recipe is made of, by the id of the page that needs them. */
export function answersNeeded({ pages, unit }: Pick<Recipe, 'pages' | 'unit'>): Map<string, PackAsk> {
  const asks = pages.map((page): [string, PackAsk | null] => [page.id, askOf(page, unit)])
  return new Map(asks.flatMap(([id, ask]) => (ask === null ? [] : [[id, ask] as const])))
}

function askOf(page: RecipePage, unit: string | null): PackAsk | null {
  switch (page.kind) {
    case 'chart':
      return { kind: 'charts', specs: [aboutUnit(page.chart, unit)] }
    case 'two-charts':
      return {
        kind: 'charts',
        specs: [page.left, page.right].map((spec) => aboutUnit(spec, unit)),
        ...(page.words === undefined
          ? {}
          : { words: { page: page.words.page, params: paramsAbout(page.words, unit) } }),
      }
    case 'words':
      return { kind: 'page', page: page.page, params: paramsAbout(page, unit) }
    default:
      return null
  }
}

/** The recipe's unit is marked on every chart that names none; it is none of its own towns. */
export function aboutUnit(spec: ChartSpec, unit: string | null): ChartSpec {
  return unit === null || spec.focus !== undefined || spec.within !== undefined ? spec : { ...spec, focus: unit }
}

/** The recipe's unit is the one of a page of a unit, and marked on the others. */
export function paramsAbout(
  { page, params }: { readonly page: PageName; readonly params: PageParams },
  unit: string | null,
): PageParams {
  if (unit === null) return params
  const marked = params.focus === undefined ? { ...params, focus: unit } : params
  return page === 'unit' && params.unit === undefined ? { ...marked, unit } : marked
}
