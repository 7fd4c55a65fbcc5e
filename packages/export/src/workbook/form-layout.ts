import { stripControls } from '../inert-text.ts'
import type { FormDetail, FormRow } from '@cg/contract/entry'
import type { CellState } from '@cg/domain/cell'
import { formatState } from '@cg/domain/number/number-format'

/*
 * How a form lies in a workbook, shared by the writer and the reader. Hidden codes say what a row and a column are, so
 * that a file stays readable when people insert rows, sort or rename.
 */

/** Of templates made before they had a checksum; those are still about. */
export const formatMark = 'cg-form-1'
export const checkedMark = 'cg-form-2'
/** The sheet that says what each row means. */
export const definitionName = '口径说明'
/** The hidden sheet that names the form and what was prefilled. */
export const metaSheet = '_cg'
/** Zero-based rows and columns of a fresh template. */
export const layout = {
  codeRow: 4,
  headerRow: 5,
  firstRow: 6,
  codeColumn: 0,
  nameColumn: 1,
  unitColumn: 2,
  firstColumn: 3,
}

/** The column between this quarter's cells and last quarter's: hidden until 错误说明 is written into it. */
export function faultColumnOf({ units }: Pick<FormDetail, 'units'>): number {
  return layout.firstColumn + units.length
}

/** 'P_TRAIN|size:above' in the hidden first column. */
export function rowCode({ item, breakdown }: Pick<FormRow, 'item' | 'breakdown'>): string {
  return `${item}|${breakdown}`
}

/** A cell as text: what is written into a template and what an unchanged cell reads as. */
export function cellText(state: CellState, value: number | null): string {
  if (state === 'reported' && value !== null) return plainNumber(value)
  return state === 'not_reported' ? '' : formatState(state)
}

/** Digits without an exponent, so that the reader takes every number that a sheet can hold. */
export function plainNumber(value: number): string {
  const text = String(value)
  if (!/e/i.test(text)) return text
  return value
    .toFixed(Math.abs(value) < 1 ? 12 : 0)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

/** A sheet's name as Excel and WPS allow it. */
export function sheetName(name: string): string {
  return (
    stripControls(name)
      .replace(/[[\]:*?/\\]/g, '')
      .slice(0, 28) || '报表'
  )
}

/** 名称 of a row as printed: parts are indented. */
export function rowLabel(row: FormRow): string {
  return row.breakdown === '' ? row.name : `　其中：${row.breakdownName}`
}

export function cellIndex(form: Pick<FormDetail, 'units'>, row: number, unit: number): number {
  return row * form.units.length + unit
}
