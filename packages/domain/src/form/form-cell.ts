/** What names a cell within one quarter. `breakdown` is '' for the total, else 'size:above'. */
export type FormCell = { readonly item: string; readonly unit: string; readonly breakdown: string }

/** A key for maps and sorting; codes hold no '|'. */
export function cellKey({ item, unit, breakdown }: FormCell): string {
  return `${item}|${unit}|${breakdown}`
}

export function sameCell(left: FormCell, right: FormCell): boolean {
  return left.item === right.item && left.unit === right.unit && left.breakdown === right.breakdown
}
