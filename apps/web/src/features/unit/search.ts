import { scoreReferences, spineBases } from '@cg/contract/chart-choices'
import { choiceIn, codeIn } from '../../lib/search.ts'

export type UnitSearch = {
  cmp?: (typeof spineBases)[number] | undefined
  dim?: string | undefined
  vs?: (typeof scoreReferences)[number] | undefined
  passport?: string | undefined
  town?: string | undefined
}

/** cmp: what the figures stand beside (default the city); dim: block of indicators; vs: what the score is held against; passport: whose figure is traced; town: by which indicator its towns are ranked. */
export function unitSearch(search: Record<string, unknown>): UnitSearch {
  const cmp = choiceIn(search, 'cmp', spineBases)
  return {
    cmp: cmp === 'city' ? undefined : cmp,
    dim: codeIn(search, 'dim'),
    vs: choiceIn(search, 'vs', scoreReferences),
    passport: codeIn(search, 'passport'),
    town: codeIn(search, 'town'),
  }
}
