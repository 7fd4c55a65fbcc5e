import { choiceIn, codeIn } from '../../lib/search.ts'

export const reviewViews = ['queue', 'matrix', 'reminders', 'quality'] as const
export type ReviewView = (typeof reviewViews)[number]

/** Which list is shown, of which quarter the progress (without one the open quarter), and of whom the queue. */
export function reviewSearch(search: Record<string, unknown>): {
  list?: ReviewView | undefined
  quarter?: string | undefined
  reporter?: string | undefined
} {
  return {
    list: choiceIn(search, 'list', reviewViews),
    quarter: codeIn(search, 'quarter'),
    reporter: codeIn(search, 'reporter'),
  }
}
