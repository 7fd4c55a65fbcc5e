import type { ChartSpec } from '@cg/contract/chart'
import { toldBefore } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { must } from '@cg/domain/must'
import { formatState, spokenUnit } from '@cg/domain/number/number-format'
import { changeWords } from '@cg/domain/number/difference'
import { againstWords } from '@cg/domain/claim/words'
import { parsePeriod } from '@cg/domain/period'
import { companion, figureOf, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import type { ChartTable, GridBody } from '../model.ts'
import { observedCell, observedColumn } from '../observed.ts'
import { lightWord } from '../ranking-table.ts'
import { recordCells, recordColumns } from '../records.ts'
import { chosenLines } from './tartan-body.ts'
import type { Chosen } from './tartan-body.ts'

/** The cells as drawn, with the totals of the rows. */
export function gridTable(body: GridBody, facts: MatrixFacts): ChartTable {
  const decimals = new Map(facts.indicators.map((indicator) => [indicator.code, indicator.decimals]))
  return {
    columns: [
      wordColumn('name', body.corner),
      ...(body.corner === '指标' ? [wordColumn('measured', '计量单位')] : []),
      ...body.columns.map(({ key, name, unit }) => numberColumn(key, name, { unit, decimals: decimals.get(key) ?? 4 })),
      numberColumn('total', body.rowTotalsWord, { unit: '', decimals: 0 }),
    ],
    rows: body.rows.map((row) => [
      wordCell(row.name),
      ...(body.corner === '指标' ? [wordCell(row.unit)] : []),
      ...row.cells.map(numberCell),
      row.total === '' ? wordCell('—') : placeCell(row.cells.filter(({ isWeak }) => isWeak).length),
    ]),
  }
}

/** Places indicator by indicator; null where none is ranked. */
export function gridPlaces(facts: MatrixFacts, spec: ChartSpec): ChartTable | null {
  const chosen = chosenLines(facts, spec)
  const rows = chosen.indicators.flatMap((at) => {
    const { name, unit, decimals } = must(facts.indicators[at])
    const ranked = chosen.units
      .map((place) => ({ at: place, rank: facts.rank[at]?.[place] ?? null }))
      .filter((entry) => entry.rank !== null)
    return ranked
      .toSorted((left, right) => must(left.rank) - must(right.rank) || left.at - right.at)
      .map((entry) => [
        wordCell(name),
        placeCell(entry.rank),
        wordCell(must(facts.units.shortName[entry.at])),
        numberCell(figureOf(facts.value[at]?.[entry.at], must(facts.state[at]?.[entry.at]), { unit, decimals })),
        wordCell(spokenUnit(unit)),
      ])
  })
  if (rows.length === 0) return null
  return {
    columns: [
      wordColumn('indicator', '指标'),
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      wordColumn('name', '单位'),
      numberColumn('value', '值', { unit: '', decimals: 4 }),
      wordColumn('measured', '计量单位'),
    ],
    rows,
  }
}

/** One record a cell, with everything it may be held against. */
export function gridRecords(facts: MatrixFacts, chosen: Chosen): ChartTable {
  const carried = facts.beside?.carriedFrom ?? null
  const rows = chosen.indicators.flatMap((at) => {
    const indicator = must(facts.indicators[at])
    const format = { unit: indicator.unit, decimals: indicator.decimals }
    return chosen.units.map((unit) => {
      const figure = figureOf(facts.value[at]?.[unit], must(facts.state[at]?.[unit]), format)
      const rank = facts.rank[at]?.[unit] ?? null
      return [
        ...recordCells(
          facts.release.period,
          { code: must(facts.units.code[unit]), name: must(facts.units.name[unit]) },
          indicator,
        ),
        wordCell(spokenUnit(indicator.unit)),
        numberCell(figure),
        wordCell(figure.value === null ? '—' : lightWord(facts.light[at]?.[unit] ?? null)),
        numberCell(companion(rank, { unit: '', decimals: 0 })),
        numberCell(companion(facts.beside?.expected[at]?.[unit], format)),
        numberCell(companion(facts.city[at]?.value, format)),
        wordCell(changeCell(facts, at, unit)),
        wordCell(formatState(figure.state)),
        ...(carried === null
          ? []
          : [observedCell(facts.release.period, { value: figure.value, carriedFrom: carried[at]?.[unit] ?? null })]),
        wordCell(facts.release.code),
      ]
    })
  })
  return {
    columns: [
      ...recordColumns,
      wordColumn('measured', '计量单位'),
      numberColumn('value', '值', { unit: '', decimals: 4 }),
      wordColumn('light', '灯号'),
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      numberColumn('expected', '时序目标', { unit: '', decimals: 4 }),
      numberColumn('city', '全市', { unit: '', decimals: 4 }),
      wordColumn('change', '变化'),
      wordColumn('state', '状态'),
      ...(carried === null ? [] : [observedColumn]),
      wordColumn('release', '发布编号'),
    ],
    rows,
  }
}

/** 较上季提高1.8个百分点; — where nothing compares. */
function changeCell(facts: MatrixFacts, at: number, unit: number): string {
  const compared = facts.beside?.compared[at] ?? null
  const then = compared === null ? null : toldBefore(compared, unit)
  if (compared === null || then === null) return '—'
  const words = changeWords(facts.value[at]?.[unit] ?? null, then, must(facts.indicators[at]))
  return words === '—' ? words : `${againstWords(compared.against, parsePeriod(compared.period))}${words}`
}
