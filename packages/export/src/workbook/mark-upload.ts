import type { FormDetail } from '@cg/contract/entry'
import { filledKey, writeFormTemplate } from './form-template.ts'
import { faultColumnOf, layout, sheetName } from './form-layout.ts'
import type { MatchedForm } from './form-match.ts'
import { placeName } from './grid.ts'
import type { WorkbookGrid } from './grid.ts'
import { faultColumn, sheetMarks } from './mark-words.ts'
import type { CellMark } from './mark-words.ts'
import { markWorkbook } from './read.ts'

export type SentFile = {
  readonly bytes: Uint8Array
  /** What was read from it; `isOwn` false where it is of a kind that cannot be written again, as csv. */
  readonly book: Extract<WorkbookGrid, { ok: true }>
  readonly isOwn: boolean
  readonly match: MatchedForm
}

export type MarkedFile = {
  readonly bytes: Uint8Array
  /** The file that was sent, not a fresh template with its figures. */
  readonly isOwn: boolean
}

/**
 * The file that was sent with its bad cells tinted and 错误说明 beside them: in a template of ours in the column kept for it
 * behind this quarter's cells, in any other file right of all that stands there, as nothing of it may move.
 */
export async function markUpload(file: SentFile, form: FormDetail, marks: readonly CellMark[]): Promise<MarkedFile> {
  const { book, match } = file
  const grids = new Map(book.sheets.map((sheet) => [sheet.name, sheet]))
  const sheets = sheetMarks(marks, match.cells).map((one) => {
    const grid = grids.get(one.sheet)
    return { ...one, earlier: grid === undefined ? null : faultColumn(grid) }
  })
  const own = file.isOwn ? await markWorkbook(file.bytes, sheets) : null
  return own === null ? { bytes: await freshTemplate(match, form, marks), isOwn: false } : { bytes: own, isOwn: true }
}

/** A template filled with what the file says, with the same marks; those of no cell of the form stand under the table. */
async function freshTemplate(
  { cells }: MatchedForm,
  form: FormDetail,
  marks: readonly CellMark[],
): Promise<Uint8Array> {
  const texts = cells.filter(({ text }) => text.trim() !== '').map((cell) => [filledKey(cell), cell.text] as const)
  const bytes = await writeFormTemplate(form, new Map(texts))
  const places = new Map(
    cells.flatMap((cell) => {
      const place = templatePlace(form, cell)
      return place === null ? [] : [[cell.place, place] as const]
    }),
  )
  const placed = marks.flatMap((mark) => {
    const place = places.get(mark.place)
    return place === undefined ? [] : [{ ...mark, place }]
  })
  const left = marks.filter(({ place }) => !places.has(place))
  const name = sheetName(form.head.name)
  const found = sheetMarks(placed, [])[0] ?? { sheet: name, wrong: [], doubtful: [], words: new Map<number, string>() }
  const under = layout.firstRow + form.rows.length + 1
  const words = new Map([
    ...found.words,
    ...left.map(({ place, message }, at) => [under + at, `原文件 ${place}：${message}`] as const),
  ])
  const earlier = { head: layout.headerRow, column: faultColumnOf(form) }
  const marked = await markWorkbook(bytes, [{ ...found, head: layout.headerRow, words, earlier }])
  if (marked === null) throw new Error('a template of ours cannot be marked')
  return marked
}

function templatePlace(
  form: FormDetail,
  cell: { readonly item: string; readonly breakdown: string; readonly unit: string },
): string | null {
  const row = form.rows.findIndex((one) => one.item === cell.item && one.breakdown === cell.breakdown)
  const unit = form.units.findIndex((one) => one.code === cell.unit)
  if (row < 0 || unit < 0) return null
  return placeName(sheetName(form.head.name), layout.firstRow + row, layout.firstColumn + unit)
}
