import type { RankingFacts } from '@cg/contract/release/ranking'
import { closeMark, placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import type { NumberFormat } from '@cg/domain/number/number-format'
import { sinceBaseline } from '@cg/contract/claims/unit'
import { moveOf } from '@cg/domain/claim/comparison'
import { differenceUnit, formatState, isRelativeUnit } from '@cg/domain/number/number-format'
import { companion, numberCell, partFigure, numberColumn, placeCell, wordCell, wordColumn } from './figure.ts'
import type { ChartTable, TableCell } from './model.ts'
import { dated, observedCell, observedColumn } from './observed.ts'
import type { RankingRow } from './ranking-rows.ts'
import { focusRow, goalWord, measureFormat, zerosOf } from './ranking-rows.ts'
import { statusMarks } from './theme.ts'

/** The word of a light; '不评价' without one (no target, or a direction without better). */
export function lightWord(light: RankingRow['light']): string {
  return light === null ? '不评价' : statusMarks[light].word
}

/** Of a unit: those it shares a bracket with. */
const closeHeader = `${closeMark}的单位`

/** Names of the units in one of its brackets, best first. */
function closeNames(rows: readonly RankingRow[], row: RankingRow): string {
  if (row.groups.length === 0) return ''
  return rows
    .filter((other) => other !== row && other.groups.some((group) => row.groups.includes(group)))
    .map((other) => other.name)
    .join('、')
}

/** 由第3位升至第2位; — without a place before or now. */
function moveText({ move }: RankingRow): string {
  return move === null || move.text === '—' ? '—' : move.words
}

/** What is to be known of a unit's figure: why it has no place, that it shares it, what counts as 0. */
export function marksOf(facts: RankingFacts, { at, rank, isTied, reason }: RankingRow): string {
  return [reason ?? '', rank !== null && isTied ? placeWords(rank, true) : '', zerosOf(facts, at)]
    .filter((mark) => mark !== '')
    .join('；')
}

/** The ranking as drawn: place, unit, value, target, status, last quarter, base. */
export function rankingTable(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable {
  const format = measureFormat(facts)
  const hasTarget = rows.some((row) => row.target.value !== null)
  const hasClose = rows.some((row) => row.groups.length > 0)
  const columns = [
    numberColumn('rank', '位次', { unit: '', decimals: 0 }),
    wordColumn('name', '单位'),
    numberColumn('value', facts.measure.name, format),
    ...(hasTarget ? [numberColumn('target', goalWord, format), wordColumn('light', '状态')] : []),
    numberColumn('previous', '上季', format),
    numberColumn('baseline', '基期', format),
    wordColumn('move', '位次变动'),
    ...(hasClose ? [wordColumn('close', closeHeader)] : []),
    wordColumn('reason', '说明'),
  ]
  const cells = (row: RankingRow): TableCell[] => [
    placeCell(row.rank),
    wordCell(row.name),
    numberCell(row.figure),
    ...(hasTarget ? [numberCell(row.target), wordCell(row.figure.value === null ? '—' : lightWord(row.light))] : []),
    numberCell(row.previous),
    numberCell(row.baseline),
    wordCell(moveText(row)),
    ...(hasClose ? [wordCell(closeNames(rows, row))] : []),
    wordCell(marksOf(facts, row)),
  ]
  return { columns, rows: rows.map(cells), ...focusRow(rows) }
}

/** One record per unit with numerator, denominator, what it is compared with, interval and marks, in protocol order. */
export function rankingRecords(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable {
  const format = measureFormat(facts)
  const whole = { unit: '', decimals: 0 }
  const difference = changeFormat(format)
  const figures = dated(facts.value, facts.carriedFrom)
  const columns = [
    wordColumn('period', '期次'),
    wordColumn('unitCode', '单位代码'),
    wordColumn('unit', '单位'),
    wordColumn('measureCode', '指标代码'),
    wordColumn('measure', '指标'),
    numberColumn('value', '值', format),
    numberColumn('numerator', '分子', whole),
    numberColumn('denominator', '分母', whole),
    numberColumn('target', '年度目标', format),
    numberColumn('expected', goalWord, format),
    wordColumn('light', '灯号'),
    numberColumn('rank', '位次', whole),
    numberColumn('rankLow', '位次区间下限', whole),
    numberColumn('rankHigh', '位次区间上限', whole),
    numberColumn('previous', '上季', format),
    wordColumn('basePeriod', '基期'),
    numberColumn('baseline', '基期值', format),
    numberColumn('change', '比基期变化', difference),
    wordColumn('state', '状态'),
    observedColumn,
    wordColumn('move', '位次变动'),
    wordColumn('close', closeHeader),
    wordColumn('note', '标记'),
    wordColumn('release', '发布编号'),
  ]
  const record = (row: RankingRow): TableCell[] => [
    wordCell(facts.release.period),
    wordCell(row.code),
    wordCell(must(facts.units.name[row.at])),
    wordCell(facts.measure.code),
    wordCell(facts.measure.name),
    numberCell(row.figure),
    numberCell(partFigure(facts.numerator[row.at])),
    numberCell(partFigure(facts.denominator[row.at])),
    numberCell(companion(facts.target[row.at], format)),
    numberCell(row.target),
    wordCell(row.figure.value === null ? '—' : lightWord(row.light)),
    placeCell(row.rank),
    placeCell(row.rankLow),
    placeCell(row.rankHigh),
    numberCell(row.previous),
    wordCell(row.baseline.value === null ? '—' : (facts.city.baselinePeriod ?? '—')),
    numberCell(row.baseline),
    numberCell(companion(growthOf(facts, row.at), difference)),
    wordCell(formatState(row.figure.state)),
    observedCell(facts.release.period, must(figures[row.at])),
    wordCell(moveText(row)),
    wordCell(closeNames(rows, row)),
    wordCell(marksOf(facts, row)),
    wordCell(facts.release.code),
  ]
  return { columns, rows: rows.toSorted((left, right) => left.at - right.at).map(record) }
}

/** What the column's unit can say: a small count has no growth, and a carried figure is held against nothing. */
function growthOf(facts: RankingFacts, at: number): number | null {
  const comparison = sinceBaseline(facts, at)
  const moved = comparison === null ? null : moveOf(comparison, measureFormat(facts))
  return moved === null || moved.kind === 'count' ? null : moved.size
}

/** How a change is printed: points for rates, per cent for counts. */
function changeFormat({ unit, decimals }: NumberFormat): NumberFormat {
  return isRelativeUnit(unit) ? { unit: differenceUnit(unit), decimals } : { unit: '%', decimals: 1 }
}

/** Place by place: who stands there, with which figure, how certain, and since when. Null where nobody is ranked. */
export function placesTable(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable | null {
  const ranked = rows.filter((row) => row.rank !== null)
  if (ranked.length === 0) return null
  const whole = { unit: '', decimals: 0 }
  return {
    columns: [
      numberColumn('rank', '位次', whole),
      wordColumn('name', '单位'),
      wordColumn('group', '考核组'),
      numberColumn('value', facts.measure.name, measureFormat(facts)),
      numberColumn('previous', '上期位次', whole),
      numberColumn('low', '位次区间下限', whole),
      numberColumn('high', '位次区间上限', whole),
      wordColumn('close', closeHeader),
      wordColumn('note', '标记'),
    ],
    rows: ranked
      .toSorted((left, right) => must(left.rank) - must(right.rank) || left.at - right.at)
      .map((row) => [
        placeCell(row.rank),
        wordCell(row.name),
        wordCell(facts.units.group[row.at] ?? ''),
        numberCell(row.figure),
        placeCell(facts.previousRank[row.at]),
        placeCell(row.rankLow),
        placeCell(row.rankHigh),
        wordCell(closeNames(ranked, row)),
        wordCell(marksOf(facts, row)),
      ]),
  }
}
