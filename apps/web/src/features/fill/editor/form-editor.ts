import type { CellOutcome, CellEntry, Finding, FormDetail, SaveReply } from '@cg/contract/entry'
import type { CellState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { readNumber } from '@cg/domain/number/number-text'
import { cellPlace, cellText, indexOf } from './form-cells.ts'
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

export type Edit = { index: number; text: string; note?: string | null }
export type EditSource = 'grid' | 'paste'
export type SaveState =
  | { kind: 'idle'; at: string | null }
  | { kind: 'saving' }
  | { kind: 'waiting'; count: number; reason: string }

/** Keeps unsaved texts over a closed browser. */
export type Journal = {
  read(): Record<string, { text: string; version: number }>
  write(entries: Record<string, { text: string; version: number }>): void
}

/** A failed save: the transport's error, with the outcome of a stale single cell when the server sent one. */
export type SaveFailure = { isRetryable: boolean; message: string; stale: CellOutcome | null }

export type EditorOptions = {
  detail: FormDetail
  send: (cells: CellEntry[], source: EditSource) => Promise<SaveReply>
  describe: (error: unknown) => SaveFailure
  journal: Journal
  /** Finds what the rules say of the cells as they stand, before the server has answered. */
  checker: FormChecker
  retryMs?: number
}

export type FormEditor = {
  readonly detail: FormDetail
  readonly cell: (index: number) => EditorCell
  readonly findings: () => readonly Finding[]
  readonly submission: () => FormDetail['submission']
  readonly saveState: () => SaveState
  readonly subscribe: (listener: () => void) => () => void
  /** Grows with every change of anything. */
  readonly revision: () => number
  /** Takes texts as typed. What is no number stays in its cell, marked and unsaved. */
  commit(edits: readonly Edit[], source: EditSource): void
  /** Keeps a text on this machine while it is typed, so that a browser closed in the middle loses nothing. */
  draft(index: number, text: string | null): void
  /** How many cells show something the server does not have: no number, or another's value to choose against. */
  unsaved(): { invalid: number; stale: number }
  /** Takes back the last commit of this visit. Returns the first cell it changed. */
  undo(): number | null
  /** For a stale cell: keep mine (saved over the other's) or take the other's. */
  settle(index: number, choice: 'mine' | 'theirs'): void
  /** Tries again what is waiting. */
  readonly retry: () => void
  /** Sends what is left and waits until nothing is on its way. */
  flush(): Promise<void>
  replaceFindings(findings: readonly Finding[], submission: FormDetail['submission']): void
  dispose(): void
}

/** The state of one open form: optimistic cells, one save on its way at a time, a journal for what is not yet saved. */
export function createFormEditor(options: EditorOptions): FormEditor {
  const { detail, send, describe, journal, checker, retryMs = 5000 } = options
  const cells: EditorCell[] = detail.cells.state.map((_, index) => loaded(detail, index))
  const listeners = new Set<() => void>()
  /** What the server has, as far as is known here. */
  const known = cells.map(({ state, value }) => ({ state, value }))
  const pending = new Map<number, { text: string; note?: string | null }>()
  const flying = new Set<number>()
  const drafts = new Map<number, string>()
  const history: Edit[][] = []
  let findings: readonly Finding[] = detail.findings
  let submission = detail.submission
  let save: SaveState = { kind: 'idle', at: null }
  let source: EditSource = 'grid'
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  let revision = 0
  const notify = () => {
    revision += 1
    for (const listener of listeners) listener()
  }

  const set = (index: number, change: Partial<EditorCell>) => {
    cells[index] = { ...must(cells[index]), ...change }
  }

  function persist(): void {
    const entries: Record<string, { text: string; version: number }> = {}
    for (const [index, cell] of cells.entries()) {
      const text = drafts.get(index) ?? unsavedText(index, cell)
      if (text !== null) entries[keyOf(detail, index)] = { text, version: seenVersion(cell) }
    }
    journal.write(entries)
  }

  function unsavedText(index: number, cell: EditorCell): string | null {
    const isUnsaved = cell.status !== 'clean' && cell.status !== 'saved'
    return isUnsaved ? (pending.get(index)?.text ?? cell.text) : null
  }

  function take({ index, text, note }: Edit): boolean {
    const before = must(cells[index])
    if (detail.cells.isOpen[index] !== true) return false
    drafts.delete(index)
    const { row } = cellPlace(detail, index)
    const reading = readNumber(text, { unit: row.unit, decimals: row.decimals, allowNegative: row.mayBeNegative })
    if (!reading.ok) {
      pending.delete(index)
      set(index, { ...must(known[index]), text, status: 'invalid', message: reading.reason, other: null })
      return true
    }
    const shown = cellText(reading.state, reading.value, row)
    if (isSame(reading, before) && note === undefined && before.status !== 'stale') {
      if (before.status !== 'invalid') return false
      if (!flying.has(index)) {
        set(index, { text: shown, status: 'clean', message: null })
        return true
      }
    }
    pending.set(index, note === undefined ? { text } : { text, note })
    set(index, {
      text: shown,
      state: reading.state,
      value: reading.value,
      ...(note === undefined ? {} : { note }),
      status: 'saving',
      message: reading.note,
      other: null,
    })
    return true
  }

  async function run(): Promise<void> {
    while (pending.size > 0) {
      const batch = [...pending]
      pending.clear()
      for (const [index] of batch) flying.add(index)
      save = { kind: 'saving' }
      notify()
      try {
        accept(
          await send(
            batch.map(([index, entry]) => entryOf(index, entry)),
            source,
          ),
          batch,
        )
      } catch (error) {
        flying.clear()
        if (!fail(batch, describe(error))) return
      }
      flying.clear()
      persist()
      notify()
    }
    if (save.kind === 'saving') save = { kind: 'idle', at: null }
    notify()
  }

  function entryOf(index: number, entry: { text: string; note?: string | null }): CellEntry {
    const { row, unit } = cellPlace(detail, index)
    return {
      item: row.item,
      unit: unit.code,
      breakdown: row.breakdown,
      text: entry.text,
      version: must(cells[index]).version,
      ...(entry.note === undefined ? {} : { note: entry.note }),
    }
  }

  function accept(reply: SaveReply, batch: readonly (readonly [number, unknown])[]): void {
    for (const outcome of reply.outcomes) settleOutcome(outcome)
    for (const [index] of batch)
      if (must(cells[index]).status === 'saving' && !pending.has(index)) set(index, { status: 'saved' })
    findings = reply.findings
    submission = reply.submission
    save = { kind: 'idle', at: reply.savedAt }
  }

  function settleOutcome(outcome: CellOutcome): void {
    const index = indexOf(detail, outcome)
    if (index === null) return
    const { row } = cellPlace(detail, index)
    const { current } = outcome
    if (outcome.outcome !== 'refused')
      known[index] = { state: current?.state ?? 'not_reported', value: current?.value ?? null }
    if (outcome.outcome === 'stale') {
      const other = current === null ? '' : cellText(current.state, current.value, row)
      pending.delete(index)
      return set(index, { status: 'stale', message: outcome.message, other, version: current?.version ?? 0 })
    }
    if (pending.has(index) || must(cells[index]).status === 'invalid') return applyVersion(index, outcome)
    if (outcome.outcome === 'refused') return set(index, { status: 'invalid', message: outcome.message })
    if (current === null) return set(index, { status: 'saved' })
    set(index, {
      state: current.state,
      value: current.value,
      note: current.note,
      version: current.version,
      text: cellText(current.state, current.value, row),
      status: 'saved',
      message: outcome.message,
      other: null,
    })
  }

  /** The cell was typed into again while its save was on the way: only its version moves on. */
  function applyVersion(index: number, outcome: CellOutcome): void {
    if (outcome.current !== null) set(index, { version: outcome.current.version })
  }

  /** Returns true when the loop may go on (the failure is settled), false when it must wait. */
  function fail(
    batch: readonly (readonly [number, { text: string; note?: string | null }])[],
    failure: SaveFailure,
  ): boolean {
    if (failure.stale !== null) {
      settleOutcome(failure.stale)
      save = { kind: 'idle', at: null }
      return true
    }
    for (const [index, entry] of batch) {
      if (failure.isRetryable) {
        if (must(cells[index]).status === 'invalid') continue
        if (!pending.has(index)) pending.set(index, entry)
        set(index, { status: 'waiting', message: failure.message })
      } else if (!pending.has(index)) {
        set(index, { status: 'invalid', message: failure.message })
      }
    }
    if (!failure.isRetryable) {
      save = { kind: 'idle', at: null }
      return true
    }
    save = { kind: 'waiting', count: pending.size, reason: failure.message }
    persist()
    notify()
    clearTimeout(timer)
    timer = setTimeout(start, retryMs)
    return false
  }

  function start(): void {
    clearTimeout(timer)
    if (running !== null || pending.size === 0) return
    running = run().finally(() => {
      running = null
    })
  }

  /** What undo goes back to: the last text that was a value. */
  function keptText(index: number): string {
    const cell = must(cells[index])
    return cellText(cell.state, cell.value, cellPlace(detail, index).row)
  }

  /** Takes the edits in; returns how to take them back, empty when nothing changed. */
  function apply(edits: readonly Edit[], from: EditSource): Edit[] {
    const before = edits.map(({ index }) => ({ index, text: keptText(index) }))
    const changed = edits.map(take)
    if (!changed.some(Boolean)) return []
    source = from
    findings = [
      ...checker.check((index) => must(cells[index])),
      ...findings.filter((finding) => !checker.decides.has(finding.rule)),
    ]
    persist()
    notify()
    start()
    return before.filter((_, at) => changed[at])
  }

  function commit(edits: readonly Edit[], from: EditSource): void {
    const back = apply(edits, from)
    if (back.length > 0) history.push(back)
  }

  for (const [key, entry] of Object.entries(journal.read())) {
    const index = restore(detail, key, entry, cells)
    if (index !== null) {
      const { row } = cellPlace(detail, index)
      const reading = readNumber(entry.text, {
        unit: row.unit,
        decimals: row.decimals,
        allowNegative: row.mayBeNegative,
      })
      if (reading.ok) {
        pending.set(index, { text: entry.text })
        set(index, {
          text: cellText(reading.state, reading.value, row),
          state: reading.state,
          value: reading.value,
          version: entry.version,
          status: 'waiting',
        })
      } else set(index, { text: entry.text, status: 'invalid', message: reading.reason })
    }
  }
  if (pending.size > 0) save = { kind: 'waiting', count: pending.size, reason: '上次离开时还没有保存' }

  return {
    detail,
    cell: (index) => must(cells[index]),
    findings: () => findings,
    submission: () => submission,
    saveState: () => save,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    revision: () => revision,
    commit,
    draft(index, text) {
      if (text === null ? !drafts.delete(index) : drafts.get(index) === text) return
      if (text !== null) drafts.set(index, text)
      persist()
    },
    unsaved: () => ({
      invalid: cells.filter((cell) => cell.status === 'invalid').length,
      stale: cells.filter((cell) => cell.status === 'stale').length,
    }),
    undo() {
      const last = history.pop()
      if (last === undefined) return null
      apply(last, 'grid')
      return last[0]?.index ?? null
    },
    settle(index, choice) {
      const cell = must(cells[index])
      const theirs = cell.other ?? ''
      const mine = cell.text
      set(index, { ...readBack(detail, index, theirs), status: 'saved', message: null, other: null, text: theirs })
      if (choice === 'mine') commit([{ index, text: mine }], 'grid')
      else {
        persist()
        notify()
      }
    },
    retry: start,
    async flush() {
      start()
      await running
    },
    replaceFindings(next, nextSubmission) {
      findings = next
      submission = nextSubmission
      notify()
    },
    dispose() {
      clearTimeout(timer)
      listeners.clear()
    },
  }
}

function isSame(left: { state: CellState; value: number | null }, right: typeof left): boolean {
  return left.state === right.state && left.value === right.value
}

/** A choice not yet made is asked again after a restart: the version kept is one that the other has passed. */
function seenVersion(cell: EditorCell): number {
  return cell.status === 'stale' ? Math.max(0, cell.version - 1) : cell.version
}

function loaded(detail: FormDetail, index: number): EditorCell {
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

function keyOf(detail: FormDetail, index: number): string {
  const { row, unit } = cellPlace(detail, index)
  return `${row.item}|${unit.code}|${row.breakdown}`
}

function restore(
  detail: FormDetail,
  key: string,
  entry: { text: string },
  cells: readonly EditorCell[],
): number | null {
  const [item = '', unit = '', breakdown = ''] = key.split('|')
  const index = indexOf(detail, { item, unit, breakdown })
  return index === null || detail.cells.isOpen[index] !== true || cells[index]?.text === entry.text ? null : index
}

function readBack(detail: FormDetail, index: number, text: string): { state: CellState; value: number | null } {
  const { row } = cellPlace(detail, index)
  const reading = readNumber(text, { unit: row.unit, decimals: row.decimals, allowNegative: row.mayBeNegative })
  return reading.ok ? { state: reading.state, value: reading.value } : { state: 'not_reported', value: null }
}
