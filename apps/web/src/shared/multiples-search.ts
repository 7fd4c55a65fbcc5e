import { chartAxes } from '@cg/contract/chart-choices'
import { choiceIn } from '../lib/search.ts'

export type MultiplesSearch = {
  axes?: (typeof chartAxes)[number] | undefined
  from?: string | undefined
  to?: string | undefined
  /** Which 45 units, from the second on. */
  page?: number | undefined
}

/** How small charts unit by unit are drawn: axes, first and last quarter, page. */
export function multiplesSearch(search: Record<string, unknown>): MultiplesSearch {
  return {
    axes: choiceIn(search, 'axes', chartAxes),
    from: quarterIn(search, 'from'),
    to: quarterIn(search, 'to'),
    page: pageIn(search['page']),
  }
}

function quarterIn(search: Record<string, unknown>, key: string): string | undefined {
  const value = search[key]
  return typeof value === 'string' && /^20\d{2}Q[1-4]$/.test(value) ? value : undefined
}

function pageIn(value: unknown): number | undefined {
  const page = Number(value)
  return Number.isInteger(page) && page > 1 && page <= 1000 ? page : undefined
}
