import { chartCuts, compareOvers } from '@cg/contract/chart-choices'
import type { ChartCut } from '@cg/contract/chart-choices'
import { multiplesSearch } from '../../shared/multiples-search.ts'
import type { MultiplesSearch } from '../../shared/multiples-search.ts'
import { choiceIn, codeIn, textIn } from '../../lib/search.ts'

/** quarter: all of one quarter. */
export const compareViews = ['quarter', ...compareOvers] as const

export type CompareSearch = MultiplesSearch & {
  over?: (typeof compareOvers)[number] | undefined
  /** Whose indicators stand over the quarters; `all`: the city's, also where the reader has a unit of his own. */
  u?: string | undefined
  cut?: ChartCut | undefined
  rows?: 'indicators' | undefined
  /** What comes first. */
  first?: 'weak' | undefined
  dim?: string | undefined
  group?: string | undefined
  /** Blocks whose columns are folded into one, joined by commas. */
  fold?: string | undefined
  /** The indicator that a phone lists, whose small charts are drawn, or that stands over the quarters. */
  i?: string | undefined
  /** Units side by side, joined by commas. */
  units?: string | undefined
}

const codes = /^[A-Za-z0-9_.:-]{1,60}(,[A-Za-z0-9_.:-]{1,60}){0,11}$/

function codesIn(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key]
  return typeof value === 'string' && codes.test(value) ? value : undefined
}

/** How the rug is coloured, turned, sorted and narrowed, and who stands side by side. Defaults stay out of the URL. */
export function compareSearch(search: Record<string, unknown>): CompareSearch {
  const cut = choiceIn(search, 'cut', chartCuts)
  return {
    over: choiceIn(search, 'over', compareOvers),
    u: codeIn(search, 'u'),
    cut: cut === 'target' ? undefined : cut,
    rows: choiceIn(search, 'rows', ['indicators']),
    first: choiceIn(search, 'first', ['weak']),
    dim: codeIn(search, 'dim'),
    group: textIn(search, 'group'),
    fold: codesIn(search, 'fold'),
    i: codeIn(search, 'i'),
    units: codesIn(search, 'units'),
    ...multiplesSearch(search),
  }
}
