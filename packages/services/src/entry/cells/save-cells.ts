import type { CellEntry, CellOutcome, SaveReply } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { isCellOpen } from '@cg/domain/form/calendar'
import type { SubmissionState } from '@cg/domain/form/submission'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid } from '../../errors.ts'
import type { FormKey } from '../form/access.ts'
import type { FormPlan } from '../form/plan.ts'
import { loadCells } from './cells.ts'
import type { CellRow } from './cells.ts'
import { decide, outcomeOf, requireVersions, savedCell } from './decide-cells.ts'
import type { CellChange, Decision } from './decide-cells.ts'
import { findingsAfter } from '../check/findings.ts'
import { loadMarks, openMarks } from '../check/marks.ts'
import { formObject, moveSubmission } from '../move/move.ts'
import { loadNames } from '../form/names.ts'
import type { Names } from '../form/names.ts'
import { openRows } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, stateOf } from '../move/standing.ts'
import type { Standing } from '../move/standing.ts'
import { describeSubmission } from '../move/submission-fact.ts'
import { countedCells, writeFed } from './fed-cells.ts'
import { loadGiven } from './given-cells.ts'
import type { Given } from './given-cells.ts'
import { openedBy, writeSums } from './part-sums.ts'
import { toldCells } from './told-cells.ts'
import { writeCells } from './write-cells.ts'
import type { RevisionSource } from './write-cells.ts'

export type SaveInput = {
  readonly source: RevisionSource
  readonly reason?: string | undefined
  /** The reason stands in the audit trail too, not in the revisions alone. */
  readonly isTold?: boolean
  /** Where every cell has a reason of its own. */
  readonly reasonOf?: (place: FormCell) => string
  readonly cells: readonly CellEntry[]
}

/**
 * Saves one cell or a block. Every cell stands for itself: some may be saved while others are stale or refused; only a
 * single stale cell is an error (412). A value that breaks a rule is saved and marked (decision 15).
 */
export async function saveCells(ctx: Context, key: FormKey, input: SaveInput): Promise<SaveReply> {
  const opened = await ctx.store.read((db) => openRows(ctx, db, key, 'own'))
  requireVersions(input.cells)
  return ctx.store.write('cells.save', (tx) => saveInside(ctx, tx, opened, input))
}

/** The save within a transaction of the caller's, for a form whose rights have been checked. */
export async function saveInside(ctx: Context, tx: Db, opened: OpenedForm, input: SaveInput): Promise<SaveReply> {
  const { key, plan, right } = opened
  const now = ctx.now()
  const standing = await loadStanding(tx, key)
  requireOpenPeriod(standing, now)
  const state = stateOf(standing)
  const to = nextState(state, 'save', moveContext(right, standing, now))
  const marks =
    state === 'returned' ? openMarks(await loadMarks(tx, standing.submission?.id ?? null), standing.submission) : []
  const marked = openedBy(opened.whole, marks)
  const cells = await loadCells(tx, plan)
  const isOpen = (place: CellChange['place']) => isCellOpen(state, place, marked)
  const given = await loadGiven(tx, plan.definitions)
  const untyped = input.source === 'system' ? nothingGiven : given
  const decisions = input.cells.map((entry) => decide(entry, { plan, cells, isOpen, given: untyped }))
  const names = await namesOf(ctx, tx, decisions)
  refuseSingleStale(decisions, opened, names)
  const decided = decisions.filter((one) => one.kind === 'change')
  const changes = decided.map((one) => one.change)
  const written = await writeChanges(ctx, tx, { opened, standing, to, changes, input, given })
  for (const [at, row] of written.rows.entries()) cells.set(decided[at]?.key ?? rowKey(row), row)
  return {
    outcomes: decisions.map((one) => tell(one, { cells, opened, names })),
    findings: await findingsAfter(ctx, tx, { opened, standing: written.standing, cells, given }),
    submission: await describeSubmission(ctx, tx, opened, written.standing),
    savedAt: now.toISOString(),
  }
}

const nothingGiven: Given = { scored: new Set(), fed: new Map(), planned: new Map() }

type WriteChanges = {
  readonly opened: OpenedForm
  readonly standing: Standing
  readonly to: SubmissionState
  readonly changes: readonly CellChange[]
  readonly input: SaveInput
  /** What is not typed, where the caller has read it. */
  readonly given?: Given
}

