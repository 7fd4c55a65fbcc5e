import { codeIn } from '../../lib/search.ts'

export type ListSearch = { unit?: string | undefined; year?: string | undefined; level?: string | undefined }

/** unit, year, level: to what the records of a published register are narrowed. */
export function listSearch(search: Record<string, unknown>): ListSearch {
  const { year, level } = search
  return {
    unit: codeIn(search, 'unit'),
    year: /^20\d{2}$/.test(String(year)) ? String(year) : undefined,
    level: typeof level === 'string' && level !== '' ? level : undefined,
  }
}
