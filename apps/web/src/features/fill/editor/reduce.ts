import type { CellOutcome, SaveReply } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { cellPlace, cellText, indexOf, sumAt, sumOf } from './form-cells.ts'
import { checkedFindings, isSameCell, readCell } from './state.ts'
import type {
  Edit,
  EditSource,
  EditorCell,
  EditorEvent,
  EditorState,
  KnownCell,
  SaveFailure,
  SaveState,
} from './state.ts'

/** The next state of an open form. The same state when the event changes nothing. */
export function reduce(state: EditorState, event: EditorEvent): EditorState {
  switch (event.kind) {
    case 'typed':
      return typed(state, event.edits, event.source)
    case 'drafted':
      return drafted(state, event.index, event.text)
    case 'undone':
      return undone(state)
    case 'redone':
      return redone(state)
    case 'sent':
      return sent(state)
    case 'answered':
      return answered(state, event.reply)
    case 'failed':
      return failed(state, event.failure)
    case 'settled':
      return settled(state, event.index, event.choice)
    case 'checked':
      return { ...state, findings: event.findings, submission: event.submission }
  }
}

/** A copy whose parts may be written while one event is worked off. */
type Draft = {
  detail: EditorState['detail']
  cells: EditorCell[]
  known: KnownCell[]
  pending: Map<number, string>
  flying: Map<number, string>
  drafts: Map<number, string>
}

function draftOf({ detail, cells, known, pending, flying, drafts }: EditorState): Draft {
  return {
    detail,
    cells: [...cells],
    known: [...known],
    pending: new Map(pending),
    flying: new Map(flying),
    drafts: new Map(drafts),
  }
}

function set(draft: Draft, index: number, change: Partial<EditorCell>): void {
  draft.cells[index] = { ...must(draft.cells[index]), ...change }
  addUp(draft, index)
}

/** Where parts report, the reporter's own cell follows every change of theirs. */
function addUp({ detail, cells }: Draft, index: number): void {
  const sum = sumAt(detail, index)
  if (sum === null || sum === index) return
  cells[sum] = { ...must(cells[sum]), ...sumOf(detail, sum, (at) => must(cells[at])) }
}

function rechecked(state: EditorState): EditorState {
  return { ...state, findings: checkedFindings(state) }
}

function typed(state: EditorState, edits: readonly Edit[], source: EditSource): EditorState {
  const before = edits.map(({ index }) => ({ index, text: valueText(state, index) }))
  const draft = draftOf(state)
  const isChanged = edits.map((edit) => takeText(draft, edit))
  if (!isChanged.some(Boolean)) return draft.drafts.size === state.drafts.size ? state : { ...state, ...draft }
  const history = [...state.history, before.filter((_, at) => isChanged[at])]
  return rechecked({
    ...state,
    ...draft,
    history,
    undone: [],
    source,
    save: stillWaiting(state.save, draft.pending.size),
  })
}

/** Nothing waits any more when the last waiting text was replaced by one that is not sent. */
function stillWaiting(save: SaveState, count: number): SaveState {
  if (save.kind !== 'waiting') return save
  return count === 0 ? { kind: 'idle', at: null } : { ...save, count }
}

/** What undo goes back to: the last text that was a value. */
function valueText({ detail, cells }: EditorState, index: number): string {
  const { state, value } = must(cells[index])
  return cellText(state, value, cellPlace(detail, index).row)
}

/** Takes a text in. What is no number stays in its cell, marked and unsaved. False when nothing changed. */
function takeText(draft: Draft, { index, text, note }: Edit): boolean {
  const { detail, pending, flying } = draft
  if (detail.cells.isOpen[index] !== true) return false
  draft.drafts.delete(index)
  const before = must(draft.cells[index])
  const known = must(draft.known[index])
  const reading = readCell(detail, index, text)
  if (!reading.ok) {
    pending.delete(index)
    const { state, value } = known
    set(draft, index, {
      text,
      state,
      value,
      note: note === undefined ? before.note : note,
      status: 'invalid',
      message: reading.reason,
      other: null,
    })
    return true
  }
  const next: KnownCell = { state: reading.state, value: reading.value, note: note === undefined ? before.note : note }
  const isSettled = before.status !== 'invalid' && before.status !== 'stale'
  if (isSettled && isSameCell(next, before)) return false
  const shown = { ...next, text: cellText(next.state, next.value, cellPlace(detail, index).row), other: null }
  if (before.status === 'invalid' && isSameCell(next, known) && !flying.has(index)) {
    set(draft, index, { ...shown, status: 'clean', message: null })
    return true
  }
  pending.set(index, text)
  set(draft, index, { ...shown, status: 'saving', message: reading.note })
  return true
}

