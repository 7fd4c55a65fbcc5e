import type { CellStyle } from 'hucre/xlsx'

/* How the cells of a workbook that people fill look, in a form and in a register. */

const line = { style: 'thin', color: { rgb: 'BFBFBF' } } as const
export const border = { top: line, right: line, bottom: line, left: line }
export const grey = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'F2F2F2' } } as const
export const headStyle: CellStyle = {
  font: { bold: true },
  fill: grey,
  border,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}
