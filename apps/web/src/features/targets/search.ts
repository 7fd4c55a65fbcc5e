import { targetFilters, targetGroupings } from '@cg/contract/chart-choices'
import type { TargetFilter, TargetGrouping } from '@cg/contract/chart-choices'
import { choiceIn, codeIn } from '../../lib/search.ts'

export type TargetsSearch = {
  unit?: string | undefined
  year?: number | undefined
  dep?: string | undefined
  dim?: string | undefined
  light?: TargetFilter | undefined
  by?: TargetGrouping | undefined
  row?: string | undefined
  passport?: string | undefined
}

/**
 * unit: whose commitments (default the city's); year; dep, dim, light: narrowed to a lead department, a block, a light; by:
 * grouped by department; row: the commitment that is open; passport: the indicator whose figure's source is open.
 */
export function targetsSearch(search: Record<string, unknown>): TargetsSearch {
  const year = Number(search['year'])
  return {
    unit: codeIn(search, 'unit'),
    year: Number.isInteger(year) && year >= 2000 && year <= 2199 ? year : undefined,
    dep: codeIn(search, 'dep'),
    dim: codeIn(search, 'dim'),
    light: choiceIn(search, 'light', targetFilters),
    by: choiceIn(search, 'by', targetGroupings),
    row: codeIn(search, 'row'),
    passport: codeIn(search, 'passport'),
  }
}
