import type { Finding, UploadChange, UploadReply } from '@cg/contract/entry'
import type { Cell } from '@cg/domain/cell'
import { notReported } from '@cg/domain/cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { formatPeriod } from '@cg/domain/number/date-format'
import { formatResult } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import { isCellOpen } from '@cg/domain/form/calendar'
import { partsKey } from '../../catalogue/layer.ts'
import type { Context } from '../../context.ts'
import type { FormKey } from '../form/access.ts'
import { backgroundOf } from '../cells/background.ts'
import { loadCells } from '../cells/cells.ts'
import { fedAt, loadGiven } from '../cells/given-cells.ts'
import type { Given } from '../cells/given-cells.ts'
import { plannedAt } from '../cells/planned-cells.ts'
import { openedBy } from '../cells/part-sums.ts'
import type { CellRow } from '../cells/cells.ts'
import type { Figures } from '../cells/figures.ts'
import { explainedKeys, loadExplanations } from '../check/explanations.ts'
import { judge, missingRule } from '../check/findings.ts'
import { loadMarks, openMarks } from '../check/marks.ts'
import { loadNames } from '../form/names.ts'
import type { Names } from '../form/names.ts'
import { openRows } from '../form/open.ts'
import { askedName, isSum } from '../form/plan.ts'
import type { FormPlan } from '../form/plan.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../move/standing.ts'

/** A cell of an uploaded workbook; `base` is what the template held when it was downloaded. */
export type UploadedCell = FormCell & {
  readonly text: string
  readonly place: string
  readonly base: { readonly version: number; readonly text: string } | null
}

type Problem = { readonly place: string; readonly message: string }

export type UploadedForm = {
  readonly fileName: string
  readonly fileHash: string
  readonly matchedBy: 'template' | 'labels'
  readonly cells: readonly UploadedCell[]
  readonly errors: readonly Problem[]
  readonly ignored: readonly Problem[]
}

/** What an uploaded workbook would change, cell by cell; nothing is written (A3). */
export async function compareUpload(ctx: Context, key: FormKey, file: UploadedForm): Promise<UploadReply> {
  return ctx.store.read(async (db) => {
    const { plan, whole, right } = await openRows(ctx, db, key, 'own')
    const standing = await loadStanding(db, key)
    const now = ctx.now()
    requireOpenPeriod(standing, now)
    const state = stateOf(standing)
    nextState(state, 'save', moveContext(right, standing, now))
    const marks = openMarks(await loadMarks(db, standing.submission?.id ?? null), standing.submission)
    const marked = openedBy(whole, marks)
    const cells = await loadCells(db, plan)
    const names = await loadNames(
      db,
      [...cells.values()].map((row) => row.updatedBy),
    )
    const given = await loadGiven(db, plan.definitions)
    const isOpen = (place: FormCell) => isCellOpen(state, place, marked)
    const verdicts = file.cells.map((cell) => compareCell(cell, { plan, cells, names, isOpen, given }))
    const changes = verdicts.flatMap((one) => (one.kind === 'change' ? [one.change] : []))
    const background = await backgroundOf(ctx.store, db, plan)
    const explained = explainedKeys(await loadExplanations(db, standing.submission?.id ?? null))
    const kept = file.cells.filter((cell, at) => verdicts[at]?.kind === 'unchanged' && isWritten(cell))
    const found = findingsWith(changes, { plan, cells, background, explained })
    return {
      fileName: file.fileName,
      fileHash: file.fileHash,
      matchedBy: file.matchedBy,
      changes: changes.map((change) => ({ ...change, warnings: messagesOf(found, change) })),
      unchanged: verdicts.filter((one) => one.kind === 'unchanged').length,
      errors: [...file.errors, ...verdicts.flatMap((one) => (one.kind === 'error' ? [one.problem] : []))],
      ignored: [...file.ignored, ...verdicts.flatMap((one) => (one.kind === 'ignored' ? [one.problem] : []))],
      findings: kept.flatMap((cell) =>
        messagesOf(
          found.filter((finding) => !finding.isExplained),
          cell,
        ).map((message) => ({ place: cell.place, message })),
      ),
    }
  })
}

/** A blank of a file that is not our template says nothing about its cell. */
function isWritten({ text, base }: UploadedCell): boolean {
  return text.trim() !== '' || base !== null
}

type Compared =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'change'; readonly change: UploadChange }
  | { readonly kind: 'error' | 'ignored'; readonly problem: Problem }

type Beside = {
  readonly plan: FormPlan
  readonly cells: ReadonlyMap<string, CellRow>
  readonly names: Names
  readonly isOpen: (place: FormCell) => boolean
  readonly given: Given
}

