import { registerRecord } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isCellOpen } from '@cg/domain/form/calendar'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { transition } from '@cg/domain/form/submission'
import { feedValue } from '@cg/domain/register/feed'
import type { RegisterValues } from '@cg/domain/register/kind'
import { inArray } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { loadMarks, openMarks } from '../check/marks.ts'
import { rightTo } from '../form/access.ts'
import { cellAt } from '../form/plan.ts'
import type { FormPlan } from '../form/plan.ts'
import { moveContext, periodRefusal, stateOf } from '../move/standing.ts'
import type { Standing } from '../move/standing.ts'
import { loadCells } from './cells.ts'
import type { CellRow } from './cells.ts'
import { countedIn, unitsCounting } from '../../register/within.ts'
import type { CountedIn } from '../../register/within.ts'
import { fedAt, loadCounted } from './given-cells.ts'
import type { Counted, Fed } from './given-cells.ts'
import { plannedCells } from './planned-cells.ts'
import type { PlannedCell } from './planned-cells.ts'
import { writeCells } from './write-cells.ts'

/** A cell of a form that records fill: what they amount to now, and what the form holds. */
export type FedCell = {
  readonly place: FormCell
  readonly by: Fed
  readonly records: number
  readonly before: CellRow | null
}

/** What the records that count amount to in every cell of a form that they fill; [] where no register does. */
export async function fedCells(db: Db, plan: FormPlan, fed: Counted['fed']): Promise<FedCell[]> {
  const places = plan.rows
    .filter(({ item }) => fed.has(item.code))
    .flatMap((row) => plan.units.map((unit) => cellAt(row, unit)))
    .flatMap((place) => {
      const by = plan.places.has(cellKey(place)) ? fedAt(plan, fed, place) : null
      return by === null ? [] : [{ place, by }]
    })
  if (places.length === 0) return []
  const kinds = [...new Set(places.map(({ by }) => by.kind.code))]
  const records = await loadRecords(db, kinds, countedIn(plan.definitions.units))
  const cells = await loadCells(db, plan)
  return places.map(({ place, by }) => ({
    place,
    by,
    records: feedValue(by.kind, by.feed, records.get(`${by.kind.code}|${place.unit}`) ?? [], plan.definitions.period),
    before: cells.get(cellKey(place)) ?? null,
  }))
}

/** Every cell of a form that is counted: from registers or from the key tasks. */
export async function countedCells(db: Db, plan: FormPlan, counted?: Counted): Promise<(FedCell | PlannedCell)[]> {
  const { fed, planned } = counted ?? (await loadCounted(db, plan.definitions))
  return [...(await fedCells(db, plan, fed)), ...(await plannedCells(db, plan, planned))]
}

/** Where a counted cell's figure is from. */
const sourceOf = ({ by }: FedCell | PlannedCell): string =>
  typeof by === 'string' ? '重点任务' : `台账“${by.kind.name}”`

/** The form says something else than the records amount to; that there is nothing to count (不适用) fits with no record. */
export function isApart({ records, before }: Pick<FedCell, 'records' | 'before'>): boolean {
  if (before?.state === 'not_applicable') return records !== 0
  return before?.state !== 'reported' || before.value !== records
}

/** By kind and unit, the records that count in the unit: its own and those of the zones inside it. */
async function loadRecords(
  db: Db,
  kinds: readonly string[],
  within: CountedIn,
): Promise<Map<string, RegisterValues[]>> {
  const rows = await db
    .select({ kind: registerRecord.kind, unit: registerRecord.countedUnit, values: registerRecord.countedValues })
    .from(registerRecord)
    .where(inArray(registerRecord.kind, [...kinds]))
  const counted = new Map<string, RegisterValues[]>()
  for (const { kind, unit, values } of rows) {
    if (unit === null || values === null) continue
    for (const holder of unitsCounting(within, unit)) {
      const key = `${kind}|${holder}`
      counted.set(key, [...(counted.get(key) ?? []), values])
    }
  }
  return counted
}

export type WriteFed = {
  readonly plan: FormPlan
  readonly standing: Standing
  readonly why?: string | undefined
  /** What records and the key tasks fill, where the caller has read it. */
  readonly counted?: Counted | undefined
}

/**
 * Writes into a form what the records amount to, each cell with its revision, as long as the form is in hand: a sent,
 * accepted or published one stays as it is, and of a returned one all but the marked cells. What is the same already is
 * not written again. `why`: what moved the records, kept as the reason.
 */
export async function writeFed(ctx: Context, tx: Db, { plan, standing, why, counted }: WriteFed): Promise<CellRow[]> {
  if (!isInHand(ctx, plan, standing)) return []
  const apart = (await countedCells(tx, plan, counted)).filter(isApart)
  if (apart.length === 0) return []
  const marks = openMarks(await loadMarks(tx, standing.submission?.id ?? null), standing.submission)
  const open = apart.filter(({ place }) => isCellOpen(stateOf(standing), place, marks))
  if (open.length === 0) return []
  const sources = new Map(open.map((one) => [cellKey(one.place), sourceOf(one)]))
  return writeCells(
    tx,
    open.map(({ place, before, records }) => ({
      place,
      before,
      state: 'reported' as const,
      value: records,
      note: before?.note ?? null,
      message: null,
    })),
    {
      period: plan.definitions.period,
      actorId: ctx.actor.userId,
      at: ctx.now().toISOString(),
      source: 'system',
      reason: '由台账计数',
      reasonOf: (place) => `由${sources.get(cellKey(place))}计数${why === undefined ? '' : `：${why}`}`,
    },
  )
}

/** The records stand in for the filler: what may be typed now, they write. */
function isInHand({ actor, now }: Context, plan: FormPlan, standing: Standing): boolean {
  const right = { ...rightTo(actor, plan), filler: true, ownForm: true }
  return (
    periodRefusal(standing, now()) === null &&
    transition(stateOf(standing), 'save', moveContext(right, standing, now())).ok
  )
}
