import type { Parting } from '@cg/contract/unit'
import { form } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { partKinds } from '@cg/domain/figure/parts'
import type { PartKind } from '@cg/domain/figure/parts'
import { parsePeriod, previousPeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { excusedIn, loadLayer, partsIn, partsKey } from './layer.ts'
import type { Layer } from './layer.ts'

/* Which forms of which districts are reported by their parts, and what that means for a part that comes or goes. */

/** Every form that parts report for a district, with its quarters. */
export async function loadPartings(db: Db): Promise<Parting[]> {
  const spans = partingSpans(await loadLayer(db))
  if (spans.length === 0) return []
  const names = new Map(
    (await db.select({ code: form.code, name: form.name }).from(form)).map((one) => [one.code, one]),
  )
  return spans.map((span) => ({ ...span, formName: names.get(span.form)?.name ?? span.form }))
}

type Span = Omit<Parting, 'formName'>

/** From change to change: who reports it in the district's place, where the district is asked for it at all. */
export function partingSpans({ byParts, formScopes }: Pick<Layer, 'byParts' | 'formScopes'>): Span[] {
  const points = [...new Set([...byParts, ...formScopes].map(({ from }) => from))].toSorted()
  const keys = [...new Map(byParts.flatMap((one) => one.units.map((unit) => [partsKey(one.form, unit), one] as const)))]
  const states = points.map((from) => ({
    from,
    parts: partsIn(byParts, from),
    excused: excusedIn(formScopes, from),
  }))
  return keys.flatMap(([key, { form: code }]) => {
    const district = key.slice(partsKey(code, '').length)
    const spans: Span[] = []
    let open: { by: PartKind; from: Period } | null = null
    for (const { from, parts, excused } of states) {
      const by = excused.has(key) ? null : (parts.get(key) ?? null)
      if (open?.by === (by ?? undefined)) continue
      if (open !== null) spans.push({ form: code, district, ...open, until: previousPeriod(from) })
      open = by === null ? null : { by, from }
    }
    return open === null ? spans : [...spans, { form: code, district, ...open, until: null }]
  })
}

/** What of a unit says whose part it is, and when. */
export type PartStanding = {
  readonly kind: string
  readonly parent: string | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** A form in which the unit gets or loses its line, from that quarter on. */
export type PartChange = { readonly parting: Parting; readonly act: 'joins' | 'leaves'; readonly from: Period }

type Membership = {
  readonly before: PartStanding | null
  readonly unit: PartStanding
  readonly changesFrom: Period | null
}

type Quarters = { readonly first: string; readonly last: string }

/** Later than every quarter: what has no end. */
const never = '9999Q4'

/** In which forms a unit gets or loses a line when it becomes what `unit` says; empty where no form is reported so. */
export function partChanges(change: Membership, partings: readonly Parting[]): PartChange[] {
  return partings.flatMap((parting) => {
    const { before, after } = membership(change, parting)
    if (after === null) return before === null ? [] : [partChange(parting, 'leaves', before.first)]
    if (before === null) return [partChange(parting, 'joins', after.first)]
    return [
      ...(after.first < before.first ? [partChange(parting, 'joins', after.first)] : []),
      ...(after.first > before.first ? [partChange(parting, 'leaves', before.first)] : []),
      ...(after.last < before.last ? [partChange(parting, 'leaves', next(after.last))] : []),
      ...(after.last > before.last ? [partChange(parting, 'joins', next(before.last))] : []),
    ]
  })
}

function partChange(parting: Parting, act: PartChange['act'], from: string): PartChange {
  return { parting, act, from: parsePeriod(from) }
}

function next(period: string): string {
  return shiftPeriod(parsePeriod(period), 1)
}

/** The quarters in which the unit has a line in the form; null: in none. */
function membership({ before, unit, changesFrom }: Membership, parting: Parting) {
  const [was, is] = [before !== null && isPartOf(before, parting), isPartOf(unit, parting)]
  const own = (from: string, to: string | null) => within(parting, { first: from, last: to ?? never })
  const stays = (standing: PartStanding) => own(standing.validFrom, standing.validTo)
  const since = changesFrom ?? unit.validFrom
  return {
    before: before !== null && was ? stays(before) : null,
    after: is
      ? own(was || since < unit.validFrom ? unit.validFrom : since, unit.validTo)
      : before !== null && was && changesFrom !== null
        ? own(before.validFrom, previousPeriod(changesFrom))
        : null,
  }
}

function isPartOf({ kind, parent }: PartStanding, { by, district }: Parting): boolean {
  return kind === by && parent === district
}

function within({ from, until }: Parting, { first, last }: Quarters): Quarters | null {
  const quarters = { first: first < from ? from : first, last: until !== null && until < last ? until : last }
  return quarters.first <= quarters.last ? quarters : null
}

/** 乡镇街道 and 重点企业: units that report lines of their district's forms. */
export function isPartKind(kind: string): kind is PartKind {
  return partKinds.some((one) => one === kind)
}
