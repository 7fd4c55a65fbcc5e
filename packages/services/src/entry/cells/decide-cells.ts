import type { CellEntry, CellOutcome, StoredCell } from '@cg/contract/entry'
import type { CellState } from '@cg/domain/cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { partWords } from '@cg/domain/figure/parts'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { formatState, formatValue } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import type { ReadNumberOptions } from '@cg/domain/number/number-text'
import { invalid } from '../../errors.ts'
import { ServiceError } from '../../errors.ts'
import type { CellRow } from './cells.ts'
import { fedAt } from './given-cells.ts'
import type { Given } from './given-cells.ts'
import { plannedAt } from './planned-cells.ts'
import type { Names } from '../form/names.ts'
import { askedName, isSum } from '../form/plan.ts'
import type { FormPlan, PlanRow } from '../form/plan.ts'

/** One cell that will be written. */
export type CellChange = {
  readonly place: FormCell
  readonly before: CellRow | null
  readonly state: CellState
  readonly value: number | null
  readonly note: string | null
  /** What was converted while reading, for the person who typed it. */
  readonly message: string | null
}

/** What becomes of one entry, before names are known. */
export type Decision =
  | { readonly kind: 'change'; readonly key: string; readonly change: CellChange }
  | { readonly kind: 'unchanged'; readonly place: FormCell; readonly before: CellRow | null }
  | { readonly kind: 'stale'; readonly change: CellChange; readonly before: CellRow | null }
  | { readonly kind: 'refused'; readonly place: FormCell; readonly before: CellRow | null; readonly message: string }

export type DecideInput = {
  readonly plan: FormPlan
  readonly cells: ReadonlyMap<string, CellRow>
  readonly isOpen: (place: FormCell) => boolean
  /** What is not typed; nothing where the system writes it. */
  readonly given: Given
}

/** Every entry names the version it saw (428), and no cell comes twice. */
export function requireVersions(entries: readonly CellEntry[]): void {
  const seen = new Set<string>()
  for (const entry of entries) {
    if (entry.version === undefined) {
      throw new ServiceError(
        'precondition_required',
        `数据项 ${entry.item}（${entry.unit}）缺少版本号，无法确认您修改的是最新内容。请刷新页面后重试。`,
        { reason: 'cell.version_missing' },
      )
    }
    const key = cellKey(placeOf(entry))
    if (seen.has(key)) throw invalid(`同一格（${entry.item}，${entry.unit}）在一次保存中出现了两次。请检查后重试。`)
    seen.add(key)
  }
}

export function placeOf(entry: Pick<CellEntry, 'item' | 'unit' | 'breakdown'>): FormCell {
  return { item: entry.item, unit: entry.unit, breakdown: entry.breakdown ?? '' }
}

export function decide(entry: CellEntry, { plan, cells, isOpen, given }: DecideInput): Decision {
  const place = placeOf(entry)
  const key = cellKey(place)
  const before = cells.get(key) ?? null
  const at = plan.places.get(key)
  const row = at === undefined ? undefined : plan.rows[Math.floor(at / plan.units.length)]
  if (row === undefined) {
    return {
      kind: 'refused',
      place,
      before: null,
      message: `本表没有这一格（${entry.item}，${entry.unit}）。请刷新页面。`,
    }
  }
  if (given.scored.has(place.item)) {
    const message = `${askedName(plan, place)}由评分人评分得出，评分截止后由产改办写入，不能填写。`
    return { kind: 'refused', place, before, message }
  }
  const fed = fedAt(plan, given.fed, place)
  if (fed !== null) {
    const message = `${askedName(plan, place)}由“${fed.kind.name}”台账计数，不能填写。数不对的，请改台账的记录。`
    return { kind: 'refused', place, before, message }
  }
  if (plannedAt(plan, given.planned, place) !== null) {
    const message = `${askedName(plan, place)}由重点任务的进展计数，不能填写。数不对的，请在“重点任务”中更正进展或节点。`
    return { kind: 'refused', place, before, message }
  }
  if (plan.parts !== null && isSum(plan, place)) {
    const message = `${askedName(plan, place)}由各${partWords[plan.parts.by]}的数相加得出，不能直接填写。请改各${partWords[plan.parts.by]}的数。`
    return { kind: 'refused', place, before, message }
  }
  if (!isOpen(place)) {
    return { kind: 'refused', place, before, message: '这一格没有被退回，不能修改。如需修改请联系审核人一并退回。' }
  }
  return decideValue(entry, { row, plan, place, key, before })
}

