/** The cell named by `cell`; null without one. */
export function cellOfSearch(
  cell: string | undefined,
): { readonly item: string; readonly unit: string; readonly breakdown: string } | null {
  const [item, unit, breakdown = ''] = cell?.split('~') ?? []
  return item === undefined || unit === undefined ? null : { item, unit, breakdown }
}
