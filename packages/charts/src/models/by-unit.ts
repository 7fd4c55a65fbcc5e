import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { placeWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatProse, formatState, isRelativeUnit } from '@cg/domain/number/number-format'
import {
  companion,
  figureOf,
  numberCell,
  numberColumn,
  partFigure,
  placeCell,
  wordCell,
  wordColumn,
} from '../figure.ts'
import { indicatorLapses, statedPart } from '../lapses.ts'
import { changed } from '../late.ts'
import { periodWords } from '../lines.ts'
import { dated, observedCell, observedColumn, quarterWords } from '../observed.ts'
import type { BarRow, ChartModel, ChartTable, Figure, TableCell } from '../model.ts'
import { focusRow, goalWord, toneOf } from '../ranking-rows.ts'
import { lightWord } from '../ranking-table.ts'
import { axisNotes, barScale } from '../scale.ts'
import { shownRows } from '../shown-rows.ts'
import { titleOf } from '../titles.ts'
import { yardstickMarks, yardstickNotes } from '../yardsticks.ts'
import { recordCells, recordColumns } from '../records.ts'
import { besideSpan } from './beside-span.ts'
import { indicatorFormat, indicatorModel } from './indicator-frame.ts'
import { withoutEmptyParts } from '../parts.ts'

type UnitRow = BarRow & { readonly at: number; readonly place: number | null; readonly goal: Figure }

/** The current quarter by unit: bars from zero in order of value or of protocol. */
export function byUnit(facts: IndicatorFacts, spec: ChartSpec): ChartModel {
  const format = indicatorFormat(facts)
  const rows = unitRows(facts, spec)
  const shown = shownRows(rows)
  // The total of a count is no yardstick for its parts and would squeeze their bars.
  const city = companion(isRelativeUnit(format.unit) ? facts.city.value : null, format)
  const goals = rows.map((row) => row.target?.value ?? null)
  const outside = yardstickMarks(facts.city.yardsticks, format, facts.release.period)
  const marks = [...goals, city.value, ...outside.map(({ value }) => value)]
  const scale = barScale([...rows.map((row) => row.figure.value), ...marks], format)
  const neutral = `${facts.indicator.name}按区县`
  const model = indicatorModel(facts, {
    kind: 'by-unit',
    view: '按区县',
    title: titleOf(neutral, spec.group === undefined ? findClaim(facts.claims, 'count') : null),
    neutralTitle: neutral,
    subtitle: `${spec.group ?? '各区县'}${facts.indicator.name}，${quarterWords(facts.release.period, dated(facts.current.value, facts.current.carriedFrom))}，${format.unit}`,
    table: () => unitTable(facts, rows),
    records: () => withoutEmptyParts(unitRecords(facts, rows)),
    ranking: () => unitPlaces(facts, rows),
    notes: [
      ...carriedNotes(facts),
      ...shown.notes,
      ...axisNotes(scale),
      ...yardstickNotes(facts.city.yardsticks, format),
    ],
    body: {
      form: 'bars',
      mark: scale.from > 0 ? 'dot' : 'bar',
      brackets: [],
      unit: format.unit,
      decimals: format.decimals,
      rows: shown.rows,
      scale,
      reference:
        city.value === null
          ? null
          : { value: city.value, text: `全市 ${formatProse(city.value, format)}`, role: 'compare' },
      outside,
      targetWord: rows.some((row) => row.target !== null) ? goalWord : null,
    },
  })
  return changed(model, statedPart(indicatorLapses(facts), '单位'))
}

function unitRows(facts: IndicatorFacts, spec: ChartSpec): UnitRow[] {
  const rows = facts.units.code
    .map((_, at) => unitRow(facts, spec, at))
    .filter((row) => spec.group === undefined || facts.units.group[row.at] === spec.group)
  if (spec.sort === 'protocol') return rows
  const best = facts.indicator.direction === 'lower' ? 1 : -1
  return rows.toSorted((left, right) => compareFigures(left, right, best) || left.at - right.at)
}

/** Units without a number stand last. */
function compareFigures(left: UnitRow, right: UnitRow, sign: number): number {
  if (left.figure.value === null || right.figure.value === null)
    return Number(left.figure.value === null) - Number(right.figure.value === null)
  return (left.figure.value - right.figure.value) * sign
}

function unitRow(facts: IndicatorFacts, spec: ChartSpec, at: number): UnitRow {
  const format = indicatorFormat(facts)
  const { current } = facts
  const figure = figureOf(current.value[at], must(current.state[at]), format)
  const goal = companion(current.expected[at], format)
  const place = current.rank[at] ?? null
  const light = current.light[at] ?? null
  const detail = [
    must(facts.units.name[at]),
    `${facts.indicator.name}：${figure.value === null ? figure.text : formatProse(figure.value, format)}`,
  ]
  if (place !== null) detail.push(`位次：${placeWords(place, current.isTied[at])}`)
  return {
    at,
    place,
    goal,
    key: must(facts.units.code[at]),
    name: must(facts.units.shortName[at]),
    rank: place === null ? '' : String(place),
    tone: toneOf(spec, must(facts.units.code[at])),
    detail,
    figure,
    light,
    target: goal.value === null || light === null ? null : goal,
    reason: figure.value === null ? figure.text : null,
    full: null,
    move: null,
  }
}

