import { choiceIn } from '../../lib/search.ts'

export const ruleViews = ['all', 'spoke', 'off'] as const

/** show: which rules are listed; all of them when left out. */
export function rulesSearch(search: Record<string, unknown>): { show?: (typeof ruleViews)[number] | undefined } {
  return { show: choiceIn(search, 'show', ruleViews) }
}