function compareCell(cell: UploadedCell, { plan, cells, names, isOpen, given }: Beside): Compared {
  const { item, unit, breakdown, place } = cell
  const key = cellKey(cell)
  const facts = plan.ruleItems.get(item)
  const isBlank = cell.text.trim() === ''
  if (facts === undefined || !plan.places.has(key)) {
    return isBlank ? { kind: 'unchanged' } : { kind: 'ignored', problem: { place, message: noPlaceWords(plan, unit) } }
  }
  const options = { unit: facts.unit, decimals: facts.decimals, allowNegative: facts.mayBeNegative ?? false }
  const reading = readNumber(cell.text, options)
  if (!reading.ok) return { kind: 'error', problem: { place, message: `${askedName(plan, cell)}：${reading.reason}` } }
  const row = cells.get(key)
  const stored: Cell = row ?? notReported
  const isSame = stored.state === reading.state && stored.value === reading.value
  // Without our template a blank says nothing; in it, a figure that was taken out is a change to 未报.
  if (isSame || !isWritten(cell)) return { kind: 'unchanged' }
  const untyped = untypedWords(plan, given, cell)
  if (untyped !== null) {
    // What the template held then follows the parts, the scores or the records of now.
    if (cell.base !== null && cell.base.text.trim() === cell.text.trim()) return { kind: 'unchanged' }
    return { kind: 'ignored', problem: { place, message: untyped } }
  }
  if (!isOpen(cell)) return { kind: 'ignored', problem: { place, message: '这一格没有被退回，不能修改，已略过' } }
  if (row !== undefined && cell.base !== null && cell.base.text.trim() === cell.text.trim()) {
    const message = `下载模板后已由${names(row.updatedBy, row.updatedAt)}改为 ${formatResult(stored, facts)}，文件中仍是旧值，已略过`
    return { kind: 'ignored', problem: { place, message } }
  }
  const change: UploadChange = {
    item,
    unit,
    breakdown,
    place,
    name: askedName(plan, cell),
    unitName: plan.units.find((one) => one.code === unit)?.shortName ?? unit,
    oldState: stored.state,
    oldValue: stored.value,
    newState: reading.state,
    newValue: reading.value,
    text: cell.text,
    version: row?.version ?? 0,
    warnings: [],
  }
  return { kind: 'change', change }
}

/** Why the form has no such cell: of a district that 填报范围 leaves out since when, too. */
function noPlaceWords({ definitions, form }: FormPlan, unit: string): string {
  const since = definitions.excused.get(partsKey(form.code, unit))
  if (since === undefined) return '本表没有这一格，已略过'
  const name = definitions.units.find(({ code }) => code === unit)?.shortName ?? unit
  return `自${formatPeriod(since)}起本表不再填报${name}，已略过`
}

/** Why nobody types a cell; null where somebody does. */
function untypedWords(plan: FormPlan, { scored, fed, planned }: Given, cell: FormCell): string | null {
  if (scored.has(cell.item)) return '这一格由评分人评分得出，评分截止后由产改办写入，文件里的数已略过'
  const by = fedAt(plan, fed, cell)
  if (by !== null) return `这一格由“${by.kind.name}”台账计数，文件里的数已略过；数不对的，请改台账的记录`
  if (plannedAt(plan, planned, cell) !== null)
    return '这一格由重点任务的进展计数，文件里的数已略过；数不对的，请在“重点任务”中更正'
  return isSum(plan, cell) ? '这是合计，由系统相加，文件里的数已略过' : null
}

type Stored = Pick<Beside, 'plan' | 'cells'> & {
  readonly background: Figures
  readonly explained: ReadonlySet<string>
}

/** What the rules find with every change applied. */
function findingsWith(changes: readonly UploadChange[], { plan, cells, background, explained }: Stored): Finding[] {
  const after = new Map<string, Pick<CellRow, 'state' | 'value' | 'note'>>(cells)
  for (const change of changes) {
    const key = cellKey(change)
    after.set(key, { state: change.newState, value: change.newValue, note: cells.get(key)?.note ?? null })
  }
  // No workbook can hold a document: whether one is wanted is said in the form.
  return judge({ plan, cells: after, background, explained, evidenced: null }).filter(
    (finding) => finding.class !== 'inform' && finding.rule !== missingRule,
  )
}

function messagesOf(findings: readonly Finding[], place: FormCell): string[] {
  const key = cellKey(place)
  return findings.filter(({ cells }) => cells.some((cell) => cellKey(cell) === key)).map(({ message }) => message)
}
