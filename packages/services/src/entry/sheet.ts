import type { Receipt, SheetFacts } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import type { Cell } from '@cg/domain/cell'
import { notReported } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate, formatDateTime, formatResult, formatValue } from '@cg/domain/number/number-format'
import { exactSum } from '@cg/domain/number/sum'
import type { Context } from '../context.ts'
import type { FormKey } from './form/access.ts'
import { loadCells } from './cells/cells.ts'
import type { CellRow } from './cells/cells.ts'
import { loadExplanations } from './check/explanations.ts'
import { formHead, formRows, formUnits } from './form/form-facts.ts'
import { loadNames } from './form/names.ts'
import type { Names } from './form/names.ts'
import { openForm } from './form/open.ts'
import { cellAt } from './form/plan.ts'
import type { FormPlan, PlanRow } from './form/plan.ts'
import { receiptOf } from './move/receipt.ts'
import { loadStanding, requireFigures, stateOf } from './move/standing.ts'
import type { Standing } from './move/standing.ts'

/** The sheet that is printed, signed and stamped: figures as they print, with who sent them. */
export async function readSheet(ctx: Context, key: FormKey): Promise<SheetFacts> {
  return ctx.store.read(async (db) => {
    const { plan, right } = await openForm(ctx, db, key, 'read')
    const standing = await loadStanding(db, key)
    requireFigures(right, standing)
    const cells = await loadCells(db, plan)
    const { submission } = standing
    const names = await loadNames(db, [
      submission?.submittedBy ?? null,
      submission?.proposedBy ?? null,
      submission?.endorsedBy ?? null,
    ])
    const receipt = receiptOf(plan, standing, names)
    return {
      head: formHead(plan),
      receipt,
      state: stateOf(standing),
      units: formUnits(plan),
      rows: formRows(plan),
      printed: plan.rows.map((row) =>
        plan.units.map((unit) => printedCell(plan, row, cells.get(cellKey(cellAt(row, unit))), unit)),
      ),
      totals: plan.rows.map((row) => printedTotal(plan, row, cells)),
      explanations: await printedExplanations(db, plan, standing),
      notes: printedNotes(plan, cells),
      signatures: [
        ...signers(standing, receipt, names),
        { label: '报出日期', name: receipt === null ? '' : formatDate(dayInChina(receipt.submittedAt)) },
        { label: '（盖章）', name: '' },
      ],
      printedAt: ctx.now().toISOString(),
    }
  })
}

/** Whoever signed on screen by name and time; a line to sign on paper for the others. */
function signers({ submission: row }: Standing, receipt: Receipt | null, names: Names): SheetFacts['signatures'] {
  const signed = (id: number | null, at: string | null) =>
    id === null || at === null ? '' : `${names(id, at)}（${formatDateTime(at)}）`
  const [filler, checker] = [
    signed(row?.proposedBy ?? null, row?.proposedAt ?? null),
    signed(row?.endorsedBy ?? null, row?.endorsedAt ?? null),
  ]
  const isSigned = row !== null && row.signOffStep === null && checker !== ''
  return [
    { label: '填报人', name: filler === '' ? (receipt?.submittedBy ?? '') : filler },
    { label: '审核人', name: checker },
    { label: '单位负责人', name: isSigned ? signed(row.submittedBy, row.submittedAt) : '' },
  ]
}

function printedCell(
  plan: FormPlan,
  row: PlanRow,
  stored: CellRow | undefined,
  unit: FormPlan['units'][number],
): string {
  if (!plan.places.has(cellKey(cellAt(row, unit)))) return ''
  const shown: Cell = stored ?? notReported
  return formatResult(shown, row.item)
}

/** Σ over the units that count; '—' where distinct people or averages cannot be added or a unit is missing. */
function printedTotal(plan: FormPlan, row: PlanRow, cells: ReadonlyMap<string, CellRow>): string {
  const units = plan.units.filter((unit) => unit.kind !== 'city' && unit.countsInParent)
  const stored = units.map((unit) => cells.get(cellKey(cellAt(row, unit))))
  const counted = stored.filter((one) => one?.state !== 'not_applicable')
  const values = counted.flatMap((one) => (one?.value === null || one?.value === undefined ? [] : [one.value]))
  const canAdd = !row.item.isDistinctPeople && row.item.unit !== '元' && row.item.unit !== '%'
  if (!canAdd || values.length === 0 || values.length < counted.length) return '—'
  return formatValue(exactSum(values), row.item)
}

async function printedExplanations(db: Db, plan: FormPlan, standing: Standing): Promise<SheetFacts['explanations']> {
  const rows = await loadExplanations(db, standing.submission?.id ?? null)
  return rows.map((row) => ({ place: placeWords(plan, row.itemCode, row.unitCode), text: row.text }))
}

function printedNotes(plan: FormPlan, cells: ReadonlyMap<string, CellRow>): SheetFacts['notes'] {
  return [...cells.values()].flatMap((row) =>
    row.note === null ? [] : [{ place: placeWords(plan, row.itemCode, row.unitCode), text: row.note }],
  )
}

function placeWords(plan: FormPlan, item: string, unit: string): string {
  const name = plan.ruleItems.get(item)?.name ?? item
  return `${plan.units.find((one) => one.code === unit)?.shortName ?? unit} ${name}`
}
