import type { ChartSpec } from '@cg/contract/chart'
import type { RankingFacts } from '@cg/contract/release'
import type { Change } from '@cg/domain/number/number-format'
import { formatChange, formatProse, formatValue, isRelativeUnit } from '@cg/domain/number/number-format'
import { periodWords } from '../lines.ts'
import type { ChartModel, DumbbellRow } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { commonTarget, goalWord, measureFormat, rankingRows } from '../ranking-rows.ts'
import { axisNotes, niceScale } from '../scale.ts'
import { shownRows } from '../shown-rows.ts'
import { dumbbellTitle } from '../titles.ts'
import { rankingModel, rankingSubtitle } from './ranking-frame.ts'

/** 较基期: an open mark for the base, the state's mark for now. The axis may start above zero, and says so. */
export function dumbbell(facts: RankingFacts, spec: ChartSpec): ChartModel {
  const rows = rankingRows(facts, spec)
  const format = measureFormat(facts)
  const shown = shownRows(rows)
  const common = commonTarget(rows)
  const baseYear = facts.city.baselinePeriod?.slice(0, 4) ?? null
  const startWord = baseYear === null ? '基期' : `${baseYear}年基期`
  const values = rows.flatMap((row) => [row.figure.value, row.baseline.value])
  const scale = niceScale([...values, common?.value ?? null], { format, startsAtZero: false })
  return rankingModel(facts, {
    kind: 'dumbbell',
    view: '较基期',
    title: dumbbellTitle(facts, rows),
    neutralTitle: `各区县${facts.measure.name}较基期变化`,
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
              text: `${goalWord(facts)} ${formatProse(common.value, format)}`,
              role: 'target',
            },
      startWord,
      endWord: periodWords(facts.release.period),
      changeWord: baseYear === null ? '较基期' : `较${baseYear}年`,
      printsStart: false,
    },
  })
}

function dumbbellRow(row: RankingRow, facts: RankingFacts): DumbbellRow {
  const change =
    row.figure.value === null ? null : formatChange(row.figure.value, row.baseline.value, measureFormat(facts))
  return {
    key: row.code,
    name: row.name,
    rank: row.rank === null ? '' : String(row.rank),
    tone: row.tone,
    detail: row.detail,
    start: row.baseline,
    end: row.figure,
    light: row.light,
    change: change === null ? '' : change.text,
    changeShort: change === null ? '' : signed(change, facts),
    reason: row.figure.value === null ? row.reason : null,
  }
}

/** +21.4 for rates, +3.5% for counts. */
function signed(change: Change, facts: RankingFacts): string {
  if (change.amount === null) return change.text
  const format = measureFormat(facts)
  const isRate = isRelativeUnit(format.unit)
  const size = formatValue(Math.abs(change.amount), { unit: '', decimals: isRate ? format.decimals : 1 })
  return `${change.amount > 0 ? '+' : change.amount < 0 ? '−' : ''}${size}${isRate ? '' : '%'}`
}
