import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sinceBaseline } from '@cg/contract/claims/unit'
import { moveOf } from '@cg/domain/claim/comparison'
import { movedWords } from '@cg/domain/number/difference'
import type { Difference } from '@cg/domain/number/difference'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { againstWords } from '@cg/domain/claim/words'
import { makePeriod } from '@cg/domain/period'
import { formatProse, formatValue } from '@cg/domain/number/number-format'
import { periodWords } from '../lines.ts'
import type { ChartModel, DumbbellRow } from '../model.ts'
import { dated, legendWords } from '../observed.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { commonTarget, goalWord, measureFormat, rankingRows } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { rankingModel, rankingSubtitle } from './ranking-frame.ts'

/** Why no base stands beside the figures: a base of another definition is none. */
function noBase({ measure, release }: RankingFacts): string {
  const start = measure.breaks.findLast((one) => one <= release.period)
  return start === undefined ? '没有基期数据' : `自${periodWords(start)}起口径调整，没有同一口径的基期数据`
}

/** 较基期: an open mark for the base, the state's mark for now. The axis may start above zero, and says so. */
export function dumbbell(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const rows = rankingRows(facts, spec)
  if (rows.some((row) => row.figure.value !== null) && rows.every((row) => row.baseline.value === null))
    throw new ChartRefusal(`${facts.measure.name}${noBase(facts)}，不能与基期对照`, '请改看排名')
  const format = measureFormat(facts)
  const shown = shownRows(rows)
  const common = commonTarget(rows)
  const baseYear = facts.city.baselinePeriod?.slice(0, 4) ?? null
  const neutralTitle = `各区县${facts.measure.name}与基期对照`
  const isWhole = rows.length === facts.units.code.length
  const startWord = baseYear === null ? '基期' : `${baseYear}年基期`
  const values = rows.flatMap((row) => [row.figure.value, row.baseline.value])
  const scale = niceScale([...values, common?.value ?? null], { format, startsAtZero: false })
  return rankingModel(facts, {
    kind: 'dumbbell',
    view: '与基期对照',
    title: titleOf(neutralTitle, ...(isWhole ? wholeClaims(facts) : [])),
    neutralTitle,
    subtitle: `${rankingSubtitle(facts, spec)}，与${startWord}比较`,
    rows,
    notes: [...axisNotes(scale), ...shown.notes],
    body: {
      form: 'dumbbell',
      unit: format.unit,
      decimals: format.decimals,
      rows: shown.rows.map((row) => dumbbellRow(row, facts)),
      scale,
      reference:
        common === null || common.value === null
          ? null
          : {
              value: common.value,
              text: `${goalWord} ${formatProse(common.value, format)}`,
              role: 'target',
            },
      startWord,
      endWord: legendWords(facts.release.period, dated(facts.value, facts.carriedFrom)),
      changeWord: baseYear === null ? '变化' : againstWords('baseline', makePeriod(Number(baseYear), 4)),
      printsStart: false,
    },
  })
}

function wholeClaims({ claims }: RankingFacts): (Claim | null)[] {
  return [findClaim(claims, 'all_moved'), findClaim(claims, 'count')]
}

function dumbbellRow(row: RankingRow, facts: RankingFacts): DumbbellRow {
  const format = measureFormat(facts)
  const comparison = sinceBaseline(facts, row.at)
  const moved = comparison === null ? null : moveOf(comparison, format)
  return {
    key: row.code,
    name: row.name,
    rank: row.rank === null ? '' : String(row.rank),
    tone: row.tone,
    detail: row.detail,
    start: row.baseline,
    end: row.figure,
    light: row.light,
    change: row.figure.value === null ? '' : moved === null ? '—' : movedWords(moved, format),
    changeShort: moved === null ? '' : signed(moved, format),
    reason: row.figure.value === null ? row.reason : null,
  }
}

/** +21.4 for rates, +3.5% for counts, +7 for small ones. */
function signed({ kind, size }: Difference, { decimals }: NumberFormat): string {
  const sign = size > 0 ? '+' : size < 0 ? '−' : ''
  const printed = formatValue(Math.abs(size), { unit: '', decimals: kind === 'percent' ? 1 : decimals })
  return `${sign}${printed}${kind === 'percent' ? '%' : ''}`
}
