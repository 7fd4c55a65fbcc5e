import type { CatalogueIndicatorRow, CatalogueItemRow } from '@cg/contract/catalogue-change'

export type ListKind = 'indicators' | 'items'
export type ListRow = CatalogueIndicatorRow | CatalogueItemRow

/** Whether a thing is used in a quarter; what the city has added is not before its first one. */
export function isUsed({ spans, isOwn }: Pick<ListRow, 'spans' | 'isOwn'>, quarter: string): boolean {
  return spans.findLast(({ from }) => from <= quarter)?.isOn ?? !isOwn
}

export function isIndicator(row: ListRow): row is CatalogueIndicatorRow {
  return 'isAssessed' in row
}

/** Added by the city for a later quarter. */
export function isUnbegun({ spans, isOwn }: Pick<ListRow, 'spans' | 'isOwn'>, quarter: string): boolean {
  return isOwn && spans.every(({ from }) => from > quarter)
}
