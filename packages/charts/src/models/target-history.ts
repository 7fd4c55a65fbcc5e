import type { ChartSpec } from '@cg/contract/chart'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import { must } from '@cg/domain/must'
import { formatState, spokenUnit } from '@cg/domain/number/number-format'
import { figureOf, numberCell, numberColumn, wordCell, wordColumn } from '../figure.ts'
import { atBreak, breakLineWords, lightCell } from '../grid-cell.ts'
import { lightLegend, lightMarks } from '../light-legend.ts'
import { captionParts, periodWords, releaseParts } from '../lines.ts'
import type { ChartModel, ChartTable, GridBody, GridCell } from '../model.ts'
import { observedCell, observedColumn } from '../observed.ts'
import { lightWord } from '../ranking-table.ts'
import { ChartRefusal } from '../refusal.ts'
import { titleOf } from '../titles.ts'
import { recordCells, recordColumns } from '../records.ts'
import { titleClaims } from './targets.ts'
import { chosenRows } from './target-rows.ts'
import { quarterLine, quartersShown, rangeWords } from './quarters-shown.ts'

/** Quarter by quarter, the figures and lights of a unit's commitments or of the city's: indicators down, quarters across. */
export function targetHistory(facts: TargetsFacts, spec: ChartSpec): ChartModel {
  const { release } = facts
  const quarters = quartersShown(facts.periods, spec)
  const rows = facts.rows.filter(
    ({ indicator, department }) =>
      (spec.department === undefined || department === spec.department) &&
      (spec.dimension === undefined || indicator.dimension === spec.dimension),
  )
  if (rows.length === 0) throw new ChartRefusal('没有符合所选条件的目标', '请放宽条件')
  const body = bodyOf(facts, rows, quarters)
  const neutral = `${facts.unit?.shortName ?? '全市'}各项目标历季完成情况`
  // What is said of the commitments is said of the newest quarter.
  const isToday = quarters.at(-1) === facts.periods.length - 1
  const title = titleOf(neutral, ...(isToday ? titleClaims(facts, spec, chosenRows(facts, spec)) : []))
  return {
    kind: 'target-history',
    title: title.text,
    neutralTitle: neutral,
    titleSource: title.source,
    claim: title.claim,
    ...captionParts(release, {
      subtitle: `${facts.unit?.name ?? '全市'}各季公布的数值，${rangeWords(quarters.map((at) => must(facts.periods[at])))}，按本期的目标评定`,
      source: [...new Set(rows.map(({ indicator }) => indicator.leadDepartment))].slice(0, 4).join('、'),
      definition: `${lightLegend}；无标记：不评价`,
      notes: [...facts.notes, ...breakNotes(facts, rows, quarters)],
    }),
    ...releaseParts(release),
    body,
    table: tableOf(body),
    records: recordsOf(facts, rows, quarters),
    ranking: null,
    altText: `${title.text}。${body.columns.map(({ name }, at) => `${name}${body.totalsWord}${must(body.totals[at])}`).join('；')}`,
    file: { period: release.period, subject: neutral, view: '历季情况', release: release.code },
  }
}

/** Indicators of one block stand together, blocks in the order of their first one. */
function byBlock(rows: readonly TargetRow[]): TargetRow[] {
  const blocks = [...new Set(rows.map(({ indicator }) => indicator.dimension))]
  return blocks.flatMap((block) => rows.filter(({ indicator }) => indicator.dimension === block))
}

function cellOf({ indicator, history }: TargetRow, quarter: number): GridCell {
  const figure = figureOf(history.value[quarter], must(history.state[quarter]), indicator)
  const carriedFrom = figure.value === null ? null : (history.carriedFrom[quarter] ?? null)
  return lightCell(figure, history.light[quarter] ?? null, carriedFrom)
}

/** Positions of the quarters shown, but the first, in which the row's definition changed. */
function breaksOf(facts: TargetsFacts, { breaks = [] }: TargetRow, [, ...later]: readonly number[]): number[] {
  return later.filter((quarter) => breaks.includes(must(facts.periods[quarter])))
}

function breakNotes(facts: TargetsFacts, rows: readonly TargetRow[], quarters: readonly number[]): string[] {
  const told = rows.flatMap((row) =>
    breaksOf(facts, row, quarters).map((at) => `${row.indicator.name}自${periodWords(must(facts.periods[at]))}起`),
  )
  return told.length === 0 ? [] : [`${breakLineWords}（${told.join('、')}）`]
}

function bodyOf(facts: TargetsFacts, chosen: readonly TargetRow[], quarters: readonly number[]): GridBody {
  const rows = byBlock(chosen).map((row) => {
    const { code, name, unit, dimension } = row.indicator
    const breaks = breaksOf(facts, row, quarters)
    const cells = quarters.map((quarter) => atBreak(cellOf(row, quarter), breaks.includes(quarter)))
    const line = { of: 'indicator', key: code, name, unit: spokenUnit(unit), group: dimension } as const
    return { ...line, tone: 'plain' as const, cells, total: `${cells.filter(({ isWeak }) => isWeak).length}期` }
  })
  return {
    form: 'grid',
    corner: '指标',
    columns: quarters.map((quarter) => quarterLine(must(facts.periods[quarter]))),
    rows,
    totals: quarters.map((_, at) => `${rows.filter((row) => row.cells[at]?.isWeak === true).length}项`),
    totalsWord: '滞后指标',
    rowTotalsWord: '滞后期数',
    legend: lightMarks,
  }
}

function tableOf(body: GridBody): ChartTable {
  return {
    columns: [
      wordColumn('name', body.corner),
      wordColumn('measured', '计量单位'),
      ...body.columns.map(({ key, name }) => numberColumn(key, name, { unit: '', decimals: 4 })),
    ],
    rows: body.rows.map((row) => [wordCell(row.name), wordCell(row.unit), ...row.cells.map(numberCell)]),
  }
}

function recordsOf(facts: TargetsFacts, rows: readonly TargetRow[], quarters: readonly number[]): ChartTable {
  return {
    columns: [
      ...recordColumns,
      wordColumn('measured', '计量单位'),
      numberColumn('value', '值', { unit: '', decimals: 4 }),
      wordColumn('light', '灯号'),
      wordColumn('state', '状态'),
      observedColumn,
      wordColumn('release', '发布编号'),
    ],
    rows: byBlock(rows).flatMap((row) =>
      quarters.map((quarter) => {
        const period = must(facts.periods[quarter])
        const { value, state, text } = figureOf(
          row.history.value[quarter],
          must(row.history.state[quarter]),
          row.indicator,
        )
        const light = row.history.light[quarter] ?? null
        return [
          ...recordCells(
            period,
            { code: facts.unit?.code ?? '—', name: facts.unit?.name ?? facts.release.city },
            row.indicator,
          ),
          wordCell(spokenUnit(row.indicator.unit)),
          numberCell({ value, state, text }),
          wordCell(value === null ? '—' : lightWord(light)),
          wordCell(formatState(state)),
          observedCell(period, { value, carriedFrom: row.history.carriedFrom[quarter] ?? null }),
          wordCell(facts.release.code),
        ]
      }),
    ),
  }
}
