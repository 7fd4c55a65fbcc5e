import { chartCuts } from '@cg/contract/chart-choices'
import type { ChartCut } from '@cg/contract/chart-choices'
import { multiplesSearch } from '../../shared/multiples-search.ts'
import type { MultiplesSearch } from '../../shared/multiples-search.ts'
import { choiceIn, codeIn, textIn } from '../../lib/search.ts'

export type CompareSearch = MultiplesSearch & {
  cut?: ChartCut | undefined
  rows?: 'indicators' | undefined
  /** What comes first. */
  first?: 'weak' | undefined
  dim?: string | undefined
  group?: string | undefined
  /** Blocks whose columns are folded into one, joined by commas. */
  fold?: string | undefined
  /** The indicator that a phone lists. */
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
