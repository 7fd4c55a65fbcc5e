import type { CellEntry } from '@cg/contract/entry'
import type { CellState } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { apForm, entry, rsjForm } from './entry.fixture.ts'
import type { Login } from './entry.fixture.ts'

/* What a form should hold and allow, said again in few words and without the services: the property compares the two. */

export type FormName = 'rsj' | 'ap'
type FormState = 'not_started' | 'draft' | 'submitted' | 'checked' | 'accepted' | 'returned' | 'withdrawn'
type Content = { readonly state: CellState; readonly value: number | null; readonly note: string | null }
export type Held = Content & { readonly version: number }

/** What one upload wrote: what stood there before, and the version it made. */
type Uploaded = {
  readonly at: string
  readonly written: ReadonlyMap<string, { readonly before: Held; readonly version: number }>
}

/** A document behind a cell. */
export type Document = { readonly key: string; readonly name: string }

export type FormModel = {
  state: FormState
  isBegun: boolean
  /** Sent after a return: taken back, it is returned still. */
  isSentAgain: boolean
  marks: ReadonlySet<string>
  cells: Map<string, Held>
  extendedTo: number
  /** 内部审签 is on; where the form waits inside its reporter. */
  signsInside: boolean
  inside: 'check' | 'sign' | null
  /** Documents that stand behind cells, in the order they came. */
  evidence: readonly Document[]
  /** The upload that may be undone; null once it was, or once the form was sent. */
  upload: Uploaded | null
  /** When the last upload was, whatever came after. */
  lastUploadAt: string
}

export const empty: Held = { state: 'not_reported', value: null, note: null, version: 0 }

const closes = Date.parse('2026-10-20T10:00:00Z')
export const due = Date.parse('2026-10-15T10:00:00Z')

export const keys = { rsj: rsjForm, ap: apForm } as const
const signers: Readonly<Record<FormName, { readonly checker: Login; readonly head: Login }>> = {
  rsj: { checker: 'rsjcheck', head: 'rsjhead' },
  ap: { checker: 'apcheck', head: 'aphead' },
}
const fillers: Readonly<Record<FormName, readonly Login[]>> = { rsj: ['rsj', 'rsj2'], ap: ['ap'] }

const units = ['AP', 'BS', 'CX']
const rsjRows = ['P_TRAIN:*', 'P_TRAIN:*:size:above', 'P_TRAIN:*:size:msme', 'P_TRAIN_SR:*', 'P_TRAIN_UNQ:*']
const asked: Readonly<Record<FormName, readonly string[]>> = {
  rsj: [...units.flatMap((unit) => rsjRows.map((row) => row.replace('*', unit))), 'P_TRAIN_UNQ:YC'],
  ap: ['E_OPEN:AP', 'E_UNION:AP'],
}
/** The cells of each form, and last one that it does not ask for. */
export const places: Readonly<Record<FormName, readonly string[]>> = {
  rsj: [...asked.rsj, 'W_TOTAL:AP'],
  ap: [...asked.ap, 'E_OPEN:BS'],
}

export function keyOf(place: string): string {
  return cellKey(placeOf(place))
}

export function placeOf(place: string): FormCell {
  const { item, unit, breakdown = '' } = entry(place, '')
  return { item, unit, breakdown }
}

const number = (value: number) => ({ state: 'reported', value }) as const
const word = (state: Exclude<CellState, 'reported'>) => ({ state, value: null }) as const
/** What is typed and what it means; null: refused by its words. */
export const texts: readonly (readonly [string, Omit<Content, 'note'> | null])[] = [
  ['0', number(0)],
  ['7', number(7)],
  ['1.2万', number(12_000)],
  ['4 0', null],
  ['40', number(40)],
  ['', word('not_reported')],
  ['不适用', word('not_applicable')],
  ['无法提供', word('not_available')],
  ['不公布', word('withheld')],
  ['约100', null],
  ['-3', null],
  ['1.5', null],
]
const meanings = new Map(texts)

/** Before the quarter: no upload was then. */
export const never = '2026-09-01T00:00:00.000Z'

export function newForm(): FormModel {
  return {
    state: 'not_started',
    isBegun: false,
    isSentAgain: false,
    marks: new Set(),
    cells: new Map(),
    extendedTo: 0,
    signsInside: false,
    inside: null,
    evidence: [],
    upload: null,
    lastUploadAt: never,
  }
}

export function isFiller(name: FormName, login: Login): boolean {
  return fillers[name].includes(login)
}

export function isClosed({ extendedTo }: FormModel, now: number): boolean {
  return now > Math.max(closes, extendedTo)
}

export function maySave(form: FormModel, now: number): boolean {
  if (form.inside !== null) return false
  if (form.state === 'returned') return true
  return ['not_started', 'draft', 'withdrawn'].includes(form.state) && !isClosed(form, now)
}

function isAsked(name: FormName, key: string): boolean {
  return asked[name].some((place) => keyOf(place) === key)
}

export function isOpenCell(name: FormName, form: FormModel, key: string): boolean {
  return isAsked(name, key) && (form.state !== 'returned' || form.marks.has(key))
}

