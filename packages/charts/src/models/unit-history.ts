import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { must } from '@cg/domain/must'
import { spokenUnit } from '@cg/domain/number/number-format'
import { numberCell, numberColumn, stateWord, wordCell, wordColumn } from '../figure.ts'
import { atBreak, breakLineWords, notCompared } from '../grid-cell.ts'
import { periodWords } from '../lines.ts'
import type { ChartModel, ChartTable, GridBody, GridCell } from '../model.ts'
import { toneOf } from '../ranking-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { titleOf } from '../titles.ts'
import { recordCells, recordColumns } from '../records.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'
import { quarterLine, rangeWords } from './quarters-shown.ts'
import { cutOf, judgedByCity } from './tartan-cut.ts'
import { figuresOf, pastNotes } from './trend-lines.ts'
import { measuredNotes, measuredOnly, quartersBetween } from './trend-measured.ts'

type Series = IndicatorFacts['unitSeries'][number]

/** One indicator quarter by quarter: the city, then its units, each cell held against the city's figure of its quarter. */
export function unitHistory(published: IndicatorFacts, spec: ChartSpec): ChartModel {
  const facts = quartersBetween(measuredOnly(published), spec)
  const units = chosenUnits(facts, spec)
  const body = bodyOf(facts, spec, units)
  const neutral = `${facts.indicator.name}各单位历季情况`
  return indicatorModel(facts, {
    kind: 'unit-history',
    view: '历季情况',
    title: titleOf(neutral),
    neutralTitle: neutral,
    subtitle: `${spec.group ?? '各单位'}${facts.indicator.name}，${rangeWords(facts.periods)}，${indicatorFormat(facts).unit}，与同季全市值比较`,
    body,
    table: () => tableOf(facts, body),
    records: () => recordsOf(facts, units),
    notes: [
      ...breakNotes(facts),
      ...lackingNotes(facts),
      ...measuredNotes(facts),
      ...pastNotes(
        facts,
        units.map((unit) => must(facts.units.code[unit])),
        '□',
      ),
    ],
  })
}

function breakNotes({ breaks, periods }: IndicatorFacts): string[] {
  const shown = periods.slice(1).filter((period) => breaks.includes(period))
  return shown.length === 0 ? [] : [`${breakLineWords}（${shown.map(periodWords).join('、')}起）`]
}

/** Positions of the units of a group, or of those asked for. */
function chosenUnits(facts: IndicatorFacts, { group, units }: ChartSpec): number[] {
  const wanted = units?.split(',')
  const kept = facts.units.code.flatMap((code, at) =>
    (group === undefined || facts.units.group[at] === group) && (wanted === undefined || wanted.includes(code))
      ? [at]
      : [],
  )
  if (kept.length === 0) throw new ChartRefusal('所选单位本期不在列', '请另选单位')
  return kept
}

/** Quarters of which the city's own figure lacks units: what stands beside it is held against what came. */
function lackingNotes({ periods, citySeries }: IndicatorFacts): string[] {
  const partial = periods.filter((_, at) => citySeries.state[at] === 'partial')
  return partial.length === 0 ? [] : [`${partial.map(periodWords).join('、')}的全市值按已报单位汇总`]
}

function cellOf(facts: IndicatorFacts, series: Series, at: number, isCity: boolean): GridCell {
  const figure = must(figuresOf(facts, series)[at])
  const value = series.value[at] ?? null
  // What was reckoned again is no verdict on anybody's quarter.
  if (figure.isRestated === true)
    return { ...figure, ...notCompared, mark: '□', words: '按合并前合计重算', carriedFrom: null }
  if (value === null) return { ...figure, ...notCompared, words: figure.text, carriedFrom: null }
  const judged = isCity ? null : judgedByCity(value, facts.citySeries.value[at] ?? null, facts.indicator)
  return { ...figure, ...(judged ?? notCompared), carriedFrom: null }
}

function bodyOf(facts: IndicatorFacts, spec: ChartSpec, units: readonly number[]): GridBody {
  const { weakWord, legend } = cutOf('city')
  const cellsOf = (series: Series, isCity: boolean) =>
    facts.periods.map((period, at) =>
      atBreak(cellOf(facts, series, at, isCity), at > 0 && facts.breaks.includes(period)),
    )
  const city = { of: 'city', key: 'city', name: '全市', unit: '', group: '', tone: 'plain', total: '' } as const
  const rows = units.map((unit) => {
    const cells = cellsOf(must(facts.unitSeries[unit]), false)
    const code = must(facts.units.code[unit])
    const line = { of: 'unit', key: code, name: must(facts.units.shortName[unit]), unit: '', group: '' } as const
    return { ...line, tone: toneOf(spec, code), cells, total: `${cells.filter(({ isWeak }) => isWeak).length}期` }
  })
  return {
    form: 'grid',
    corner: '单位',
    columns: facts.periods.map(quarterLine),
    rows: [{ ...city, cells: cellsOf(facts.citySeries, true) }, ...rows],
    totals: facts.periods.map((_, at) => `${rows.filter((row) => row.cells[at]?.isWeak === true).length}个`),
    totalsWord: `${weakWord}单位`,
    rowTotalsWord: `${weakWord}期数`,
    legend,
  }
}

function tableOf(facts: IndicatorFacts, body: GridBody): ChartTable {
  const format = indicatorFormat(facts)
  return {
    columns: [wordColumn('name', '单位'), ...body.columns.map(({ key, name }) => numberColumn(key, name, format))],
    rows: body.rows.map((row) => [wordCell(row.name), ...row.cells.map(numberCell)]),
  }
}

function recordsOf(facts: IndicatorFacts, units: readonly number[]): ChartTable {
  const { indicator, release } = facts
  const format = indicatorFormat(facts)
  const records = (code: string, name: string, series: Series, isCity: boolean) =>
    facts.periods.map((period, at) => {
      const cell = cellOf(facts, series, at, isCity)
      return [
        ...recordCells(period, { code, name }, indicator),
        wordCell(spokenUnit(indicator.unit)),
        numberCell(cell),
        wordCell(cell.tint === null ? '—' : cell.words),
        wordCell(stateWord(cell)),
        wordCell(release.code),
      ]
    })
  return {
    columns: [
      ...recordColumns,
      wordColumn('measured', '计量单位'),
      numberColumn('value', '值', format),
      wordColumn('compared', '与同季全市比'),
      wordColumn('state', '状态'),
      wordColumn('release', '发布编号'),
    ],
    rows: [
      ...records('—', release.city, facts.citySeries, true),
      ...units.flatMap((unit) =>
        records(must(facts.units.code[unit]), must(facts.units.name[unit]), must(facts.unitSeries[unit]), false),
      ),
    ],
  }
}
