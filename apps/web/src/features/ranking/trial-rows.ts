import { rankMove } from '@cg/charts/rank-move'
import type { RankMove } from '@cg/charts/model'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TrialRow } from '@cg/contract/score-trial'
import { trialMark } from '@cg/contract/trial-mark'
import { formatValue } from '@cg/domain/number/number-format'
import { csvText } from '../../lib/csv.ts'

/** A unit under trial weights beside the published ranking. */
export type TriedRow = {
  readonly code: string
  readonly name: string
  readonly rank: number | null
  readonly groupRank: number | null
  readonly score: number | null
  readonly officialRank: number | null
  readonly officialScore: number | null
  /** From the published place to that of the trial; null without a place. */
  readonly move: RankMove | null
  readonly reason: string | null
}

/** By place of the trial, those without one last in protocol order. */
export function triedRows(facts: RankingFacts, tried: readonly TrialRow[]): TriedRow[] {
  const rows = tried.map(({ total, overall, inGroup, reason }, at): TriedRow => {
    const [rank, officialRank] = [overall?.rank ?? null, facts.rank[at] ?? null]
    return {
      code: facts.units.code[at] ?? '',
      name: facts.units.shortName[at] ?? '',
      rank,
      groupRank: inGroup?.rank ?? null,
      score: total,
      officialRank,
      officialScore: facts.value[at] ?? null,
      move: rankMove(officialRank, rank),
      reason,
    }
  })
  return rows.toSorted((left, right) => (left.rank ?? rows.length + 1) - (right.rank ?? rows.length + 1))
}

/** How many units have another place than published. */
export function movedCount(rows: readonly TriedRow[]): number {
  return rows.filter(({ rank, officialRank }) => rank !== officialRank).length
}

/** Every line says 试算，非正式, with the release it is held against and the weights that were tried. */
export function triedCsv(facts: RankingFacts, rows: readonly TriedRow[], weights: string): string {
  const score = (value: number | null): string =>
    value === null ? '' : formatValue(value, { unit: '', decimals: facts.measure.decimals })
  const head = [
    '性质',
    '期次',
    '对照发布',
    '单位',
    '试算位次',
    '正式位次',
    '位次变动',
    '试算得分',
    '正式得分',
    '说明',
    '试算权重',
  ]
  const lines = rows.map((row) => [
    trialMark,
    facts.release.period,
    facts.release.code,
    row.name,
    row.rank,
    row.officialRank,
    row.move?.words ?? '',
    score(row.score),
    score(row.officialScore),
    row.reason ?? '',
    weights,
  ])
  return csvText([head, ...lines])
}
