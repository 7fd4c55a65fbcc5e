import type { PassportFacts } from '@cg/contract/release/passport'
import { ofCell } from '@cg/db/revision-join'
import { cell, cellRevision, submission, submissionEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { CellState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { parsePeriod, yearToDate } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { loadDefinitions } from '../../catalogue/read.ts'
import type { FormKey } from '../../entry/form/access.ts'
import { loadNames } from '../../entry/form/names.ts'
import type { Names } from '../../entry/form/names.ts'
import { receiptNumber } from '../../entry/move/receipt.ts'
import { hasRoleFor, reporting } from '../../permission.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { releasedCells, unpackCells } from '../stored/cell-table.ts'
import type { ReleasedCell } from '../stored/cell-table.ts'
import { indicatorItems } from '../words.ts'
import { dueForms, formKey } from '../input/due-forms.ts'
import { isAddable } from '../input/merged-cells.ts'
import { loadAnswer, loadLastingBasis } from '../stored/answers.ts'
import type { ReleaseRow } from '../stored/preview-row.ts'
import { loadRelease } from '../stored/release-row.ts'
import { evidenceFact, loadPassportEvidence, mayReadEvidence } from './passport-evidence.ts'
import { nobody, signerIds, signersFact, signersOf } from './passport-signers.ts'
import type { Signers } from './passport-signers.ts'
import { withheldCells } from './withheld-cells.ts'
import type { WithheldCells } from './withheld-cells.ts'

type PassportCell = PassportFacts['cells'][number]

export type CellsRequest = {
  row: ReleaseRow
  basis: ReleaseBasis
  indicator: BasisIndicator
  unit: number
  carriedFrom: string | null
  /** Units whose figure of this indicator is not published. */
  withheldUnits: ReadonlySet<string>
}

/** Of a nation's city row only the first are listed; nobody reads five thousand. */
const mostCells = 400

/** The raw cells under a figure, as released: later corrections do not show in an older release. */
export async function passportCells(db: Db, ctx: Context, request: CellsRequest): Promise<PassportCell[]> {
  const wanted = wantedCells(request)
  const found: PassportCell[] = []
  for (const period of wanted.periods) {
    const released = await releasedOf(db, request, period)
    const basis = await basisThen(db, request, period)
    const [units, withheldUnits] = [wanted.units, request.withheldUnits].map((codes) => unitsThen(basis, codes, period))
    const here = released.filter(
      (one) => wanted.items.has(one.item) && units?.has(one.unit) === true && one.breakdown === '',
    )
    const room = mostCells - found.length
    const isWithheld = withheldCells(basis, {
      cells: released,
      items: wanted.items,
      withheldUnits: withheldUnits ?? request.withheldUnits,
    })
    found.push(...(await describeCells(db, ctx, { ...request, basis, period, cells: here.slice(0, room), isWithheld })))
  }
  return found
}

/** With the units of a quarter before a merge or split: the cells of then are theirs. */
async function basisThen(db: Db, { basis }: CellsRequest, period: Period): Promise<ReleaseBasis> {
  const base = basis.bases.find((one) => one.period === period)
  if (base === undefined || basis.successions?.some(({ from }) => from > period) !== true) return basis
  const { id } = await loadRelease(db, base.code)
  return { ...basis, units: (await loadLastingBasis(db, id)).units }
}

/** The units and, of those that came of a later merge, the ones that they were made of. */
function unitsThen({ successions = [] }: ReleaseBasis, codes: ReadonlySet<string>, period: Period): Set<string> {
  const then = new Set(codes)
  const merges = successions.filter((one) => one.from > period && isAddable(one))
  for (const { successors, predecessors } of merges.toReversed()) {
    if (!successors.some((code) => then.delete(code))) continue
    for (const { code } of predecessors) then.add(code)
  }
  return then
}

type Wanted = { items: ReadonlySet<string>; units: ReadonlySet<string>; periods: Period[] }

/** A unit's own cells and those of its parts; the quarters that a running sum adds up, or the one it was carried from. */
export function wantedCells({ basis, indicator, unit, carriedFrom }: CellsRequest): Wanted {
  const items = indicatorItems(basis, indicator)
  const sumsYear =
    indicator.periodKind === 'YTD_SUM_OVER_ANNUAL' ||
    (indicator.flowForm === 'ytd' &&
      basis.items.some((item) => items.includes(item.code) && item.periodKind === 'FLOW_Q'))
  const last = carriedFrom === null ? basis.period : parsePeriod(carriedFrom)
  const under =
    unit === cityAt
      ? basis.units
      : basis.units.filter((one, at) => at === unit || one.parent === basis.units[unit]?.code)
  return {
    items: new Set(items),
    units: new Set(under.map((one) => one.code)),
    periods: sumsYear ? yearToDate(last) : [last],
  }
}

/** The quarter's cells as frozen in this release, or in the one it builds on. */
async function releasedOf(db: Db, { row, basis }: CellsRequest, period: Period): Promise<ReleasedCell[]> {
  if (period === basis.period) return [...releasedCells(unpackCells(await loadAnswer(db, row.id, 'cells')))]
  const base = basis.bases.find((one) => one.period === period)
  if (base === undefined) return []
  const { id } = await loadRelease(db, base.code)
  return [...releasedCells(unpackCells(await loadAnswer(db, id, 'cells')))]
}

type Describing = CellsRequest & { period: Period; cells: readonly ReleasedCell[]; isWithheld: WithheldCells }

async function describeCells(db: Db, ctx: Context, request: Describing): Promise<PassportCell[]> {
  const { basis, period, cells, row, isWithheld } = request
  const history = await loadHistory(db, period, cells)
  const until = row.publishedAt ?? row.preparedAt
  const originOf = await loadForms(db, ctx, { period, until })
  const evidence = await loadPassportEvidence(db, {
    readable: cells.flatMap((one) => readableForm(originOf(one))),
    until,
  })
  const names = await loadNames(db, [
    ...[...history.values()].flat().map((revision) => revision.changedBy),
    ...cells.map((one) => originOf(one)?.acceptedBy ?? null),
    ...cells.flatMap((one) => signerIds(originOf(one)?.signers ?? nobody)),
    ...[...evidence.values()].flat().map((one) => one.addedBy),
  ])
  return cells.map((one) => {
    const item = basis.items.find((candidate) => candidate.code === one.item)
    const revisions = (history.get(keyOf(one)) ?? []).filter((revision) => revision.version <= one.version)
    const form = originOf(one)
    const isHidden = isWithheld(one) && !ownsCell(ctx, basis, one)
    return {
      item: one.item,
      itemName: item?.name ?? one.item,
      unit: one.unit,
      unitName: basis.units.find((unit) => unit.code === one.unit)?.shortName ?? one.unit,
      period,
      state: isHidden ? 'withheld' : one.state,
      value: isHidden ? null : one.value,
      itemUnit: item?.unit ?? '',
      decimals: item?.decimals ?? 0,
      form: form?.name ?? null,
      responsible: form?.responsible ?? null,
      assisting: form?.assistingOf(one.item) ?? [],
      receiptNo: form?.receiptNo ?? null,
      finalBy: form === null || period !== basis.period ? null : finalByOf(basis, form.key),
      ...entryOf(revisions, names),
      sentBy: signersFact(form?.signers ?? nobody, names),
      acceptedBy: form?.acceptedBy == null ? null : names(form.acceptedBy, form.acceptedAt),
      acceptedAt: form?.acceptedAt ?? null,
      revisions: isHidden ? [] : revisions.map((revision) => revisionFact(revision, names)),
      evidence: isHidden || form === null ? null : evidenceFact(form, evidence.get(keyOf(one)) ?? [], names),
    }
  })
}

/** Of the release's own quarter alone: what an earlier one said of its cells stands in that one. */
function finalByOf({ forms }: ReleaseBasis, { form, reporter }: FormKey): string | null {
  return forms.find((one) => one.form === form && one.reporter === reporter)?.finalBy ?? null
}

/** Withheld counts are for those who own them and for the office (decision 11). */
function ownsCell({ actor }: Context, basis: ReleaseBasis, one: ReleasedCell): boolean {
  const department = basis.items.find((candidate) => candidate.code === one.item)?.ownerDepartment
  const parent = basis.units.find((unit) => unit.code === one.unit)?.parent ?? one.unit
  // A district owns what its towns reported for it; the city's own people are those of the office.
  const units = parent === must(basis.units[cityAt]).code ? [one.unit] : [one.unit, parent]
  return units.some((unit) => {
    const scope = department === undefined ? { unit } : { department, unit }
    return hasRoleFor(actor, scope, ...reporting, 'reviewer', 'publisher')
  })
}

type Revision = typeof cellRevision.$inferSelect

function entryOf(revisions: readonly Revision[], names: Names): Pick<PassportCell, 'enteredBy' | 'enteredAt'> {
  const last = revisions.at(-1)
  return last === undefined
    ? { enteredBy: null, enteredAt: null }
    : { enteredBy: names(last.changedBy, last.changedAt), enteredAt: last.changedAt }
}

function revisionFact(revision: Revision, names: Names): PassportCell['revisions'][number] {
  return {
    at: revision.changedAt,
    by: names(revision.changedBy, revision.changedAt),
    old: revision.oldValue,
    oldState: revision.oldState satisfies CellState | null,
    new: revision.newValue,
    newState: revision.newState,
    reason: revision.reason,
  }
}

function keyOf({ item, unit }: Pick<ReleasedCell, 'item' | 'unit'>): string {
  return `${item}|${unit}`
}

/** Revisions by cell, oldest first. */
async function loadHistory(db: Db, period: Period, cells: readonly ReleasedCell[]): Promise<Map<string, Revision[]>> {
  const items = [...new Set(cells.map((one) => one.item))]
  if (items.length === 0) return new Map()
  const rows = await db
    .select({ item: cell.itemCode, unit: cell.unitCode, revision: cellRevision })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(and(eq(cell.period, period), inArray(cell.itemCode, items), eq(cell.breakdown, '')))
    .orderBy(asc(cellRevision.version))
  const byCell = Map.groupBy(rows, keyOf)
  return new Map([...byCell].map(([key, found]) => [key, found.map((one) => one.revision)]))
}

type FormOrigin = {
  key: FormKey
  submissionId: number
  /** The actor may read the form's figures, and so what stands behind them. */
  mayRead: boolean
  name: string
  /** The department that the item lies with, and those that were asked to help with it, by name. */
  responsible: string | null
  assistingOf: (item: string) => string[]
  receiptNo: string | null
  signers: Signers
  acceptedBy: number | null
  acceptedAt: string | null
}

/** Which form holds a cell, and who accepted which sending of it before the release was made. */
async function loadForms(
  db: Db,
  ctx: Context,
  { period, until }: { period: Period; until: string },
): Promise<(cell: ReleasedCell) => FormOrigin | null> {
  const definitions = await loadDefinitions(db, period)
  const { due, homeOf } = dueForms(definitions)
  const nameOf = (code: string) => definitions.departments.find((one) => one.code === code)?.name ?? code
  const submissions = await db.select().from(submission).where(eq(submission.period, period))
  const acceptanceOf = await loadAcceptances(db, period, until)
  const rows = new Map(submissions.map((row) => [formKey(row.formCode, row.reporter), row]))
  const planned = new Map(due.map((one) => [formKey(one.form.code, one.reporter), one]))
  return ({ item, breakdown, unit }) => {
    const home = homeOf(item, breakdown, unit)
    const row = home === null ? undefined : rows.get(home)
    if (home === null || row === undefined) return null
    const accepted = acceptanceOf(row.id)
    const key = { period, form: row.formCode, reporter: row.reporter }
    const plan = planned.get(home)
    return {
      key,
      submissionId: row.id,
      mayRead: plan !== undefined && mayReadEvidence(ctx, plan, row.state),
      name: plan?.form.name ?? '',
      responsible: plan === undefined ? null : nameOf(plan.form.department),
      assistingOf: (one) => (definitions.duties.get(one)?.assisting ?? []).map(({ department }) => nameOf(department)),
      receiptNo: accepted === null ? null : receiptNumber(key, accepted.sending),
      signers: accepted?.signers ?? nobody,
      acceptedBy: accepted?.by ?? null,
      acceptedAt: accepted?.at ?? null,
    }
  }
}

function readableForm(form: FormOrigin | null): number[] {
  return form?.mayRead === true ? [form.submissionId] : []
}

type Acceptance = { readonly by: number; readonly at: string; readonly sending: number; readonly signers: Signers }

/** The last acceptance of each form up to a moment, the how-manieth sending it accepted, and whose names stood under it. */
async function loadAcceptances(
  db: Db,
  period: Period,
  until: string,
): Promise<(submissionId: number) => Acceptance | null> {
  const events = await db
    .select({
      form: submissionEvent.submissionId,
      action: submissionEvent.action,
      by: submissionEvent.actorId,
      at: submissionEvent.at,
    })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(eq(submission.period, period))
    .orderBy(asc(submissionEvent.id))
  const byForm = Map.groupBy(events, (event) => event.form)
  return (id) => {
    const own = byForm.get(id) ?? []
    const last = own.findLastIndex((event) => event.action === 'accept' && event.at <= until)
    const found = own[last]
    if (found === undefined) return null
    const before = own.slice(0, last)
    const sending = before.filter((one) => one.action === 'submit').length
    return { by: found.by, at: found.at, sending, signers: signersOf(before) }
  }
}
