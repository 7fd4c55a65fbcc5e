import { aimText } from '@cg/contract/aim'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { formatSubmissionState } from '@cg/domain/form/submission'
import { formatState } from '@cg/domain/number/number-format'
import { readNumber } from '@cg/domain/number/number-text'
import type { Period } from '@cg/domain/period'
import { actAsLoader, loaderIdOf } from '@cg/services/catalogue/known'
import type { Actor, Services } from '@cg/services/context'
import { loadCells } from '@cg/services/entry/cells/cells'
import type { CellRow } from '@cg/services/entry/cells/cells'
import { meaningOf } from '@cg/services/entry/form/definitions'
import { plansOf } from '@cg/services/entry/form/plan'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { loadStanding } from '@cg/services/entry/move/standing'
import { fileFormInside } from '@cg/services/entry/upload/bulk'
import type { FiledCell } from '@cg/services/entry/upload/bulk'
import { ServiceError } from '@cg/services/errors'
import type { Table } from './loaded.ts'
import { LoadRefused } from './problem.ts'
import type { LoadProblem } from './problem.ts'
import type { HistoryRow } from './tables.ts'

type Placed = { readonly file: string; readonly row: number; readonly value: HistoryRow }

/** What was filed, and what of it took the place of another figure. */
export type FiledHistory = { readonly figures: number; readonly forms: number; readonly changes: readonly string[] }

/** Figures as files hold them and what they are held against. */
export type History = {
  readonly tables: readonly Table<HistoryRow>[]
  readonly published: ReadonlySet<string>
  /** Who loads; null for the command. */
  readonly by: Actor | null
}

/**
 * Files the figures that are new or other than stored, form by form, as accepted. A published quarter is never touched,
 * nor a form that people have worked on. Throws a LoadRefused.
 */
