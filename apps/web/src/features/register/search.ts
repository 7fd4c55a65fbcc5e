import { picksOf, picksText } from '@cg/contract/release/register'
import type { RegisterFilter } from '@cg/contract/release/register'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { codeIn, textIn } from '../../lib/search.ts'

/** unit: records of one unit; year: of one year; picks: with these choices (level:市级~via:评选表彰); text: with these words. */
export function registerSearch(search: Record<string, unknown>): RegisterFilter {
  const picks = textIn(search, 'picks')
  return {
    unit: codeIn(search, 'unit'),
    year: codeIn(search, 'year'),
    picks: picks === undefined ? undefined : picksText(picksOf(picks)),
    text: textIn(search, 'text'),
  }
}

/** The filter stands in the address, so that a link shows the same records; read here, where its words are loaded anyway. */
export function useRegisterFilter(): readonly [RegisterFilter, (part: RegisterFilter) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate({ from: '/registers/$kind' })
  const choose = (part: RegisterFilter) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false })
  return [registerSearch(search), choose]
}
