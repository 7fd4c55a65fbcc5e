import { textIn } from '../../lib/search.ts'

/** only: unread messages alone; page: of fifty messages. */
export function inboxSearch(search: Record<string, unknown>): {
  only?: 'unread' | undefined
  page?: number | undefined
} {
  const page = Number(textIn(search, 'page'))
  return {
    only: search['only'] === 'unread' ? 'unread' : undefined,
    page: Number.isInteger(page) && page > 1 && page <= 1000 ? page : undefined,
  }
}