/** Writes what of a block may be written; answers the outcome of each entry. */
export function saveInto(name: FormName, form: FormModel, cells: readonly CellEntry[]): string[] {
  const outcomes = cells.map((one) => {
    const key = cellKey({ ...one, breakdown: one.breakdown ?? '' })
    const before = form.cells.get(key) ?? empty
    const meaning = textMeaning(one.text)
    if (!isOpenCell(name, form, key) || meaning === null) return 'refused'
    const note = one.note === undefined ? before.note : one.note?.trim() || null
    if (before.state === meaning.state && before.value === meaning.value && before.note === note) return 'unchanged'
    if (before.version !== one.version) return 'stale'
    form.cells.set(key, { ...meaning, note, version: before.version + 1 })
    return 'saved'
  })
  if (outcomes.includes('saved')) step(form)
  return outcomes
}

/** A save makes a draft of everything but a returned form. */
export function step(form: FormModel): void {
  if (form.state !== 'returned') form.state = 'draft'
}

export function textMeaning(text: string): Omit<Content, 'note'> | null {
  const known = meanings.get(text)
  return known === undefined ? number(Number(text)) : known
}

/** What an uploaded cell would change; `base` is the template's text. */
export function isUploadChange(
  name: FormName,
  form: FormModel,
  { key, text, base }: { key: string; text: string; base: string | null },
): boolean {
  const meaning = textMeaning(text)
  const held = form.cells.get(key)
  const now = held ?? empty
  if (meaning === null || !isOpenCell(name, form, key)) return false
  if (now.state === meaning.state && now.value === meaning.value) return false
  if (text === '' && base === null) return false
  return !(held !== undefined && base === text)
}

/** Notes what an upload has just written, for the undo to restore. */
export function noteUpload(form: FormModel, before: ReadonlyMap<string, Held>, at: string): void {
  const written = [...form.cells].flatMap(([key, held]) => {
    const old = before.get(key) ?? empty
    return old.version === held.version ? [] : [[key, { before: old, version: held.version }] as const]
  })
  if (written.length === 0) return
  form.upload = { at, written: new Map(written) }
  form.lastUploadAt = at
}

/** What undoing would restore, and what it would leave because it was changed since. */
export function undoable(form: FormModel): { restored: string[]; kept: string[] } {
  const all = [...(form.upload?.written ?? [])]
  const isKept = ([key, { version }]: (typeof all)[number]) => form.cells.get(key)?.version !== version
  return {
    restored: all.filter((one) => !isKept(one)).map(([key]) => key),
    kept: all.filter(isKept).map(([key]) => key),
  }
}

export function undoIn(form: FormModel): void {
  for (const key of undoable(form).restored) {
    const { before } = must(form.upload?.written.get(key))
    form.cells.set(key, { ...before, version: must(form.cells.get(key)).version + 1 })
  }
  form.upload = null
  step(form)
}

/** Figures of the same row that have no document, and may get one. */
export function wanting(name: FormName, form: FormModel, { key }: Document): string[] {
  const [item = '', , breakdown = ''] = key.split('|')
  const has = new Set(form.evidence.map((one) => unitIn(one.key)))
  return asked[name].map(keyOf).filter((other) => {
    const [otherItem = '', , otherBreakdown = ''] = other.split('|')
    const held = form.cells.get(other)
    const isFigure = held?.state === 'reported' && held.value !== 0
    return (
      otherItem === item &&
      otherBreakdown === breakdown &&
      isFigure &&
      !has.has(unitIn(other)) &&
      isOpenCell(name, form, other)
    )
  })
}

/** An item of a unit, whatever the group. */
function unitIn(key: string): string {
  return key.split('|').slice(0, 2).join('|')
}

/** Whether the form's state lets this person do this; versions, marks and findings are the caller's. */
export function mayMove(name: FormName, form: FormModel, move: { action: string; login: Login; now: number }): boolean {
  const { action, login, now } = move
  const { state } = form
  const isInTime = state === 'returned' || !isClosed(form, now)
  const isOffice = login === 'reviewer'
  const isLead = name === 'ap' && login === 'zgh'
  switch (action) {
    case 'submit':
      return form.inside === null
        ? isFiller(name, login) && !form.signsInside && state !== 'not_started' && maySave(form, now)
        : form.inside === 'sign' && login === signers[name].head && isInTime
    case 'propose':
      return isFiller(name, login) && form.signsInside && state !== 'not_started' && maySave(form, now)
    case 'recall':
      return isFiller(name, login) && form.inside !== null
    case 'endorse':
      return login === signers[name].checker && form.inside === 'check'
    case 'sendBack':
      return form.inside !== null && login === signers[name][form.inside === 'check' ? 'checker' : 'head']
    case 'withdraw':
      return isFiller(name, login) && state === 'submitted' && !form.isBegun && !isClosed(form, now)
    case 'begin':
      return (isOffice || isLead) && (state === 'submitted' || state === 'checked')
    case 'check':
      return isLead && state === 'submitted'
    case 'accept':
      return isOffice && state === (name === 'ap' ? 'checked' : 'submitted')
    case 'return': {
      if (isLead) return state === 'submitted'
      const waiting = name === 'ap' ? state === 'checked' : state === 'submitted'
      return isOffice && (waiting || state === 'accepted')
    }
    case 'extend':
      return isOffice && ['not_started', 'draft', 'returned', 'withdrawn'].includes(state)
    default:
      throw new Error(`no action ${action}`)
  }
}
