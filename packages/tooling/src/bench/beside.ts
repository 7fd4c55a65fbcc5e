import type { Cell } from './table.ts'
import { whenQuiet } from './quiet.ts'

/*
 * A figure of a page means little on a machine that others use. Each is measured beside one of a known piece of work, in the
 * same browser, the one before and after the other; their ratio holds when the machine is slow. What the figure would be at
 * the pace of the quickest such piece is told beside it: that is what the aims speak of.
 */

/** A figure, and what the work that it is held against took around it, in milliseconds. */
export type Turn = { readonly ours: number; readonly theirs: number }

export type Row = {
  readonly name: string
  readonly aim: string
  readonly turns: readonly Turn[]
  readonly disturbed: number
  readonly note?: string
}

export const besideColumns = ['', 'median', 'worst', 'beside it', 'ratio', 'at best pace', 'aim', '']

/** So often is each figure measured. */
export const turnsEach = 5

/** Measures in turns, every turn again while others have the processor, so often at most; gives the turns, and how many never were undisturbed. */
export async function inTurns<T>(
  measure: () => Promise<T>,
  { count = turnsEach, attempts = 3 }: { readonly count?: number; readonly attempts?: number } = {},
): Promise<{ turns: T[]; disturbed: number }> {
  const turns: T[] = []
  let disturbed = 0
  for (let turn = 0; turn < count; turn++) {
    const { result, isDisturbed } = await whenQuiet(measure, { attempts })
    turns.push(result)
    disturbed += isDisturbed ? 1 : 0
  }
  return { turns, disturbed }
}

/** The known work before and after the figure: their mean, so that a machine that slows down meanwhile hits both. */
export async function besideWork(ours: () => Promise<number>, theirs: () => Promise<number>): Promise<Turn> {
  const before = await theirs()
  const own = await ours()
  return { ours: own, theirs: (before + (await theirs())) / 2 }
}

/** Half of the values lie below it. */
export function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Rows that were held against the same work, as cells. */
export function besideCells(rows: readonly Row[]): Cell[][] {
  const best = Math.min(...rows.flatMap(({ turns }) => turns.map(({ theirs }) => theirs)))
  return rows.map(({ name, aim, turns, disturbed, note = '' }) => {
    const ratio = median(turns.map(({ ours, theirs }) => ours / theirs))
    const ours = turns.map((turn) => turn.ours)
    const marks = [note, disturbed === 0 ? '' : `${disturbed} of ${turns.length} disturbed`]
    return [
      name,
      median(ours),
      Math.max(...ours),
      median(turns.map(({ theirs }) => theirs)),
      ratio,
      ratio * best,
      aim,
      marks.filter((mark) => mark !== '').join('; '),
    ]
  })
}
