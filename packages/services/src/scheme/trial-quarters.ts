import type { SchemeBody } from '@cg/contract/scheme'
import { release, schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { gradeUnits } from '@cg/domain/score/grade'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { parsePeriod } from '@cg/domain/period'
import { stabilityOf } from '@cg/domain/certainty/stability'
import type { TrialQuarter, TrialRow } from '@cg/contract/scheme'
import { desc, eq } from 'drizzle-orm'
import type { ReleaseBasis } from '../release/stored/basis.ts'
import { rankedUnits } from '../release/stored/basis.ts'
import { namesWords } from '@cg/domain/claim/words'
import { earlierView, historyQuarters, historyUnits } from '../release/compute/quarter.ts'
import { loadSeries, loadStoredBasis } from '../release/stored/answers.ts'
import { loadFrozenScores } from '../release/stored/frozen-rows.ts'
import type { SeriesTable } from '../release/stored/result-table.ts'
import { stabilityLimit } from '../release/compute/robustness.ts'
import { noPlaceWords } from '@cg/domain/score/no-place-words'
import { redistributionNotes, scoreQuarter } from '../release/compute/score.ts'
import type { ScoreQuarter } from '../release/compute/score.ts'

/** A published quarter with what it was computed from: the newest release of each. */
type Published = {
  readonly id: number
  readonly code: string
  readonly period: Period
  readonly basis: ReleaseBasis
  readonly series: SeriesTable
  readonly scheme: TrialQuarter['officialScheme']
}

/** One quarter under the tried scheme. */
export type TriedQuarter = {
  readonly basis: ReleaseBasis
  readonly scheme: SchemeBody
  readonly score: ScoreQuarter
  readonly quarter: TrialQuarter
}

/**
 * Scores up to `most` published quarters, newest first, from the targets, units and figures they were published with. What
 * was published is only read: nothing is stored.
 */
export async function tryQuarters(db: Db, scheme: SchemeBody, most = historyQuarters): Promise<TriedQuarter[]> {
  const published = await loadPublished(db, scheme, most)
  const tried: TriedQuarter[] = []
  for (const one of published.slice(0, most)) {
    const official = await loadOfficial(db, one.id)
    tried.push(tryQuarter(one, { scheme, published, official }))
    // A nation's quarters are large, and a newest one beside the one before says who moves.
    if (rankedUnits(one.basis).length > historyUnits && tried.length === 2) break
  }
  return tried
}

/** Newest release of each quarter, newest first; as many as values may be carried over besides. */
async function loadPublished(db: Db, scheme: SchemeBody, most: number): Promise<Published[]> {
  const rows = await db
    .select({ id: release.id, code: release.code, period: release.period, scheme: schemeVersion })
    .from(release)
    .leftJoin(schemeVersion, eq(schemeVersion.id, release.schemeVersionId))
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.period), desc(release.sequence))
  const newest = rows.filter((row, at) => row.period !== rows[at - 1]?.period)
  const carries = JSON.stringify(scheme).includes('carry_forward')
  const found: Published[] = []
  for (const { id, code, period, scheme: used } of newest.slice(0, most + (carries ? historyQuarters : 0))) {
    found.push({
      id,
      code: code ?? '',
      period: parsePeriod(period),
      basis: await loadStoredBasis(db, id),
      series: await loadSeries(db, id),
      scheme: used === null ? null : { code: used.schemeCode, version: used.version, name: used.name },
    })
  }
  return found
}

type Official = ReadonlyMap<string, { readonly total: number | null; readonly rank: number | null }>

async function loadOfficial(db: Db, releaseId: number): Promise<Official> {
  const rows = await loadFrozenScores(db, releaseId)
  return new Map(Array.from(rows, ({ unitCode, total, rank }) => [unitCode, { total, rank }]))
}

type Trying = { scheme: SchemeBody; published: readonly Published[]; official: Official }

function tryQuarter(one: Published, { scheme, published, official }: Trying): TriedQuarter {
  const { basis, period } = one
  const known = new Set<string>(basis.indicators.map((indicator) => indicator.code))
  const items = scheme.items.filter((item) => known.has(item.indicator))
  const unknown = scheme.items.filter((item) => !known.has(item.indicator)).map((item) => item.indicator)
  const usable = { ...scheme, items }
  const views = published.map((each) => earlierView(basis, each.period, each.series)).toReversed()
  const view = must(views.find((each) => each.period === period))
  const ranked = rankedUnits(basis)
  const kept = new Map(published.map((each) => [each.period, each.basis]))
  const input = {
    basis,
    ranked,
    quarters: views,
    forms: (at: Period) => kept.get(at)?.forms ?? [],
    matters: (at: Period) => kept.get(at)?.matters ?? [],
  }
  const score = scoreQuarter(input, usable, view)
  const rows = trialRows({ basis, ranked, score, scheme: usable, official })
  const moves = rows.flatMap((row) => (row.move === null || row.move === 0 ? [] : [Math.abs(row.move)]))
  const names = ranked.map((unit) => must(basis.units[unit]).shortName)
  return {
    basis,
    scheme: usable,
    score,
    quarter: {
      period,
      release: one.code,
      officialScheme: one.scheme,
      rows,
      moved: moves.length,
      largestMove: Math.max(0, ...moves),
      tooFew: score.tooFew,
      notes: [
        ...(unknown.length === 0 ? [] : [`当期尚无${namesWords(unknown, 6, '项')}，按其余指标试算。`]),
        ...redistributionNotes(basis, names, score),
      ],
    },
  }
}

type Rows = {
  basis: ReleaseBasis
  ranked: readonly number[]
  score: ScoreQuarter
  scheme: SchemeBody
  official: Official
}

function trialRows({ basis, ranked, score, scheme, official }: Rows): TrialRow[] {
  const isSmall = ranked.length <= historyUnits && !score.tooFew
  const groups = isSmall ? stabilityOf(score.scores, score.ranking, { limit: stabilityLimit }).groups : []
  const grades = new Map<string, string | null>(gradeUnits(score.ranking.rows, scheme.grades ?? [], scheme.decimals))
  return ranked.map((position, u) => {
    const unit = must(basis.units[position])
    const published = official.get(unit.code)
    const rank = score.ranks[u] ?? null
    const before = published?.rank ?? null
    const noPlace = score.noPlaces[u] ?? null
    return {
      unit: unit.code,
      unitName: unit.shortName,
      officialScore: published?.total ?? null,
      officialRank: before,
      score: score.totals[u] ?? null,
      rank,
      isTied: score.tied[u] === true,
      move: rank === null || before === null ? null : before - rank,
      reason: noPlace === null ? null : noPlaceWords(noPlace, must(score.scores[u]).availability),
      groups: groups.flatMap((group, at) => (group.includes(unit.code) ? [at + 1] : [])),
      grade: score.tooFew ? null : (grades.get(unit.code) ?? null),
    }
  })
}
