import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { movesSinceClaim } from '@cg/contract/claims/unit'
import { must } from '@cg/domain/must'
import { companion, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { withLate } from '../late.ts'
import { periodTick, periodWords } from '../lines.ts'
import type { BumpSeries, ChartModel, ChartTable } from '../model.ts'
import type { RankingRow } from '../ranking-rows.ts'
import { focusRow, measureFormat, rankingRows } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { marksOf } from '../ranking-table.ts'
import { rankingModel } from './ranking-frame.ts'

/** 位次变化: ranks restated under one scheme, quarter by quarter; a quarter without a rank is a gap. */
export function bump(whole: RankingFacts, spec: ChartSpec): ChartModel {
  const facts = fromFirstPlace(whole)
  const rows = rankingRows(facts, { ...spec, sort: 'value' })
  const { periods } = facts.history
  const drawn = rows.filter((row) =>
    facts.history.rank.some((ranks) => ranks[row.at] !== null && ranks[row.at] !== undefined),
  )
  const absent = rows
    .filter((row) => !drawn.includes(row) && !facts.notes.some((note) => note.includes(row.name)))
    .map((row) => row.name)
  const places = Math.max(1, ...facts.history.rank.flatMap((ranks) => drawn.map((row) => ranks[row.at] ?? 0)))
  const shown = facts.units.code.length > mostLines ? chosenRows(drawn) : shownRows(drawn)
  const series = withEndLabels(shown.rows.map((row) => bumpSeries(facts, row)))
  const neutralTitle = `各区县${facts.measure.name}位次变化`
  const span = periods.length === 0 ? '' : `，${periodWords(must(periods[0]))}—${periodWords(must(periods.at(-1)))}`
  const model = rankingModel(facts, {
    kind: 'bump',
    view: '位次变化',
    title: titleOf(neutralTitle, moveClaim(facts, rows)),
    neutralTitle,
    subtitle: `${spec.group ?? '各区县'}${facts.measure.name}位次${span}${facts.measure.kind === 'score' ? '（按本期方案重算）' : ''}`,
    rows,
    notes: [
      ...(absent.length === 0 ? [] : [`${absent.join('、')}各期均未参与排名`]),
      ...breakNotes(whole),
      ...begunNotes(facts, drawn),
      ...shown.notes,
    ],
    body: { form: 'bump', periods: periods.map(periodTick), series, places },
  })
  return withLate(model, {
    table: () => bumpTable(facts, drawn),
    records: () => historyRecords(whole, rows),
  })
}

/** Without the quarters before anybody has a place that compares with today's: they would stand empty. */
function fromFirstPlace(facts: RankingFacts): RankingFacts {
  const { periods, rank, value, ...others } = facts.history
  const first = rank.findIndex((ranks) => ranks.some((one) => one !== null))
  if (first <= 0) return facts
  return {
    ...facts,
    history: { ...others, periods: periods.slice(first), rank: rank.slice(first), value: value.slice(first) },
  }
}

/** Above so many units lines of the first and the last would hide each other: a picture follows the units that are marked. */
const mostLines = 200

function chosenRows(rows: readonly RankingRow[]): ReturnType<typeof shownRows<RankingRow>> {
  const loud = rows.filter((row) => row.tone === 'focus' || row.tone === 'compare')
  if (loud.length === 0)
    throw new ChartRefusal(`共${rows.length}个单位，位次变化只画所选的单位`, '请先在条形或表中点选一个单位')
  return { rows: loud, notes: [`共${rows.length}个单位，图中只画所选的单位`] }
}

/** From when the places speak of today's definition, where the quarters drawn begin earlier. */
function breakNotes({ measure, history, release }: RankingFacts): string[] {
  const [first] = history.periods
  const start = measure.breaks.filter((one) => first !== undefined && one > first && one <= release.period).at(-1)
  return start === undefined ? [] : [`${periodWords(start)}起口径调整，此前的位次不可比，不列`]
}

/** Why a line begins later than the others. */
function begunNotes({ history }: RankingFacts, drawn: readonly RankingRow[]): string[] {
  return (history.begun ?? []).flatMap(({ unit, words }) => (drawn.some(({ code }) => code === unit) ? [words] : []))
}

/** The focused units' way since the first quarter drawn; without a focus, who moved most since last quarter. */
function moveClaim(facts: RankingFacts, rows: readonly RankingRow[]): Claim | null {
  const chosen = rows
    .filter((row) => row.tone === 'focus' || row.tone === 'compare')
    .map((row) => must(facts.units.shortName[row.at]))
  if (facts.history.periods.length === 0 || rows.length < facts.units.code.length) return null
  if (chosen.length === 0) return findClaim(facts.claims, 'move')
  return movesSinceClaim(facts, chosen)
}

function bumpSeries(facts: RankingFacts, row: RankingRow): BumpSeries {
  return {
    key: row.code,
    name: row.name,
    tone: row.tone,
    ranks: facts.history.rank.map((ranks) => ranks[row.at] ?? null),
    detail: row.detail,
    endLabel: '',
  }
}

const toneOrder = { focus: 0, compare: 1, plain: 2, context: 3 } as const

/** Units that share their last place share one label, carried by the one in focus. */
function withEndLabels(series: readonly BumpSeries[]): BumpSeries[] {
  return series.map((line) => {
    const last = line.ranks.at(-1) ?? null
    if (last === null) return line
    const together = series.filter((other) => other.ranks.at(-1) === last)
    const carrier = together.toSorted((left, right) => toneOrder[left.tone] - toneOrder[right.tone])[0]
    return carrier === line ? { ...line, endLabel: together.map((other) => other.name).join('、') } : line
  })
}

/** One record per unit and quarter: the line that is drawn. */
function historyRecords(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable {
  const format = measureFormat(facts)
  return {
    columns: [
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('measureCode', '指标代码'),
      wordColumn('measure', '指标'),
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      numberColumn('value', '值', format),
      wordColumn('note', '标记'),
      wordColumn('release', '发布编号'),
    ],
    rows: rows
      .toSorted((left, right) => left.at - right.at)
      .flatMap((row) =>
        facts.history.periods.map((period, quarter) => [
          wordCell(period),
          wordCell(row.code),
          wordCell(must(facts.units.name[row.at])),
          wordCell(facts.measure.code),
          wordCell(facts.measure.name),
          placeCell(facts.history.rank[quarter]?.[row.at]),
          numberCell(companion(facts.history.value[quarter]?.[row.at], format)),
          wordCell(period === facts.release.period ? marksOf(facts, row) : ''),
          wordCell(facts.release.code),
        ]),
      ),
  }
}

function bumpTable(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable {
  return {
    ...focusRow(rows),
    columns: [
      wordColumn('name', '单位'),
      ...facts.history.periods.map((period) => numberColumn(period, `${period}位次`, { unit: '', decimals: 0 })),
    ],
    rows: rows.map((row) => [wordCell(row.name), ...facts.history.rank.map((ranks) => placeCell(ranks[row.at]))]),
  }
}
