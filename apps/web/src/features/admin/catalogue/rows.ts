import type { CatalogueIndicatorRow, CatalogueItemRow } from '@cg/contract/catalogue-change'

export type ListKind = 'indicators' | 'items'
export type ListRow = CatalogueIndicatorRow | CatalogueItemRow

/** Whether a thing is used in a quarter. */
export function isUsed({ spans }: Pick<ListRow, 'spans'>, quarter: string): boolean {
  return spans.findLast(({ from }) => from <= quarter)?.isOn ?? true
}

export function isIndicator(row: ListRow): row is CatalogueIndicatorRow {
  return 'isAssessed' in row
}
