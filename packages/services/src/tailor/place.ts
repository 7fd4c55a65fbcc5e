import { catalogueSheets } from '@cg/contract/catalogue-change'
import type { CatalogueRow } from '@cg/contract/catalogue-change'

/** The rows of a workbook that each change of a bundle was read from; none where it was not read from one. */
export type PartRows = readonly (readonly CatalogueRow[])[]

/** Nobody looks for more of them by number. */
const most = 6

/**
 * A refusal with the rows it is about. Where a change was read from many, a switch of ten things, the sentence names one:
 * then it is that row's.
 */
export function placed(line: string, text: string, rows: readonly CatalogueRow[]): string {
  const named = rows.filter(({ name }) => line.includes(`“${name}”`) || line.includes(`《${name}》`))
  const words = placeWords(named.length === 0 ? rows : named)
  return words === '' ? text : `${words}，${text}`
}

/** “数据项”第 6、7 行、“指标”第 3 行 */
function placeWords(rows: readonly CatalogueRow[]): string {
  return [...Map.groupBy(rows, ({ sheet }) => sheet)]
    .map(([sheet, of]) => {
      const numbers = [...new Set(of.map(({ row }) => row))].toSorted((left, right) => left - right)
      const more = numbers.length > most ? ` 等 ${numbers.length}` : ''
      return `“${catalogueSheets[sheet]}”第 ${numbers.slice(0, most).join('、')}${more} 行`
    })
    .join('、')
}