/** How the text of an item's cell is read. */
export function cellReading(item: Pick<PlanRow['item'], 'unit' | 'decimals' | 'mayBeNegative'>): ReadNumberOptions {
  return { unit: item.unit, decimals: item.decimals, allowNegative: item.mayBeNegative ?? false }
}

type Target = {
  readonly row: PlanRow
  readonly plan: FormPlan
  readonly place: FormCell
  readonly key: string
  readonly before: CellRow | null
}

function decideValue(entry: CellEntry, { row: { item }, plan, place, key, before }: Target): Decision {
  const reading = readNumber(entry.text, cellReading(item))
  if (!reading.ok) return { kind: 'refused', place, before, message: `${askedName(plan, place)}：${reading.reason}。` }
  const turned = directionControlProblem(entry.note ?? '')
  if (turned !== null) return { kind: 'refused', place, before, message: `${askedName(plan, place)}的备注${turned}。` }
  const note = noteOf(entry, before)
  const change = { place, before, state: reading.state, value: reading.value, note, message: reading.note }
  const isSame =
    (before?.state ?? 'not_reported') === change.state &&
    (before?.value ?? null) === change.value &&
    (before?.note ?? null) === note
  // A retry after a lost answer finds its own value stored: that is no conflict.
  if (isSame) return { kind: 'unchanged', place, before }
  if ((before?.version ?? 0) !== entry.version) return { kind: 'stale', change, before }
  return { kind: 'change', key, change }
}

function noteOf(entry: CellEntry, before: CellRow | null): string | null {
  if (entry.note === undefined) return before?.note ?? null
  const text = entry.note?.trim() ?? ''
  return text === '' ? null : text
}

/** What the person is told of a decision that wrote nothing; changes are told once they are written. */
export function outcomeOf(decision: Exclude<Decision, { kind: 'change' }>, plan: FormPlan, names: Names): CellOutcome {
  const place = decision.kind === 'stale' ? decision.change.place : decision.place
  const current = decision.before === null ? null : storedCell(decision.before, names)
  if (decision.kind === 'unchanged') return { ...place, outcome: 'unchanged', current }
  if (decision.kind === 'refused') return { ...place, outcome: 'refused', current, message: decision.message }
  const { state, value } = decision.change
  return { ...place, outcome: 'stale', current, mine: { state, value }, message: staleMessage(decision, plan, names) }
}

function staleMessage({ change, before }: Extract<Decision, { kind: 'stale' }>, plan: FormPlan, names: Names): string {
  const item = plan.ruleItems.get(change.place.item)
  const unit = plan.units.find((one) => one.code === change.place.unit)
  const format = { unit: '', decimals: item?.decimals ?? 0 }
  const word = (state: CellState, value: number | null) =>
    value === null ? formatState(state) : formatValue(value, format)
  const theirs = word(before?.state ?? 'not_reported', before?.value ?? null)
  const who = before === null ? '他人' : names(before.updatedBy, before.updatedAt)
  return `${item?.name ?? change.place.item}（${unit?.shortName ?? change.place.unit}）已由${who}改为 ${theirs}，您填的是 ${word(change.state, change.value)}。请选用其中一个。`
}

export function storedCell(row: CellRow, names: Names): StoredCell & { readonly updatedBy: string } {
  const { updatedBy, updatedAt } = row
  return { ...savedCell(row), updatedBy: names(updatedBy, updatedAt), updatedAt }
}

/** A cell as the reply to who has just saved it tells it. */
export function savedCell({ state, value, note, version }: CellRow): StoredCell {
  return note === null ? { state, value, version } : { state, value, version, note }
}
