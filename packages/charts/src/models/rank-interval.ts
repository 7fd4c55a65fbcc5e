import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { closeMark, placeSpan } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { bracketRanges } from '../brackets.ts'
import { numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { withLate } from '../late.ts'
import type { ChartModel, ChartTable } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { focusRow, rankingRows } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { rankingModel, rankingSubtitle } from './ranking-frame.ts'

/**
 * 稳健区间: the places a unit may hold. Rows that cannot be told apart are bracketed where the bars come from the same rule
 * (touching intervals); the bars of a score come from other weights than its groups, so there the bars stand alone.
 */
export function rankInterval(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const rows = rankingRows(facts, { ...spec, sort: 'value' }).filter((row) => row.rank !== null || row.reason !== null)
  const ranked = rows.filter((row) => row.rank !== null)
  const shown = shownRows(rows)
  const neutralTitle = `各区县${facts.measure.name}位次及稳健区间`
  const isWhole = rows.length === facts.units.code.length
  const isOneRule = facts.closeRule === 'intervals'
  const groups = findClaim(facts.claims, 'groups', (claim) => isOneRule || claim.groups.length === 0)
  if (ranked.length > 0 && ranked.every((row) => row.rankLow === null))
    throw new ChartRefusal('本期没有计算位次区间，无法画稳健区间', '请改用条形或位次变化')
  const model = rankingModel(facts, {
    kind: 'rank-interval',
    view: '稳健区间',
    title: titleOf(neutralTitle, isWhole ? groups : null),
    neutralTitle,
    subtitle: rankingSubtitle(facts, spec, '位次及稳健区间').replace(/，分$/, ''),
    rows,
    notes: shown.notes,
    body: {
      form: 'interval',
      rows: shown.rows.map((row) => ({
        key: row.code,
        name: row.name,
        rank: '',
        tone: row.tone,
        detail:
          row.rankLow === null || row.rankHigh === null
            ? row.detail
            : [...row.detail, `位次区间：${placeSpan(row.rankLow, row.rankHigh)}`],
        place: row.rank,
        low: row.rankLow,
        high: row.rankHigh,
        reason: row.rank === null ? row.reason : null,
      })),
      brackets: isOneRule ? bracketRanges(shown.rows) : [],
      places: Math.max(1, ...ranked.map((row) => Math.max(must(row.rank), row.rankHigh ?? 0))),
      bracketWord: closeMark,
    },
  })
  return withLate(model, { table: () => intervalTable(rows, isOneRule) })
}

function intervalTable(rows: readonly RankingRow[], isOneRule: boolean): ChartTable {
  const whole = { unit: '', decimals: 0 }
  return {
    ...focusRow(rows),
    columns: [
      wordColumn('name', '单位'),
      numberColumn('rank', '位次', whole),
      numberColumn('low', '区间下限', whole),
      numberColumn('high', '区间上限', whole),
      wordColumn('reason', '说明'),
    ],
    rows: rows.map((row) => [
      wordCell(row.name),
      placeCell(row.rank),
      placeCell(row.rankLow),
      placeCell(row.rankHigh),
      wordCell(row.reason ?? (isOneRule && row.groups.length > 0 ? closeMark : '')),
    ]),
  }
}
