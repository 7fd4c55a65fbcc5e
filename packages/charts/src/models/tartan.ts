import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFact } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { claimWeakest } from '@cg/domain/claim/weakest'
import type { LateCount } from '@cg/domain/claim/weakest'
import { must } from '@cg/domain/must'
import { formatState, spokenUnit } from '@cg/domain/number/number-format'
import { companion, figureOf, numberCell, numberColumn, placeCell, wordCell, wordColumn } from '../figure.ts'
import { lightLegend } from '../light-legend.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, GridBody } from '../model.ts'
import { observedCell, observedColumn } from '../observed.ts'
import { toneOf } from '../ranking-rows.ts'
import { lightWord } from '../ranking-table.ts'
import { titleOf } from '../titles.ts'

/** A slide or picture stays readable up to here; the workbook holds them all. */
const columnLimit = 12

/** Units × indicators: value, shape and tint in each cell; the last line counts who lags. */
export function tartan(facts: MatrixFacts, spec: ChartSpec): ChartModel {
  const chosen = chosenColumns(facts, spec)
  const shown = chosen.slice(0, columnLimit)
  const body = gridBody(facts, spec, shown)
  const neutral = '各区县分指标完成情况'
  const title = titleOf(neutral, claimWeakest(lateCounts(body)))
  const table = gridTable(body, facts, shown)
  const notes = chosen.length > shown.length ? [`共${chosen.length}项指标，选取前${shown.length}项，其余见数据表`] : []
  return {
    kind: 'tartan',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(facts.release, {
      subtitle: `各区县分指标完成情况（与${facts.targetYear}年时序目标比较），${periodWords(facts.release.period)}`,
      source: [...new Set(shown.map((at) => must(facts.indicators[at]).leadDepartment))].slice(0, 4).join('、'),
      definition: `${lightLegend}；无标记：不评价`,
      notes,
    }),
    ...releaseParts(facts.release),
    body,
    table,
    records: gridRecords(facts, chosen),
    ranking: gridPlaces(facts, chosen),
    altText: `${title.text}。${body.columns.map((column, at) => `${column.name}${body.totals[at]}`).join('；')}`,
    file: { period: facts.release.period, subject: '分指标完成情况', view: '区县热力', release: facts.release.code },
  }
}

/** One indicator, one block, or the assessed ones by weight. */
function chosenColumns(facts: MatrixFacts, spec: ChartSpec): number[] {
  const all = facts.indicators.map((_, at) => at)
  const of = (at: number): IndicatorFact => must(facts.indicators[at])
  if (spec.measure !== undefined) return all.filter((at) => of(at).code === spec.measure)
  if (spec.dimension !== undefined) return all.filter((at) => of(at).dimension === spec.dimension)
  return all
    .filter((at) => of(at).isAssessed)
    .toSorted((left, right) => of(right).weight - of(left).weight || left - right)
}

function gridBody(facts: MatrixFacts, spec: ChartSpec, shown: readonly number[]): GridBody {
  const unitRows = facts.units.code
    .map((_, unit) => unit)
    .filter((unit) => spec.group === undefined || facts.units.group[unit] === spec.group)
  return {
    form: 'grid',
    columns: shown.map((at) => ({
      key: must(facts.indicators[at]).code,
      name: must(facts.indicators[at]).name,
      unit: spokenUnit(must(facts.indicators[at]).unit),
    })),
    rows: unitRows.map((unit) => ({
      key: must(facts.units.code[unit]),
      name: must(facts.units.shortName[unit]),
      tone: toneOf(spec, must(facts.units.code[unit])),
      cells: shown.map((at) => {
        const { unit: measured, decimals } = must(facts.indicators[at])
        const figure = figureOf(facts.value[at]?.[unit], must(facts.state[at]?.[unit]), { unit: measured, decimals })
        return { ...figure, light: figure.value === null ? null : (facts.light[at]?.[unit] ?? null) }
      }),
    })),
    totals: shown.map((at) => `${unitRows.filter((unit) => facts.light[at]?.[unit] === 'late').length}个滞后`),
  }
}

function lateCounts({ columns, rows }: GridBody): LateCount[] {
  return columns.map(({ name }, at) => ({ name, late: rows.filter((row) => row.cells[at]?.light === 'late').length }))
}

function gridTable(body: GridBody, facts: MatrixFacts, shown: readonly number[]): ChartTable {
  return {
    columns: [
      wordColumn('name', '单位'),
      ...body.columns.map((column, at) =>
        numberColumn(column.key, column.name, {
          unit: column.unit,
          decimals: must(facts.indicators[must(shown[at])]).decimals,
        }),
      ),
    ],
    rows: body.rows.map((row) => [wordCell(row.name), ...row.cells.map(numberCell)]),
  }
}

/** Places indicator by indicator; null where none is ranked. */
function gridPlaces(facts: MatrixFacts, chosen: readonly number[]): ChartTable | null {
  const rows = chosen.flatMap((at) => {
    const { name, unit, decimals } = must(facts.indicators[at])
    const ranked = facts.units.code
      .map((_, place) => ({ at: place, rank: facts.rank[at]?.[place] ?? null }))
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

/** One record per indicator and unit. */
export function gridRecords(facts: MatrixFacts, chosen: readonly number[]): ChartTable {
  const carried = facts.beside?.carriedFrom ?? null
  const rows = chosen.flatMap((at) => {
    const indicator = must(facts.indicators[at])
    const format = { unit: indicator.unit, decimals: indicator.decimals }
    return facts.units.code.map((code, unit) => {
      const figure = figureOf(facts.value[at]?.[unit], must(facts.state[at]?.[unit]), format)
      const rank = facts.rank[at]?.[unit] ?? null
      return [
        wordCell(facts.release.period),
        wordCell(code),
        wordCell(must(facts.units.name[unit])),
        wordCell(indicator.code),
        wordCell(indicator.name),
        wordCell(spokenUnit(indicator.unit)),
        numberCell(figure),
        wordCell(figure.value === null ? '—' : lightWord(facts.light[at]?.[unit] ?? null)),
        numberCell(companion(rank, { unit: '', decimals: 0 })),
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
      wordColumn('period', '期次'),
      wordColumn('unitCode', '单位代码'),
      wordColumn('unit', '单位'),
      wordColumn('indicatorCode', '指标代码'),
      wordColumn('indicator', '指标'),
      wordColumn('measured', '计量单位'),
      numberColumn('value', '值', { unit: '', decimals: 4 }),
      wordColumn('light', '灯号'),
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      wordColumn('state', '状态'),
      ...(carried === null ? [] : [observedColumn]),
      wordColumn('release', '发布编号'),
    ],
    rows,
  }
}