export async function writeHistory(
  services: Services,
  tx: Db,
  { tables, published, by }: History,
): Promise<FiledHistory> {
  const rows = tables.flatMap(({ file, rows: own }) => own.map((one): Placed => ({ file, ...one })))
  const problems: LoadProblem[] = []
  const quarters = [...Map.groupBy(rows, (one) => one.value.period)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const due: DueForm[] = []
  const loader = await loaderIdOf(tx)
  for (const [period, own] of quarters) {
    const standing = { period, rows: own, problems, loader, isPublished: published.has(period) }
    due.push(...(await formsOf(services, tx, standing)))
  }
  // A figure that cannot be read would be missing from everything that is held against it.
  if (problems.length > 0) throw new LoadRefused(problems)
  if (due.length === 0) return { figures: 0, forms: 0, changes: [] }
  const actor = await actAsLoader(tx, services.now().toISOString(), by)
  for (const one of due) await fileOne(services, tx, one, { loader: actor, problems })
  if (problems.length > 0) throw new LoadRefused(problems)
  return {
    figures: due.reduce((sum, { cells }) => sum + cells.length, 0),
    forms: due.length,
    changes: due.flatMap((one) => one.changes),
  }
}

type QuarterLoad = {
  readonly period: Period
  readonly rows: readonly Placed[]
  readonly problems: LoadProblem[]
  readonly loader: number | null
  readonly isPublished: boolean
}

/** One form of one quarter with the cells that files fill anew or otherwise. */
type DueForm = {
  readonly period: Period
  readonly plan: FormPlan
  readonly rows: readonly Placed[]
  readonly cells: readonly FiledCell[]
  readonly changes: readonly string[]
}

async function formsOf(services: Services, tx: Db, load: QuarterLoad): Promise<DueForm[]> {
  const { period, rows, problems } = load
  const plans = plansOf(await meaningOf(services.store, tx, period))
  const planOfCell = new Map(plans.flatMap((plan) => [...plan.places.keys()].map((key) => [key, plan] as const)))
  const byPlan = Map.groupBy(rows, ({ value }) => planOfCell.get(cellKey(value)))
  for (const one of byPlan.get(undefined) ?? []) {
    problems.push({ ...place(one, '数据项代码'), message: notAsked(one.value) })
  }
  // In the order of the catalogue, so that figures which others are held against come first.
  const due: DueForm[] = []
  for (const plan of plans) {
    const own = byPlan.get(plan)
    const found = own === undefined ? null : await formOf(tx, load, plan, own)
    if (found !== null) due.push(found)
  }
  return due
}

type NewCell = { readonly from: Placed; readonly cell: FiledCell; readonly before: CellRow | undefined }

/** What the rows would change of one form; null for nothing, or where it may not be changed. */
async function formOf(
  tx: Db,
  { period, problems, loader, isPublished }: QuarterLoad,
  plan: FormPlan,
  rows: readonly Placed[],
): Promise<DueForm | null> {
  const stored = await loadCells(tx, plan)
  const fresh = rows.flatMap((from): NewCell[] => {
    const cell = cellOf(plan, from, problems)
    const before = stored.get(cellKey(from.value))
    return cell === null || isSame(cell, before) ? [] : [{ from, cell, before }]
  })
  if (fresh.length === 0) return null
  if (isPublished) {
    for (const one of fresh) problems.push({ ...place(one.from, '数值'), message: publishedWords(period, one) })
    return null
  }
  const { submission } = await loadStanding(tx, { period, form: plan.form.code, reporter: plan.reporter })
  const isOwn =
    submission === null ||
    (submission.state === 'accepted' &&
      submission.acceptedBy === loader &&
      [...stored.values()].every(({ updatedBy }) => updatedBy === loader))
  if (!isOwn) {
    const state = formatSubmissionState(submission.state)
    const message = `${period} 的报表“${plan.form.name}”（${plan.reporter}）${state}，有人填报或审核过，不能用文件改。请在页面上修改，或从文件中删去这一行。`
    for (const { from } of fresh) problems.push({ ...place(from, '数值'), message })
    return null
  }
  const changes = fresh.flatMap(({ from, cell, before }) =>
    before === undefined
      ? []
      : [`${from.file} 第 ${from.row} 行：${nameOf(period, cell)}由 ${shownAs(before)} 改为 ${shownAs(cell)}`],
  )
  return { period, plan, rows, cells: fresh.map(({ cell }) => cell), changes }
}

function isSame({ state, value, note = null }: FiledCell, before: CellRow | undefined): boolean {
  // A blank cell without a word says nothing where nothing was said.
  if (before === undefined) return state === 'not_reported' && note === null
  return before.state === state && before.value === value && before.note === note
}

function shownAs({ state, value, note = null }: Pick<FiledCell, 'state' | 'value' | 'note'>): string {
  const figure = value === null ? formatState(state) : aimText(value)
  return note === null ? figure : `${figure}（${note}）`
}

function nameOf(period: Period, { item, unit, breakdown }: FiledCell): string {
  return `${period} ${unit} 的 ${item}${breakdown === '' ? '' : `（${breakdown}）`}`
}

function publishedWords(period: Period, { cell, before }: NewCell): string {
  const was = before === undefined ? '没有这个数' : `是 ${shownAs(before)}`
  return `${period} 已经发布，已发布的数据里${was}，这里是 ${shownAs(cell)}。已发布的数字只能按更正流程修改，请改回原数或删去这一行。`
}

function notAsked({ period, item, unit, breakdown }: HistoryRow): string {
  const group = breakdown === '' ? '' : `（分组 ${breakdown}）`
  return `${period} 不填报“${item}”${group}在“${unit}”的数字，请核对季度、分组和单位。`
}

function place({ file, row }: Placed, column: string | null): Omit<LoadProblem, 'message'> {
  return { file, row, column }
}

async function fileOne(
  services: Services,
  tx: Db,
  { period, plan, rows, cells }: DueForm,
  { loader, problems }: { loader: Actor; problems: LoadProblem[] },
): Promise<void> {
  const hand = { actor: loader, at: services.now() }
  try {
    await fileFormInside(services, tx, {
      key: { period, form: plan.form.code, reporter: plan.reporter },
      cells,
      source: 'load',
      reason: '历史数据装载',
      filler: hand,
      submitted: hand,
      ...(plan.form.filledBy === 'unit' ? { checked: hand } : {}),
      accepted: hand,
      explain: () => null,
    })
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    problems.push(...problemsOf(error, rows))
  }
}

function cellOf(plan: FormPlan, one: Placed, problems: LoadProblem[]): FiledCell | null {
  const { item, unit, breakdown, text, note } = one.value
  const definition = plan.rows.find((row) => row.item.code === item)?.item
  if (definition === undefined) return null
  const { unit: measure, decimals, mayBeNegative: allowNegative = false } = definition
  const reading = readNumber(text, { unit: measure, decimals, allowNegative })
  if (reading.ok) return { item, unit, breakdown, state: reading.state, value: reading.value, note }
  problems.push({ ...place(one, '数值'), message: `${definition.name}：${reading.reason}。` })
  return null
}

/** A rule names its cell; the file and row are those the cell came from. */
function problemsOf(error: ServiceError, rows: readonly Placed[]): LoadProblem[] {
  const first = rows[0]
  if (first === undefined) return []
  const cells = error.detail.cells ?? []
  if (cells.length === 0) return [{ file: first.file, row: null, column: null, message: error.message }]
  return cells.map(({ item = '', unit = '', breakdown = '', message }) => {
    const at = rows.find(({ value }) => value.item === item && value.unit === unit && value.breakdown === breakdown)
    return { ...place(at ?? first, at === undefined ? null : '数值'), message: `${message}。` }
  })
}
