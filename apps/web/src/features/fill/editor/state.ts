import type { CellEntry, CellOutcome, Finding, FormDetail, SaveReply } from '@cg/contract/entry'
import type { CellState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { readNumber } from '@cg/domain/number/number-text'
import type { NumberReading } from '@cg/domain/number/number-text'
import { cellPlace, cellText, indexOf, sumAt, sumOf } from './form-cells.ts'
import type { FormChecker } from './live-findings.ts'

/**
 * A cell is always in one of these, and each looks different: clean (as loaded), saved (acknowledged in this visit),
 * saving, waiting (kept on this machine until the server answers), invalid (not saved), stale (someone else was faster).
 */
export type CellStatus = 'clean' | 'saved' | 'saving' | 'waiting' | 'invalid' | 'stale'

export type EditorCell = {
  readonly text: string
  readonly state: CellState
  readonly value: number | null
  readonly note: string | null
  readonly version: number
  readonly status: CellStatus
  /** What was converted, or why it was refused, or whose value is there. */
  readonly message: string | null
  /** For stale: the other's value as text. */
  readonly other: string | null
}

/** What the server holds of a cell, as far as is known here. */
export type KnownCell = Pick<EditorCell, 'state' | 'value' | 'note'>

export type Edit = { index: number; text: string; note?: string | null }
export type EditSource = 'grid' | 'paste'
export type SaveState =
  | { kind: 'idle'; at: string | null }
  | { kind: 'saving' }
  | { kind: 'waiting'; count: number; reason: string }

/** One unsaved cell as it is kept over a closed browser. */
export type JournalEntry = { text: string; version: number; note?: string | null }

/** A failed save: the transport's error, with the outcome of a stale single cell when the server sent one. */
export type SaveFailure = { isRetryable: boolean; message: string; stale: CellOutcome | null }

/** Everything an open form knows of itself. `reduce` is the only way from one state to the next. */
export type EditorState = {
  readonly detail: FormDetail
  readonly checker: FormChecker
  readonly cells: readonly EditorCell[]
  readonly known: readonly KnownCell[]
  /** Texts to be sent, by cell. */
  readonly pending: ReadonlyMap<number, string>
  /** Texts on their way to the server. */
  readonly flying: ReadonlyMap<number, string>
  /** Texts being typed, not yet taken. */
  readonly drafts: ReadonlyMap<number, string>
  /** What undo goes back to, the last edit at the end. */
  readonly history: readonly (readonly Edit[])[]
  /** What was undone and may be done again, the last undone at the end; a new edit forgets it. */
  readonly undone: readonly (readonly Edit[])[]
  readonly findings: readonly Finding[]
  readonly submission: FormDetail['submission']
  readonly save: SaveState
  readonly source: EditSource
}

export type EditorEvent =
  /** Texts were typed or pasted and left. */
  | { kind: 'typed'; edits: readonly Edit[]; source: EditSource }
  /** A text stands half-typed in its field; null: given up. */
  | { kind: 'drafted'; index: number; text: string | null }
  | { kind: 'undone' }
  | { kind: 'redone' }
  /** What was pending is on its way. */
  | { kind: 'sent' }
  | { kind: 'answered'; reply: SaveReply }
  | { kind: 'failed'; failure: SaveFailure }
  /** A stale cell: mine is saved over the other's, or the other's is taken. */
  | { kind: 'settled'; index: number; choice: 'mine' | 'theirs' }
  /** The server checked the form anew, for another reason than a save. */
  | { kind: 'checked'; findings: readonly Finding[]; submission: FormDetail['submission'] }

/** How the number rules of a cell's row read a text. */
export function readCell(detail: FormDetail, index: number, text: string): NumberReading {
  const { unit, decimals, mayBeNegative } = cellPlace(detail, index).row
  return readNumber(text, { unit, decimals, allowNegative: mayBeNegative })
}

/** Name of a cell in the journal; the same whatever else the form asks. */
export function journalKey(detail: FormDetail, index: number): string {
  const { row, unit } = cellPlace(detail, index)
  return `${row.item}|${unit.code}|${row.breakdown}`
}

/** The form as loaded, with what an earlier visit left unsaved put back into its cells. */
export function openState(
  detail: FormDetail,
  checker: FormChecker,
  journal: Readonly<Record<string, JournalEntry>>,
): EditorState {
  const cells = detail.cells.state.map((_, index) => loadedCell(detail, index))
  const known = cells.map(({ state, value, note }) => ({ state, value, note }))
  const pending = new Map<number, string>()
  for (const [key, entry] of Object.entries(journal)) {
    const [item = '', unit = '', breakdown = ''] = key.split('|')
    const index = indexOf(detail, { item, unit, breakdown })
    if (index === null || detail.cells.isOpen[index] !== true) continue
    const restored = restoredCell(detail, index, must(cells[index]), entry)
    if (restored === null) continue
    cells[index] = restored
    if (restored.status === 'waiting') pending.set(index, entry.text)
  }
  for (const [index, cell] of cells.entries())
    if (sumAt(detail, index) === index) cells[index] = { ...cell, ...sumOf(detail, index, (at) => must(cells[at])) }
  const state: EditorState = {
    detail,
    checker,
    cells,
    known,
    pending,
    flying: new Map(),
    drafts: new Map(),
    history: [],
    undone: [],
    findings: detail.findings,
    submission: detail.submission,
    save:
      pending.size === 0
        ? { kind: 'idle', at: null }
        : { kind: 'waiting', count: pending.size, reason: '上次离开时还没有保存' },
    source: 'grid',
  }
  return pending.size === 0 ? state : { ...state, findings: checkedFindings(state) }
}

function loadedCell(detail: FormDetail, index: number): EditorCell {
  const { row } = cellPlace(detail, index)
  const state = must(detail.cells.state[index])
  const value = detail.cells.value[index] ?? null
  return {
    text: cellText(state, value, row),
    state,
    value,
    note: detail.cells.note[index] ?? null,
    version: must(detail.cells.version[index]),
    status: 'clean',
    message: null,
    other: null,
  }
}

/** Null when the server has what the journal holds. */
function restoredCell(detail: FormDetail, index: number, cell: EditorCell, entry: JournalEntry): EditorCell | null {
  const reading = readCell(detail, index, entry.text)
  const note = entry.note === undefined ? cell.note : entry.note
  if (!reading.ok) return { ...cell, text: entry.text, note, status: 'invalid', message: reading.reason }
  const { state, value } = reading
  if (isSameCell({ state, value, note }, cell)) return null
  const text = cellText(state, value, cellPlace(detail, index).row)
  return { ...cell, text, state, value, note, version: entry.version, status: 'waiting' }
}

export function isSameCell(left: KnownCell, right: KnownCell): boolean {
  return left.state === right.state && left.value === right.value && left.note === right.note
}

/** The findings as the cells stand, with those only the server decides left as they were. */
export function checkedFindings({ checker, cells, findings }: EditorState): readonly Finding[] {
  return [
    ...checker.check((index) => must(cells[index])),
    ...findings.filter((finding) => !checker.decides.has(finding.rule)),
  ]
}

/** What is on its way, as the contract says it. */
export function outgoing({ detail, cells, known, flying }: EditorState): CellEntry[] {
  return [...flying].map(([index, text]) => {
    const { row, unit } = cellPlace(detail, index)
    const { note, version } = must(cells[index])
    return {
      item: row.item,
      unit: unit.code,
      breakdown: row.breakdown,
      text,
      version,
      ...(note === must(known[index]).note ? {} : { note }),
    }
  })
}

/** What a closed browser must not lose: texts being typed, not yet saved, not a number, or waiting for a choice. */
export function journalEntries({ detail, cells, known, pending, drafts }: EditorState): Record<string, JournalEntry> {
  const entries: Record<string, JournalEntry> = {}
  for (const [index, cell] of cells.entries()) {
    const isUnsaved = cell.status !== 'clean' && cell.status !== 'saved'
    const text = drafts.get(index) ?? (isUnsaved ? (pending.get(index) ?? cell.text) : null)
    if (text === null) continue
    entries[journalKey(detail, index)] = {
      text,
      version: seenVersion(cell),
      ...(cell.note === must(known[index]).note ? {} : { note: cell.note }),
    }
  }
  return entries
}

/** A choice not yet made is asked again after a restart: the version kept is one that the other has passed. */
function seenVersion({ status, version }: EditorCell): number {
  return status === 'stale' ? Math.max(0, version - 1) : version
}

/** How many cells show something the server does not have: no number, or another's value to choose against. */
export function unsavedCells({ cells }: EditorState): { invalid: number; stale: number } {
  return {
    invalid: cells.filter((cell) => cell.status === 'invalid').length,
    stale: cells.filter((cell) => cell.status === 'stale').length,
  }
}
