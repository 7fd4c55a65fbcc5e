import type { RankingFacts } from '@cg/contract/release'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, placeCell, wordCell, wordColumn } from './figure.ts'
import type { ChartTable, TableCell } from './model.ts'
import type { RankingRow } from './ranking-rows.ts'
import { goalWord, measureFormat } from './ranking-rows.ts'
import { statusMarks } from './theme.ts'

/** The word of a light; '不评价' without one (no target, or a direction without better). */
export function lightWord(light: RankingRow['light']): string {
  return light === null ? '不评价' : statusMarks[light].word
}

/** The ranking as drawn: place, unit, value, target, status, last quarter, base. */
export function rankingTable(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable {
  const format = measureFormat(facts)
  const hasTarget = rows.some((row) => row.target.value !== null)
  const columns = [
    numberColumn('rank', '位次', { unit: '', decimals: 0 }),
    wordColumn('name', '单位'),
    numberColumn('value', facts.measure.name, format),
    ...(hasTarget ? [numberColumn('target', goalWord(facts), format), wordColumn('light', '状态')] : []),
    numberColumn('previous', '上季', format),
    numberColumn('baseline', '基期', format),
    wordColumn('reason', '说明'),
  ]
  const cells = (row: RankingRow): TableCell[] => [
    placeCell(row.rank),
    wordCell(row.name),
    numberCell(row.figure),
    ...(hasTarget ? [numberCell(row.target), wordCell(row.figure.value === null ? '—' : lightWord(row.light))] : []),
    numberCell(row.previous),
    numberCell(row.baseline),
    wordCell(row.reason ?? (row.isTied ? `并列第${row.rank}` : '')),
  ]
  return { columns, rows: rows.map(cells) }
}

/** One record per unit with numerator, denominator, interval and marks, in protocol order. */
export function rankingRecords(facts: RankingFacts, rows: readonly RankingRow[]): ChartTable {
  const format = measureFormat(facts)
  const whole = { unit: '', decimals: 0 }
  const exact = { unit: '', decimals: 2 }
  const columns = [
    wordColumn('period', '期次'),
    wordColumn('unitCode', '单位代码'),
    wordColumn('unit', '单位'),
    wordColumn('measureCode', '指标代码'),
    wordColumn('measure', '指标'),
    numberColumn('value', '值', format),
    numberColumn('numerator', '分子', exact),
    numberColumn('denominator', '分母', exact),
    numberColumn('target', '目标', format),
    wordColumn('light', '灯号'),
    numberColumn('rank', '位次', whole),
    numberColumn('rankLow', '位次区间下限', whole),
    numberColumn('rankHigh', '位次区间上限', whole),
    wordColumn('state', '状态'),
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
    numberCell(part(facts.numerator[row.at])),
    numberCell(part(facts.denominator[row.at])),
    numberCell(row.target),
    wordCell(row.figure.value === null ? '—' : lightWord(row.light)),
    placeCell(row.rank),
    placeCell(row.rankLow),
    placeCell(row.rankHigh),
    wordCell(formatState(row.figure.state)),
    wordCell(row.reason ?? (row.isTied ? '并列' : '')),
    wordCell(facts.release.code),
  ]
  return { columns, rows: rows.toSorted((left, right) => left.at - right.at).map(record) }
}

/** Numerators are people, enterprises or yuan: whole where whole, else two places. */
function part(value: number | null | undefined) {
  if (value === null || value === undefined) return companion(null, { unit: '', decimals: 0 })
  return figureOf(value, 'reported', { unit: '', decimals: Number.isInteger(value) ? 0 : 2 })
}
