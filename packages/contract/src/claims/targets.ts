import { claimAhead, claimBaseBeyond, claimCommitments, claimSlipped } from '@cg/domain/claim/commitment'
import type { AheadClaim, Commitment, CommitmentsClaim } from '@cg/domain/claim/commitment'
import { claimGoal, meets } from '@cg/domain/claim/goal'
import type { Aim } from '@cg/domain/claim/goal'
import { claimNeed } from '@cg/domain/claim/need'
import { claimUncomputable } from '@cg/domain/claim/uncomputable'
import { coversAlike } from '@cg/domain/figure/span'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { makePeriod, parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { lostAfterMet } from '@cg/domain/target/light-history'
import type { LostMet } from '@cg/domain/target/light-history'
import { isBaseBeyond } from '@cg/domain/target/target'
import { isOfYear, paceOf } from '@cg/domain/target/target-path'
import type { Claim } from '../claims.ts'
import type { TargetRow, TargetsFacts, TargetYear } from '../release/targets.ts'

type Row = Omit<TargetRow, 'claims'>

/** What may be said of one commitment. `forecast`: where the city's line leads; null of a unit. */
export function targetRowClaims(
  row: Row,
  { periods, forecast }: { periods: readonly Period[]; forecast: Claim | null },
): Claim[] {
  const now = periods.at(-1)
  if (now === undefined) return []
  const { name } = row.indicator
  const needs = row.years.map((year) => needClaim(row, year, now))
  const found = [
    claimUncomputable(name, row.value, row.state === 'uncomputable' ? row.missing : []),
    claimGoal(name, aimOf(row, now)),
    slippedClaim(row, periods),
    baseClaim(row),
    ...needs,
    forecast,
  ]
  return found.filter((claim) => claim !== null)
}

/** How the commitments stand: by the figures of now and of the ends of years that are over; of years to come, what is at hand. */
export function targetsClaims(facts: Omit<TargetsFacts, 'claims'>): Claim[] {
  const scope = facts.unit?.shortName ?? ''
  return facts.years.flatMap((year) => yearClaim({ ...facts, year, scope }) ?? [])
}

export type OfYear = Pick<TargetsFacts, 'years' | 'targetYear'> & {
  readonly rows: readonly Row[]
  readonly year: number
  /** Whose or which the rows are; '' for all of the city. */
  readonly scope: string
}

/** How some of the rows stand in one year. */
export function yearClaim({ years, targetYear, rows, year, scope }: OfYear): CommitmentsClaim | AheadClaim | null {
  const at = years.indexOf(year)
  if (year <= targetYear) {
    const standings: Commitment[] = []
    for (const row of rows) {
      const own = row.years[at]
      if (own !== undefined) standings.push({ standing: own.standing, owner: row.indicator.leadDepartment })
    }
    return claimCommitments({ scope, year, isCurrent: year === targetYear }, standings)
  }
  const due: { readonly reached: boolean | null }[] = []
  for (const row of rows) {
    const own = row.years[at]
    if (own !== undefined && own.target !== null) due.push({ reached: reaches(row, own) })
  }
  return claimAhead({ scope, year }, due)
}

function formatOf({ indicator }: Row): NumberFormat {
  return { unit: indicator.unit, decimals: indicator.decimals }
}

function aimOf(row: Row, now: Period): Aim {
  const year = Number(now.slice(0, 4))
  return {
    value: row.value,
    expected: row.expected,
    target: row.years.find((one) => one.year === year)?.target ?? null,
    year,
    direction: row.indicator.direction,
    isRunningTotal: row.indicator.isRunningTotal,
    light: row.light,
    format: formatOf(row),
  }
}

function paceIn({ indicator }: Row) {
  return paceOf(indicator.span.judgedBy)
}

/** Of all units, measured in the quarter itself: only such a figure has a distance to a later target. */
function isWholeOwn({ value, state, carriedFrom }: Row): boolean {
  return value !== null && state === 'reported' && carriedFrom === null
}

function needClaim(row: Row, { year, target }: TargetYear, now: Period) {
  if (target === null) return null
  return claimNeed(row.indicator.name, {
    value: row.value,
    isWhole: row.state === 'reported',
    isOwn: row.carriedFrom === null,
    yearAgo: row.yearAgo,
    now,
    target: { period: makePeriod(year, 4), value: target },
    pace: paceIn(row),
    direction: row.indicator.direction,
    format: formatOf(row),
  })
}

function slippedClaim(row: Row, periods: readonly Period[]) {
  const { indicator, value, expected } = row
  const { direction, name } = indicator
  const lost = lostIn(row, periods)
  if (lost === null || value === null || expected === null || direction === 'neutral') return null
  return claimSlipped(name, lost, { value, expected, direction, format: formatOf(row) })
}

function lostIn(row: Row, periods: readonly Period[]): LostMet | null {
  const { indicator, history } = row
  const [now, { direction, decimals }] = [periods.at(-1), indicator]
  if (now === undefined || direction === 'neutral') return null
  const quarters = periods.map((period, at) => ({
    period,
    value: history.value[at] ?? null,
    light: history.light[at] ?? null,
    isAlike: history.state[at] === 'reported' && row.state === 'reported' && coversAlike(indicator.span, now, period),
  }))
  return lostAfterMet(quarters, { path: { pace: paceIn(row), direction }, decimals })
}

function baseClaim(row: Row) {
  const { baseline, baselinePeriod, indicator, value } = row
  const final = row.years.findLast((year) => year.target !== null)
  const { direction, decimals, name } = indicator
  if (baseline === null || baselinePeriod === null || final === undefined || final.target === null) return null
  if (direction === 'neutral') return null
  const base = parsePeriod(baselinePeriod)
  const points = [{ period: makePeriod(final.year, 4), value: final.target }]
  const path = { pace: paceIn(row), direction, baseline: { period: base, value: baseline }, points }
  if (!isBaseBeyond(path, decimals)) return null
  const [today, format] = [isWholeOwn(row) ? value : null, formatOf(row)]
  return claimBaseBeyond(name, {
    baseline,
    base,
    value: today,
    target: final.target,
    year: final.year,
    direction,
    format,
  })
}

/** Whether today's figure is at a later year's target; null where it says nothing of it. */
function reaches(row: Row, { target }: TargetYear): boolean | null {
  const { value, indicator } = row
  if (target === null || value === null || indicator.direction === 'neutral') return null
  if (isOfYear(paceIn(row)) || !isWholeOwn(row)) return null
  return meets(value, target, indicator.direction, indicator.decimals)
}