function drafted(state: EditorState, index: number, text: string | null): EditorState {
  if (state.drafts.get(index) === (text ?? undefined)) return state
  const drafts = new Map(state.drafts)
  if (text === null) drafts.delete(index)
  else drafts.set(index, text)
  return { ...state, drafts }
}

function undone(state: EditorState): EditorState {
  const last = state.history.at(-1)
  if (last === undefined) return state
  const again = last.map(({ index }): Edit => ({ index, text: valueText(state, index) }))
  const next = typed(state, last, 'grid')
  return { ...next, history: state.history.slice(0, -1), undone: [...state.undone, again] }
}

function redone(state: EditorState): EditorState {
  const last = state.undone.at(-1)
  if (last === undefined) return state
  return { ...typed(state, last, 'grid'), undone: state.undone.slice(0, -1) }
}

function sent(state: EditorState): EditorState {
  const draft = draftOf(state)
  draft.flying = draft.pending
  draft.pending = new Map()
  for (const index of draft.flying.keys()) set(draft, index, { status: 'saving' })
  return { ...state, ...draft, save: { kind: 'saving' } }
}

function answered(state: EditorState, reply: SaveReply): EditorState {
  const draft = draftOf(state)
  for (const outcome of reply.outcomes) takeOutcome(draft, outcome)
  for (const index of draft.flying.keys())
    if (must(draft.cells[index]).status === 'saving' && !draft.pending.has(index))
      set(draft, index, { status: 'saved' })
  draft.flying.clear()
  const { findings, submission, savedAt } = reply
  const next = { ...state, ...draft, findings, submission, save: { kind: 'idle' as const, at: savedAt } }
  // What was typed meanwhile is not in the reply's findings.
  return draft.pending.size === 0 ? next : rechecked(next)
}

/** What the server says of one cell. One typed into meanwhile only learns its new version. */
function takeOutcome(draft: Draft, outcome: CellOutcome): void {
  const { detail, pending } = draft
  const index = indexOf(detail, outcome)
  if (index === null) return
  const { row } = cellPlace(detail, index)
  const { current, message = null } = outcome
  const before = must(draft.known[index])
  if (outcome.outcome !== 'refused')
    draft.known[index] = {
      state: current?.state ?? 'not_reported',
      value: current?.value ?? null,
      note: current?.note ?? null,
    }
  if (outcome.outcome === 'stale') {
    const other = current === null ? '' : cellText(current.state, current.value, row)
    const { note } = must(draft.cells[index])
    pending.delete(index)
    return set(draft, index, {
      note: note === before.note ? (current?.note ?? null) : note,
      status: 'stale',
      message,
      other,
      version: current?.version ?? 0,
    })
  }
  if (pending.has(index) || must(draft.cells[index]).status === 'invalid') {
    if (current !== null) set(draft, index, { version: current.version })
    return
  }
  if (outcome.outcome === 'refused') return refuse(draft, index, message)
  if (current === null) return set(draft, index, { status: 'saved' })
  const { state, value, note = null, version } = current
  set(draft, index, {
    state,
    value,
    note,
    version,
    text: cellText(state, value, row),
    status: 'saved',
    message,
    other: null,
  })
}

/** The text stays to be seen; the value is the one the server has. */
function refuse(draft: Draft, index: number, message: string | null): void {
  const { state, value } = must(draft.known[index])
  set(draft, index, { state, value, status: 'invalid', message })
}

function failed(state: EditorState, failure: SaveFailure): EditorState {
  const draft = draftOf(state)
  if (failure.stale !== null) takeOutcome(draft, failure.stale)
  for (const [index, text] of draft.flying) {
    const { status } = must(draft.cells[index])
    if (status === 'invalid' || status === 'stale' || draft.pending.has(index)) continue
    if (failure.stale === null && !failure.isRetryable) refuse(draft, index, failure.message)
    else draft.pending.set(index, text)
  }
  draft.flying.clear()
  const isWaiting = failure.stale === null && failure.isRetryable && draft.pending.size > 0
  if (!isWaiting) return rechecked({ ...state, ...draft, save: { kind: 'idle', at: null } })
  for (const index of draft.pending.keys()) set(draft, index, { status: 'waiting', message: failure.message })
  return { ...state, ...draft, save: { kind: 'waiting', count: draft.pending.size, reason: failure.message } }
}

function settled(state: EditorState, index: number, choice: 'mine' | 'theirs'): EditorState {
  const cell = must(state.cells[index])
  if (cell.status !== 'stale') return state
  const draft = draftOf(state)
  const known = must(state.known[index])
  const text = cellText(known.state, known.value, cellPlace(state.detail, index).row)
  set(draft, index, { ...known, text, status: 'saved', message: null, other: null })
  const taken = { ...state, ...draft }
  return choice === 'mine' ? typed(taken, [{ index, text: cell.text, note: cell.note }], 'grid') : rechecked(taken)
}
