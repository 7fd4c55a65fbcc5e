import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { formatProse } from '@cg/domain/number/number-format'
import { bracketNotes, bracketRanges } from '../brackets.ts'
import { rankingLapses, statedPart } from '../lapses.ts'
import { changed } from '../late.ts'
import type { BarRow, ChartModel } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { commonTarget, goalWord, isJudged, measureFormat, rankingRows } from '../ranking-rows.ts'
import { axisNotes, barScale } from '../scale.ts'
import { blockFacts } from '../score-block.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { yardstickMarks, yardstickNotes } from '../yardsticks.ts'
import { rankedWords, rankingModel, rankingSubtitle } from './ranking-frame.ts'

/**
 * Ordered bars from zero, unranked units below with the reason, the target as a line (or a mark per unit). With a dimension
 * the units by their score in that block.
 */
export function districtRanking(given: RankingFacts, spec: ChartSpec): ChartModel {
  const facts = spec.dimension === undefined ? given : blockFacts(given, spec.dimension)
  const rows = rankingRows(facts, spec)
  const format = measureFormat(facts)
  const shown = shownRows(rows)
  const common = commonTarget(rows)
  const targets = rows.filter(isJudged).map((row) => row.target.value)
  const neutralTitle = `${rankedWords(facts)}${facts.measure.name}${facts.notRanked === null ? '排名' : '情况'}`
  const isWhole = rows.length === facts.units.code.length
  const brackets = spec.sort === 'protocol' ? [] : bracketRanges(shown.rows)
  const outside = yardstickMarks(facts.city.yardsticks, format, facts.release.period)
  const drawn = [...rows.map((row) => row.figure.value), ...targets, ...outside.map(({ value }) => value)]
  const scale = barScale(drawn, format)
  const hasMoves = facts.notRanked === null && facts.previousRank.some((rank) => rank !== null)
  const model = rankingModel(facts, {
    kind: 'district-ranking',
    view: facts.within === undefined ? '区县排名' : `${facts.within.shortName}乡镇街道排名`,
    title: titleOf(neutralTitle, ...(isWhole ? titleClaims(facts) : [])),
    neutralTitle,
    subtitle: rankingSubtitle(facts, spec),
    rows,
    notes: [
      ...(facts.notRanked === null ? [] : [facts.notRanked]),
      ...shown.notes,
      ...axisNotes(scale),
      ...bracketNotes(brackets),
      ...yardstickNotes(facts.city.yardsticks, format),
    ],
    body: {
      form: 'bars',
      unit: format.unit,
      decimals: format.decimals,
      mark: scale.from > 0 ? 'dot' : 'bar',
      rows: shown.rows.map((row) => barRow(row, { hasOwnTarget: common === null, hasMoves })),
      brackets,
      scale,
      reference:
        common === null || common.value === null
          ? null
          : {
              value: common.value,
              text: `${goalWord} ${formatProse(common.value, format)}`,
              role: 'target',
            },
      outside,
      targetWord: common === null && rows.some(isJudged) ? goalWord : null,
    },
  })
  return changed(model, statedPart(rankingLapses(facts), '单位'))
}

/** Who leads and who is last; where that cannot be said, how many reach what is expected. */
function titleClaims({ claims, notRanked }: RankingFacts) {
  return [findClaim(claims, 'ends'), notRanked === null ? findClaim(claims, 'count') : null]
}

function barRow(
  row: RankingRow,
  { hasOwnTarget, hasMoves }: { readonly hasOwnTarget: boolean; readonly hasMoves: boolean },
): BarRow {
  return {
    key: row.code,
    name: row.name,
    rank: row.rank === null ? '' : String(row.rank),
    tone: row.tone,
    detail: row.detail,
    figure: row.figure,
    light: row.light,
    target: hasOwnTarget && isJudged(row) ? row.target : null,
    reason: row.figure.value === null || row.reason !== null ? row.reason : null,
    full: null,
    move: hasMoves ? row.move : null,
  }
}
