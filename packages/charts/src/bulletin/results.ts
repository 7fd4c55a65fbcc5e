import type { Claim } from '@cg/contract/claims'
import { bulletinSentence, claimSure } from '@cg/domain/claim/bulletin'
import type { BulletinTopic } from '@cg/domain/claim/bulletin'
import { sentence } from '@cg/domain/claim/claim'
import { moveOf } from '@cg/domain/claim/comparison'
import type { GapClaim } from '@cg/domain/claim/gap'
import type { ChangeClaim } from '@cg/domain/claim/movement'
import { isNarrower } from '@cg/domain/claim/gap'
import { must } from '@cg/domain/must'
import { distance } from '@cg/domain/number/difference'
import type { BulletinSubject } from './sources.ts'
import { exactOf, ofCity, ofRelease } from './sources.ts'
import type { Said } from './written.ts'

const mostImproved = 6
const mostMoved = 3
const mostGaps = 3

export type Topic = { readonly id: BulletinTopic; readonly said: readonly Said[] }

/** 二、主要成效: what moved for the better, in whole and in all districts, and who certainly stands ahead. */
export function resultTopics(subject: BulletinSubject): Topic[] {
  return [
    { id: 'results-indicators', said: improvedSaid(subject) },
    { id: 'results-districts', said: [...sureSaid(subject, 'upper'), ...allMovedSaid(subject)] },
    { id: 'results-gaps', said: gapSaid(subject, isNarrower, mostGaps) },
  ]
}

type Improved = { readonly claim: ChangeClaim; readonly said: Said; readonly size: number; readonly isRate: boolean }

/** Figures of the city that moved for the better and are not behind their goal: rates by points first, then the rest. */
function improvedSaid(subject: BulletinSubject): Said[] {
  const { matrix } = subject
  const found = matrix.indicators.flatMap((indicator, i): Improved[] => {
    const fact = must(matrix.city[i])
    const claim = matrix.claims.find(
      (one): one is ChangeClaim => one.kind === 'change' && one.subject === indicator.name,
    )
    if (claim === undefined || fact.light === 'late' || indicator.direction === 'neutral') return []
    const moved = moveOf(claim.comparison, claim.format)
    if (moved === null || moved.direction !== (indicator.direction === 'higher' ? 'up' : 'down')) return []
    const said = { text: sentence(claim), source: ofCity(subject, indicator), exact: exactOf(indicator, fact) }
    return [{ claim, said, size: Math.abs(moved.size), isRate: moved.kind === 'points' }]
  })
  return found
    .toSorted((left, right) => Number(right.isRate) - Number(left.isRate) || (left.isRate ? right.size - left.size : 0))
    .slice(0, mostImproved)
    .map(({ said }) => said)
}

/** Who certainly stands at an end of the ranking by score; of the lower end by name only where that is asked for. */
export function sureSaid(subject: BulletinSubject, end: 'upper' | 'lower'): Said[] {
  const { score, isNaming } = subject
  if (score === null || score.notRanked !== null) return []
  const rows = score.units.shortName.flatMap((name, at) =>
    (score.rank[at] ?? null) === null
      ? []
      : [{ name, low: score.rankLow[at] ?? null, high: score.rankHigh[at] ?? null }],
  )
  const claim = claimSure(end, rows, end === 'upper' || isNaming)
  return claim === null
    ? []
    : [{ text: bulletinSentence(claim), source: ofRelease(subject, 'rankings/score/rankHigh', '综合得分位次区间') }]
}

/** Core indicators that moved for the better in every district. */
function allMovedSaid(subject: BulletinSubject): Said[] {
  return subject.overview.rankings
    .flatMap(({ measure, claims }): Said[] => {
      const wanted = measure.direction === 'higher' ? 'up' : 'down'
      const claim = claims.find((one) => one.kind === 'all_moved' && one.direction === wanted)
      if (claim === undefined || measure.kind === 'score' || measure.direction === 'neutral') return []
      const source = { ...ofCity(subject, measure), path: `rankings/${measure.code}/claims` }
      return [{ text: sentence(claim), source: { ...source, words: source.words.replace('全市', '各单位') } }]
    })
    .slice(0, mostMoved)
}

/** How far a gap moved. */
function stepOf({ gap, before, format }: GapClaim): number {
  return before === null ? 0 : distance(gap, before.gap, format.decimals)
}

/** Gaps between groups that moved one way, those that moved most first. */
export function gapSaid(subject: BulletinSubject, isWanted: (gap: GapClaim) => boolean, most: number): Said[] {
  const isGap = (claim: Claim): claim is GapClaim => claim.kind === 'gap'
  return subject.overview.claims
    .filter(isGap)
    .filter(isWanted)
    .toSorted((left, right) => stepOf(right) - stepOf(left))
    .slice(0, most)
    .map((claim) => ({ text: sentence(claim), source: ofRelease(subject, 'overview/gaps', claim.topic) }))
}