/** Said where the note of the city's figure does not say it already. */
function carriedNotes({ city, current }: IndicatorFacts): string[] {
  const carried = current.carriedFrom.find((period) => period !== null) ?? null
  return carried === null || city.carriedFrom !== null ? [] : [`数据为${periodWords(carried)}值，本期沿用`]
}

function unitTable(facts: IndicatorFacts, rows: readonly UnitRow[]): ChartTable {
  const format = indicatorFormat(facts)
  const span = besideSpan(facts)
  return {
    ...focusRow(rows),
    columns: [
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      wordColumn('name', '单位'),
      numberColumn('value', span === null ? facts.indicator.name : `${facts.indicator.name}（${span.own}）`, format),
      ...(span === null ? [] : [numberColumn('beside', span.beside, format)]),
      numberColumn('target', goalWord, format),
      wordColumn('light', '状态'),
    ],
    rows: rows.map((row) => [
      placeCell(row.place),
      wordCell(row.name),
      numberCell(row.figure),
      ...(span === null ? [] : [numberCell(must(span.units[row.at]))]),
      numberCell(row.goal),
      wordCell(row.figure.value === null ? '—' : lightWord(row.light)),
    ]),
  }
}

/** The city's own figure, which the bars are held against. */
function cityRecord(facts: IndicatorFacts): TableCell[] {
  const format = indicatorFormat(facts)
  const { city, indicator, release } = facts
  const figure = figureOf(city.value, city.state, format)
  return [
    ...recordCells(release.period, { code: '', name: release.city }, indicator),
    numberCell(figure),
    numberCell(partFigure(city.numerator)),
    numberCell(partFigure(city.denominator)),
    numberCell(companion(city.target, format)),
    numberCell(companion(city.expected, format)),
    wordCell(figure.value === null ? '—' : lightWord(city.light)),
    placeCell(null),
    wordCell(formatState(figure.state)),
    observedCell(release.period, city),
    wordCell(release.code),
  ]
}

/** The same list by place; null where nobody is ranked. */
function unitPlaces(facts: IndicatorFacts, rows: readonly UnitRow[]): ChartTable | null {
  const ranked = rows.filter((row) => row.place !== null)
  if (ranked.length === 0) return null
  return {
    columns: [
      numberColumn('rank', '位次', { unit: '', decimals: 0 }),
      wordColumn('name', '单位'),
      numberColumn('value', facts.indicator.name, indicatorFormat(facts)),
      wordColumn('note', '标记'),
    ],
    rows: ranked
      .toSorted((left, right) => must(left.place) - must(right.place) || left.at - right.at)
      .map((row) => [
        placeCell(row.place),
        wordCell(row.name),
        numberCell(row.figure),
        wordCell(facts.current.isTied[row.at] === true ? '并列' : ''),
      ]),
  }
}

function unitRecords(facts: IndicatorFacts, rows: readonly UnitRow[]): ChartTable {
  const figures = dated(facts.current.value, facts.current.carriedFrom)
  const format = indicatorFormat(facts)
  const whole = { unit: '', decimals: 0 }
  return {
    columns: [
      ...recordColumns,
      numberColumn('value', '值', format),
      numberColumn('numerator', '分子', whole),
      numberColumn('denominator', '分母', whole),
      numberColumn('target', '年度目标', format),
      numberColumn('expected', goalWord, format),
      wordColumn('light', '灯号'),
      numberColumn('rank', '位次', whole),
      wordColumn('state', '状态'),
      observedColumn,
      wordColumn('release', '发布编号'),
    ],
    rows: [
      ...rows
        .toSorted((left, right) => left.at - right.at)
        .map((row) => [
          ...recordCells(
            facts.release.period,
            { code: row.key, name: must(facts.units.name[row.at]) },
            facts.indicator,
          ),
          numberCell(row.figure),
          numberCell(partFigure(facts.current.numerator[row.at])),
          numberCell(partFigure(facts.current.denominator[row.at])),
          numberCell(companion(facts.current.target[row.at], format)),
          numberCell(row.goal),
          wordCell(row.figure.value === null ? '—' : lightWord(row.light)),
          placeCell(row.place),
          wordCell(formatState(row.figure.state)),
          observedCell(facts.release.period, must(figures[row.at])),
          wordCell(facts.release.code),
        ]),
      cityRecord(facts),
    ],
  }
}
