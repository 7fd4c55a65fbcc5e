import { createHash } from 'node:crypto'
import { recordStateNames } from '@cg/contract/register'
import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { registerHeads } from '@cg/contract/register-upload'

/* How a register lies in a workbook, shared by the writer and the reader. Columns are known by their heads. */

/** The hidden sheet that names the register and what each record said when the file was made. */
export const stampSheet = '_cg_register'
export const stampMark = 'cg-register-1'
export const guideName = '填写说明'

/** The districts that a file was made with: one that has none of ours is another city's. */
export const madeFor = (units: RegisterSheet['units']): string => units.map(({ name }) => name).join('、')

/** Zero-based rows of a fresh workbook. */
export const registerLayout = { titleRow: 0, guidanceRow: 1, headRow: 2, firstRow: 3 } as const

/** Rows that are laid out for new records beneath the standing ones. */
export const roomForNew = 200

/** The heads of a fresh workbook, in order. */
export function headsOf({ fields }: Pick<RegisterSheet['kind'], 'fields'>): string[] {
  return [registerHeads.id, registerHeads.unit, ...fields.map(headOf), registerHeads.reason, registerHeads.state]
}

/** A column's name with what its numbers count: 参赛人数（人） */
export function headOf({ name, unit }: RegisterSheet['kind']['fields'][number]): string {
  return unit === undefined ? name : `${name}（${unit}）`
}

/** Records that the workbook holds: those that wait, count or were returned, oldest first. */
export function standing(records: readonly RegisterRecord[]): RegisterRecord[] {
  return records
    .filter(({ state }) => state === 'submitted' || state === 'accepted' || state === 'returned')
    .toSorted((a, b) => a.id - b.id)
}

export const stateText = ({ state }: RegisterRecord): string => recordStateNames[state]

/** What a cell was given for its text, taken back: an apostrophe before what a spreadsheet could take for a formula. */
export function cleanText(text: string): string {
  return text
    .replace(/^'(?=\s*[=+\-@|＝＋－＠])/u, '')
    .replaceAll(/\s*[\r\n]+\s*/g, ' ')
    .trim()
}

/** A row's content in short, to tell whether it was touched. */
export function rowDigest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
}
