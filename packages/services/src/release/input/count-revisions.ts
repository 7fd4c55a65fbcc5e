import { ofCell } from '@cg/db/revision-join'
import { cell, cellRevision, explanation, submission, submissionEvent } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { isAddable } from '@cg/domain/figure/parts'
import type { ItemCode } from '@cg/domain/indicator'
import type { Period } from '@cg/domain/period'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import { partsKey } from '../../catalogue/layer.ts'
import type { Definitions } from '../../catalogue/read.ts'
import type { BasisQuality } from '../stored/basis.ts'
import { formKey } from './due-forms.ts'
import type { CellHome } from './due-forms.ts'

/** How often a figure was changed from one source after it was first entered, and when last. */
type Changed = {
  readonly item: string
  readonly unit: string
  readonly breakdown: string
  readonly source: string
  readonly count: number
  readonly at: string
}

/** The quarter's changed figures: all its cells are looked through, so it is asked once. */
export async function loadChanged(db: Db, period: Period): Promise<Changed[]> {
  return db
    .select({
      item: cell.itemCode,
      unit: cell.unitCode,
      breakdown: cell.breakdown,
      source: cellRevision.source,
      count: sql<number>`count(*)`,
      at: sql<string>`max(${cellRevision.changedAt})`,
    })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(and(eq(cell.period, period), gt(cell.version, 1), gt(cellRevision.version, 1)))
    .groupBy(cell.id, cellRevision.source)
}

type Homes = {
  readonly catalogue: Definitions
  readonly homeOf: CellHome
  readonly changed: readonly Changed[]
}

/**
 * Figures of each form that were changed after it was first accepted. Of a form that towns or key enterprises report, a
 * figure is the district's: a town's change and the sum that follows it are one.
 */
export async function countRevised(db: Db, { catalogue, homeOf, changed }: Homes): Promise<Map<string, number>> {
  const { period, parts } = catalogue
  const since = await firstAcceptances(db, period)
  const figures = new Map<string, Set<string>>()
  for (const { item, unit, breakdown, at } of changed) {
    const home = homeOf(item, breakdown, unit) ?? ''
    const from = since.get(home)
    if (from === undefined || at <= from) continue
    const whose = parts.has(home) ? '' : unit
    figures.set(home, (figures.get(home) ?? new Set()).add(`${item}|${breakdown}|${whose}`))
  }
  return new Map([...figures].map(([home, changes]) => [home, changes.size]))
}

/** By form and reporter. */
async function firstAcceptances(db: Db, period: Period): Promise<Map<string, string>> {
  const rows = await db
    .select({ form: submission.formCode, reporter: submission.reporter, at: sql<string>`min(${submissionEvent.at})` })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(and(eq(submission.period, period), eq(submissionEvent.action, 'accept')))
    .groupBy(submission.id)
  return new Map(rows.map(({ form, reporter, at }) => [formKey(form, reporter), at]))
}

type Accepted = Homes & { readonly isAccepted: (item: string, breakdown: string, unit: string) => boolean }

/** By item: how often a person changed an entered figure later, and how many explanations were given. */
export async function loadQuality(
  db: Db,
  { catalogue, homeOf, changed, isAccepted }: Accepted,
): Promise<Record<string, BasisQuality>> {
  const { period, parts, items } = catalogue
  const explained = await db
    .select({ item: explanation.itemCode, count: sql<number>`count(*)` })
    .from(explanation)
    .innerJoin(submission, eq(submission.id, explanation.submissionId))
    .where(and(eq(submission.period, period), inArray(submission.state, ['accepted', 'locked'])))
    .groupBy(explanation.itemCode)
  /** A sum that followed its parts: the change was counted where a person made it. */
  const isSum = (item: string, breakdown: string, unit: string): boolean => {
    const facts = items.get(item as ItemCode)
    const home = homeOf(item, breakdown, unit)
    const own = home?.split('|')[0] ?? ''
    return facts !== undefined && isAddable(facts) && home === partsKey(own, unit) && parts.has(home)
  }
  const quality = new Map<string, { revisions: number; explanations: number }>()
  const of = (item: string) => {
    const found = quality.get(item) ?? { revisions: 0, explanations: 0 }
    quality.set(item, found)
    return found
  }
  for (const { item, unit, breakdown, source, count } of changed) {
    const isCounted = isAccepted(item, breakdown, unit) && !(source === 'system' && isSum(item, breakdown, unit))
    if (isCounted) of(item).revisions += count
  }
  for (const { item, count } of explained) of(item).explanations += count
  return Object.fromEntries([...quality].sort(([left], [right]) => (left < right ? -1 : 1)))
}
