import type { CellEntry, Finding, FormDetail, SaveReply } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import type { FormChecker } from './live-findings.ts'
import { reduce } from './reduce.ts'
import { journalEntries, journalKey, openState, outgoing, unsavedCells } from './state.ts'
import type {
  Edit,
  EditSource,
  EditorCell,
  EditorEvent,
  EditorState,
  JournalEntry,
  SaveFailure,
  SaveState,
} from './state.ts'

/** Keeps unsaved texts over a closed browser, shared by all windows of one person. */
export type Journal = {
  read(): Record<string, JournalEntry>
  /** Puts and removes (null) single entries; those of another window stay. */
  update(changes: Record<string, JournalEntry | null>): void
}

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
  /** A text is being typed in the cell's field; nothing may be put in its place. */
  isDrafted: (index: number) => boolean
  /** How many cells show something the server does not have: no number, or another's value to choose against. */
  unsaved(): { invalid: number; stale: number }
  /** Takes back the last commit of this visit. Returns the first cell it changed. */
  undo(): number | null
  /** Does again what was last undone. Returns the first cell it changed. */
  redo(): number | null
  /** For a stale cell: keep mine (saved over the other's) or take the other's. */
  settle(index: number, choice: 'mine' | 'theirs'): void
  /** Tries again what is waiting. */
  readonly retry: () => void
  /** Sends what is left and waits until nothing is on its way. */
  flush(): Promise<void>
  replaceFindings(findings: readonly Finding[], submission: FormDetail['submission']): void
  dispose(): void
}

/** An open form at work: what `reduce` decides is sent, one save at a time, kept in the journal, and tried again. */
export function createFormEditor(options: EditorOptions): FormEditor {
  const { detail, send, describe, retryMs = 5000 } = options
  const listeners = new Set<() => void>()
  let state: EditorState = openState(detail, options.checker, options.journal.read())
  const journal = keeper(options.journal, detail)
  let revision = 0
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function dispatch(event: EditorEvent): void {
    const before = state
    state = reduce(before, event)
    if (state === before) return
    journal.keep(state)
    // A text half-typed is in its field already; nothing else shows it.
    if (event.kind === 'drafted') return
    revision += 1
    for (const listener of listeners) listener()
  }

  async function run(): Promise<void> {
    while (state.pending.size > 0) {
      dispatch({ kind: 'sent' })
      dispatch(
        await send(outgoing(state), state.source).then(
          (reply): EditorEvent => ({ kind: 'answered', reply }),
          (error: unknown): EditorEvent => ({ kind: 'failed', failure: describe(error) }),
        ),
      )
      if (state.save.kind !== 'waiting') continue
      timer = setTimeout(start, retryMs)
      return
    }
  }

  function start(): void {
    clearTimeout(timer)
    if (running !== null || state.pending.size === 0) return
    running = run().finally(() => (running = null))
  }

  const change = (event: EditorEvent) => {
    dispatch(event)
    start()
  }
  const replay = (kind: 'undone' | 'redone', edits: readonly Edit[] | undefined) => {
    change({ kind })
    return edits?.[0]?.index ?? null
  }

  return {
    detail,
    cell: (index) => must(state.cells[index]),
    findings: () => state.findings,
    submission: () => state.submission,
    saveState: () => state.save,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    revision: () => revision,
    commit: (edits, source) => change({ kind: 'typed', edits, source }),
    draft: (index, text) => dispatch({ kind: 'drafted', index, text }),
    isDrafted: (index) => state.drafts.has(index),
    unsaved: () => unsavedCells(state),
    undo: () => replay('undone', state.history.at(-1)),
    redo: () => replay('redone', state.undone.at(-1)),
    settle: (index, choice) => change({ kind: 'settled', index, choice }),
    retry: start,
    async flush() {
      start()
      await running
    },
    replaceFindings: (findings, submission) => dispatch({ kind: 'checked', findings, submission }),
    dispose() {
      clearTimeout(timer)
      listeners.clear()
    },
  }
}

/**
 * Writes to the journal only what this window changed since it last wrote. What an earlier visit left for cells that are
 * not open now stays until they are.
 */
function keeper(journal: Journal, detail: FormDetail): { keep: (state: EditorState) => void } {
  const open = new Set(detail.cells.isOpen.flatMap((isOpen, index) => (isOpen ? [journalKey(detail, index)] : [])))
  let kept = Object.fromEntries(Object.entries(journal.read()).filter(([key]) => open.has(key)))
  return {
    keep(state) {
      const now = journalEntries(state)
      const changes: Record<string, JournalEntry | null> = {}
      for (const [key, entry] of Object.entries(now)) if (!isSameEntry(kept[key], entry)) changes[key] = entry
      for (const key of Object.keys(kept)) if (now[key] === undefined) changes[key] = null
      kept = now
      if (Object.keys(changes).length > 0) journal.update(changes)
    },
  }
}

function isSameEntry(left: JournalEntry | undefined, right: JournalEntry): boolean {
  return left?.text === right.text && left.version === right.version && left.note === right.note
}
