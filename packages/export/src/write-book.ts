import { writeXlsx } from 'hucre/xlsx'
import type { WriteSheet } from 'hucre/xlsx'

type BookOptions = Parameters<typeof writeXlsx>[0]

/**
 * A workbook's bytes. The rows and columns that are printed on each page are named here: the library writes the sheet's
 * name without quotes, and with a mark in it, as in 劳动合同、争议, a spreadsheet program drops the names or calls the file
 * broken.
 */
export async function writeBook(options: BookOptions): Promise<Uint8Array> {
  const titles = options.sheets.flatMap(({ name, pageSetup }) => {
    const parts = [pageSetup?.printTitlesColumn, pageSetup?.printTitlesRow].filter((part) => part !== undefined)
    const range = parts.map((part) => `'${name.replaceAll("'", "''")}'!${part}`).join(',')
    return range === '' ? [] : [{ name: '_xlnm.Print_Titles', range, scope: name }]
  })
  return writeXlsx({
    ...options,
    sheets: options.sheets.map(withoutTitles),
    namedRanges: [...(options.namedRanges ?? []), ...titles],
  })
}

function withoutTitles(sheet: WriteSheet): WriteSheet {
  if (sheet.pageSetup === undefined) return sheet
  const { printTitlesRow: _row, printTitlesColumn: _column, ...pageSetup } = sheet.pageSetup
  return { ...sheet, pageSetup }
}
