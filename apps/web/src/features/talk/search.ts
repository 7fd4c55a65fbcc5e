import { codeIn } from '../../lib/search.ts'

/** show: only some statements, by the name of their filter; passport: the indicator whose figure's source is open. */
export type TalkSearch = { show?: string | undefined; passport?: string | undefined }

export function talkSearch(search: Record<string, unknown>): TalkSearch {
  return { show: codeIn(search, 'show'), passport: codeIn(search, 'passport') }
}
