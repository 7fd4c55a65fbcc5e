import type { RegisterKind } from '@cg/contract/catalogue'
import { rankedKinds } from '@cg/contract/unit-kind'
import { heldRows } from '@cg/db/held-rows'
import { appraisal, registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import type { RegisterFeed } from '@cg/domain/register/kind'
import { getTableName } from 'drizzle-orm'
import type { Definitions } from '../../catalogue/read.ts'
import type { FormPlan } from '../form/plan.ts'
import { plannedAt, plannedIn } from './planned-cells.ts'
import type { Planned } from './planned-cells.ts'
import { loadScoredItems } from './scored-items.ts'
import { loadUses } from './uses.ts'

/** An item that the records of a register amount to. */
export type Fed = { readonly kind: RegisterKind; readonly feed: RegisterFeed }

/** Items of a quarter whose figures nobody types: scorers give them (定性评分), the records of a register, or the key tasks. */
export type Given = {
  readonly scored: ReadonlySet<string>
  readonly fed: ReadonlyMap<string, Fed>
  readonly planned: Planned
}

/** The registers that fill the forms of a quarter, each item by what it is made of. */
export async function loadFed(
  db: Db,
  { guide, period }: Pick<Definitions, 'guide' | 'period'>,
): Promise<ReadonlyMap<string, Fed>> {
  return fedIn(await loadUses(db, period), { guide })
}

function fedIn(inUse: ReadonlySet<string>, { guide }: Pick<Definitions, 'guide'>): Given['fed'] {
  const kinds = (guide.registerKinds ?? []).filter(({ code }) => inUse.has(code))
  return new Map(kinds.flatMap((kind) => kind.feeds.map((feed) => [feed.item, { kind, feed }] as const)))
}

/** What records and the key tasks fill: all that is given but the scores. */
export type Counted = Omit<Given, 'scored'>

const givenOf = heldRows([appraisal, registerUse].map(getTableName), async (db, period: string) => ({
  scored: await loadScoredItems(db, period),
  inUse: await loadUses(db, period),
}))

export async function loadGiven(db: Db, definitions: Pick<Definitions, 'guide' | 'period'>): Promise<Given> {
  const { scored, inUse } = await givenOf(db, definitions.period)
  return { scored, ...countedIn(inUse, definitions) }
}

export async function loadCounted(db: Db, definitions: Pick<Definitions, 'guide' | 'period'>): Promise<Counted> {
  return countedIn(await loadUses(db, definitions.period), definitions)
}

const countedIn = (inUse: ReadonlySet<string>, definitions: Pick<Definitions, 'guide' | 'period'>): Counted => ({
  fed: fedIn(inUse, definitions),
  planned: plannedIn(inUse, definitions),
})

/**
 * What fills a cell from records; null where it is typed. Records are of ranked units as a whole: the city's own column,
 * breakdowns and forms that a district's towns report stay with those who report them.
 */
export function fedAt({ units, parts }: FormPlan, fed: Given['fed'], place: FormCell): Fed | null {
  const found = fed.get(place.item)
  if (found === undefined || place.breakdown !== '' || parts !== null) return null
  const unit = units.find(({ code }) => code === place.unit)
  return unit !== undefined && rankedKinds.has(unit.kind) ? found : null
}

/** Whether nobody types a cell, because scorers, records or the key tasks give its figure. */
export function isGiven(plan: FormPlan, { scored, ...given }: Given, place: FormCell): boolean {
  return scored.has(place.item) || isCounted(plan, given, place)
}

/** Whether records or the key tasks fill a cell. */
export function isCounted(plan: FormPlan, { fed, planned }: Counted, place: FormCell): boolean {
  return fedAt(plan, fed, place) !== null || plannedAt(plan, planned, place) !== null
}
