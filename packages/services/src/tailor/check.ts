import type { CatalogueChangeInput, CatalogueChecked } from '@cg/contract/catalogue-change'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { contentHash } from '../catalogue/hash.ts'
import { codedChange } from './change.ts'
import { partTitle } from './change.ts'
import type { Change, Part } from './change.ts'
import { bundleRefusals, refusalsByPart } from './check-bundle.ts'
import { groupRefusals, indicatorEditRefusals, itemEditRefusals } from './check-edit.ts'
import { switchRefusals } from './check-switch.ts'
import { dutyRefusals } from './check-duty.ts'
import { formRefusals, headerRefusals } from './check-form.ts'
import { partsRefusals } from './check-parts.ts'
import { scopeRefusals } from './check-scope.ts'
import { definitionRefusals, indicatorRefusals, itemRefusals } from './check-own.ts'
import { impactOf } from './impact.ts'
import { linesOf } from './lines.ts'
import { nearOf } from './near.ts'
import { waitingAlike } from './waiting.ts'
import { placed } from './place.ts'
import type { PartRows } from './place.ts'
import { loadTailored, sidesOf, standingWith } from './standing.ts'
import type { Tailored } from './standing.ts'

export type Checked = { readonly told: CatalogueChecked; readonly change: Change }

/** What a change would do, and what stands in its way. */
export async function checkChange(db: Db, now: Date, typed: CatalogueChangeInput): Promise<Checked> {
  const tailored = await loadTailored(db, now)
  const change = await codedChange(db, typed)
  const rows = typed.kind === 'bundle' ? typed.body.parts.map((part) => part.rows ?? []) : []
  const standing = await refusalsOf(db, tailored, change, rows)
  const refusals = standing.length > 0 ? standing : await waitingAlike(db, tailored, change)
  const isRefused = refusals.length > 0
  // What cannot be is not reckoned: it may name what is not there.
  const impact = isRefused
    ? nothing(tailored)
    : await impactOf(db, tailored, await sidesOf(db, tailored, change), change)
  const lines = isRefused ? [] : linesOf(tailored, change)
  const near = isRefused ? [] : nearOf(tailored, change)
  const told = { refusals, lines, near, impact, digest: isRefused ? '' : contentHash({ change, lines, near, impact }) }
  return { told, change }
}

function nothing({ published }: Tailored): CatalogueChecked['impact'] {
  return {
    forms: [],
    emptied: [],
    indicators: [],
    stopped: [],
    anew: [],
    narrowed: [],
    reworded: [],
    lacking: [],
    scored: [],
    isUnscored: false,
    idle: [],
    unread: [],
    published: published.length,
    previews: [],
  }
}

/** Why the change cannot be, each with its remedy; of a bundle each says of which of its changes, and from which rows. */
export async function refusalsOf(db: Db, tailored: Tailored, change: Change, rows: PartRows = []): Promise<string[]> {
  const early = tooEarly(tailored, change.from)
  if (early !== null) return [early]
  if (change.kind !== 'bundle') return partRefusals(db, tailored, change)
  const across = bundleRefusals(tailored, change)
  if (across.length > 0)
    return across.map(({ text, parts }) =>
      placed(
        text,
        text,
        parts.flatMap((at) => rows[at] ?? []),
      ),
    )
  const found = await refusalsByPart(tailored, change, {
    refusals: (standing, part) => partRefusals(db, standing, part),
    standingWith: (passed) => standingWith(db, tailored, passed),
  })
  return found.flatMap(({ part, at, refusals }) =>
    refusals.map((line) => placed(line, `${partTitle(part)}：${line}`, rows[at] ?? [])),
  )
}

async function partRefusals(db: Db, tailored: Tailored, part: Part): Promise<string[]> {
  switch (part.kind) {
    case 'switch':
      return switchRefusals(db, tailored, part)
    case 'item':
      return itemRefusals(db, tailored, part)
    case 'itemEdit':
      return itemEditRefusals(db, tailored, part)
    case 'groups':
      return groupRefusals(db, tailored, part)
    case 'indicator':
      return indicatorRefusals(db, tailored, part)
    case 'indicatorEdit':
      return indicatorEditRefusals(db, tailored, part)
    case 'definition':
      return definitionRefusals(db, tailored, part)
    case 'form':
      return formRefusals(db, tailored, part)
    case 'header':
      return headerRefusals(db, tailored, part)
    case 'byParts':
      return partsRefusals(db, part)
    case 'formScope':
      return scopeRefusals(db, tailored, part)
    case 'duty':
      return dutyRefusals(db, tailored, part)
  }
}

/** What is published, or signed to be, keeps the catalogue it was made with. */
function tooEarly({ openFrom, scheduled }: Tailored, from: Period): string | null {
  if (from < openFrom)
    return `${formatPeriod(from)}已经发布或早已过去，报表和指标保持原样。请选${formatPeriod(openFrom)}或以后的季度。`
  const signed = scheduled.find((period) => period >= from)
  return signed === undefined
    ? null
    : `${formatPeriod(signed)}已决定定时发布。请先由发布人收回定时发布，或选${formatPeriod(shiftPeriod(signed, 1))}及以后。`
}

/** Which quarters may be chosen: the next two years and a quarter, from the first that is free. */
export function openQuarters({ openFrom }: Pick<Tailored, 'openFrom'>): Period[] {
  return Array.from({ length: 9 }, (_, at) => shiftPeriod(openFrom, at))
}