/**
 * Writes what was decided, with one revision for each cell, one step of the form and one line of the audit trail; answers
 * the rows of it first, in its order.
 */
export async function writeChanges(
  ctx: Context,
  tx: Db,
  { opened: { key, whole }, standing, to, changes, input, given }: WriteChanges,
): Promise<{ rows: CellRow[]; standing: Standing }> {
  if (changes.length === 0) {
    return input.cells.length === 0 ? takeCounted(ctx, tx, { key, plan: whole, standing, to }) : { rows: [], standing }
  }
  const at = ctx.now().toISOString()
  const reason = input.reason?.trim() || defaultReason(input.source, stateOf(standing))
  const stamp = {
    period: key.period,
    actorId: ctx.actor.userId,
    at,
    source: input.source,
    reason,
    reasonOf: input.reasonOf,
  }
  const typed = await writeCells(tx, changes, stamp)
  const sums = await writeSums(tx, whole, { period: key.period, actorId: ctx.actor.userId, at })
  const rows = [...typed, ...sums, ...(await writeFed(ctx, tx, { plan: whole, standing, counted: given }))]
  const moved = await moveSubmission(ctx, tx, standing, { key, action: 'save', to })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: 'cells.save',
    object: formObject(key),
    detail: {
      source: input.source,
      cells: toldCells(rows),
      ...(input.isTold === true ? { reason } : {}),
    },
  })
  return { rows, standing: moved }
}

type TakeCounted = Pick<WriteChanges, 'standing' | 'to'> & { readonly key: FormKey; readonly plan: FormPlan }

/** Begins a form in which nothing was typed with what its registers count: one that records fill wholly can be sent then. */
async function takeCounted(
  ctx: Context,
  tx: Db,
  { key, plan, standing, to }: TakeCounted,
): Promise<{ rows: CellRow[]; standing: Standing }> {
  const counted = await countedCells(tx, plan)
  if (counted.length === 0) throw invalid('没有要保存的内容：请填写后再保存。', { reason: 'cells.none' })
  const rows = await writeFed(ctx, tx, { plan, standing })
  if (rows.length === 0 && standing.submission !== null) return { rows, standing }
  const moved = await moveSubmission(ctx, tx, standing, { key, action: 'save', to })
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action: 'cells.save',
    object: formObject(key),
    detail: { source: 'system', cells: toldCells(rows) },
  })
  return { rows, standing: moved }
}

const sourceWords: Readonly<Record<RevisionSource, string>> = {
  grid: '填报',
  paste: '粘贴填报',
  excel: 'Excel 导入',
  load: '批量装载',
  seed: '演示数据',
  system: '系统生成',
}

function defaultReason(source: RevisionSource, state: SubmissionState): string {
  return state === 'returned' ? `退回后修改（${sourceWords[source]}）` : sourceWords[source]
}

function rowKey(row: CellRow): string {
  return cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown })
}

/** Names are only told of cells that another person may have written. */
async function namesOf(ctx: Context, tx: Db, decisions: readonly Decision[]): Promise<Names> {
  const authors = decisions.flatMap((one) =>
    one.kind === 'change' || one.before === null ? [] : [one.before.updatedBy],
  )
  const names = await loadNames(tx, authors)
  return (id, at) => (id !== null && authors.includes(id) ? names(id, at) : ctx.actor.name)
}

function refuseSingleStale(decisions: readonly Decision[], { plan }: OpenedForm, names: Names): void {
  const [only] = decisions
  if (decisions.length !== 1 || only?.kind !== 'stale') return
  const outcome = outcomeOf(only, plan, names)
  const { place } = only.change
  throw new ServiceError('stale', outcome.message ?? '', {
    reason: 'cell.stale',
    current: { current: outcome.current, mine: outcome.mine },
    cells: [{ ...place, message: outcome.message ?? '' }],
  })
}

type Tell = { readonly cells: ReadonlyMap<string, CellRow>; readonly opened: OpenedForm; readonly names: Names }

function tell(decision: Decision, { cells, opened, names }: Tell): CellOutcome {
  if (decision.kind !== 'change') return outcomeOf(decision, opened.plan, names)
  const { place, message } = decision.change
  const row = cells.get(decision.key)
  const { item, unit, breakdown } = place
  const told = { item, unit, breakdown, outcome: 'saved', current: row === undefined ? null : savedCell(row) } as const
  return message === null ? told : { ...told, message }
}
