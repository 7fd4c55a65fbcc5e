import type { ReviewDetail } from '@cg/contract/review'
import { must } from '@cg/domain/must'

export type ReviewRow = ReviewDetail['form']['rows'][number]
export type ReviewUnit = ReviewDetail['form']['units'][number]
export type CellPlace = { row: ReviewRow; unit: ReviewUnit }

/** Row and unit of a cell, which the contract numbers row by row. */
export function placeOf(detail: ReviewDetail, index: number): CellPlace {
  const { rows, units } = detail.form
  return { row: must(rows[Math.floor(index / units.length)]), unit: must(units[index % units.length]) }
}

/** '东湾区 · 技能培训人次 · 规上企业' */
export function placeWords({ row, unit }: CellPlace): string {
  return [unit.shortName, row.name, row.breakdownName].filter(Boolean).join(' · ')
}

/** Index of a cell by its codes; null when it is not on this form. */
export function indexIn(
  detail: ReviewDetail,
  { item, unit, breakdown }: { readonly item: string; readonly unit: string; readonly breakdown: string },
): number | null {
  const { rows, units } = detail.form
  const [row, column] = [
    rows.findIndex((one) => one.item === item && one.breakdown === breakdown),
    units.findIndex(({ code }) => code === unit),
  ]
  return row < 0 || column < 0 ? null : row * units.length + column
}
