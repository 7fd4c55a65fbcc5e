import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFact } from '@cg/contract/release/fact'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { LateCount } from '@cg/domain/claim/weakest'
import { must } from '@cg/domain/must'
import { formatValue, spokenUnit } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { figureOf } from '../figure.ts'
import { notCompared } from '../grid-cell.ts'
import type { GridBody, GridCell, GridLine } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { toneOf } from '../ranking-rows.ts'
import type { Cut } from './tartan-cut.ts'

/** Positions in the facts of what a rug shows, in its order. */
export type Chosen = { readonly indicators: readonly number[]; readonly units: readonly number[] }

/** One indicator, one block, or the assessed ones block by block; the units of a group, or those asked for. */
export function chosenLines(facts: MatrixFacts, spec: ChartSpec): Chosen {
  const indicators = chosenIndicators(facts, spec)
  const wanted = spec.units?.split(',')
  const units = facts.units.code.flatMap((code, unit) =>
    (spec.group === undefined || facts.units.group[unit] === spec.group) &&
    (wanted === undefined || wanted.includes(code))
      ? [unit]
      : [],
  )
  if (units.length === 0) throw new ChartRefusal('所选单位本期不在列', '请另选单位')
  return { indicators, units }
}

function chosenIndicators(facts: MatrixFacts, spec: ChartSpec): number[] {
  const all = facts.indicators.map((_, at) => at)
  const of = (at: number): IndicatorFact => must(facts.indicators[at])
  if (spec.measure !== undefined) return all.filter((at) => of(at).code === spec.measure)
  const kept = all.filter((at) =>
    spec.dimension === undefined ? of(at).isAssessed : of(at).dimension === spec.dimension,
  )
  const blocks = [...new Set(all.map((at) => of(at).dimension))]
  const block = (at: number): number => blocks.indexOf(of(at).dimension)
  return kept.toSorted((left, right) => block(left) - block(right) || left - right)
}

type Lines = { readonly line: GridLine; readonly at: number }[]

/** The rug with every cell judged under the cut and its totals over exactly the cells that it holds; cells are made row by row as they are asked for. */
export function gridBody(facts: MatrixFacts, spec: ChartSpec, cut: Cut): GridBody {
  const chosen = chosenLines(facts, spec)
  const weak = weakCounts(facts, cut, chosen)
  const inOrder = (lines: Lines): Lines =>
    spec.sort === 'weak' ? lines.toSorted((left, right) => weak(right.line) - weak(left.line)) : lines
  const units = inOrder(chosen.units.map((at) => ({ at, line: unitLine(facts, at) })))
  const indicators = byBlock(inOrder(chosen.indicators.map((at) => ({ at, line: indicatorLine(facts, at) }))))
  const isTurned = spec.rows === 'indicators'
  const [rows, columns] = isTurned ? [indicators, units] : [units, indicators]
  const [ofIndicators, ofUnits] = [`${cut.weakWord}指标`, `${cut.weakWord}单位`]
  const counter = isTurned ? ['个', '项'] : ['项', '个']
  const cellsOf = (row: number): GridCell[] =>
    columns.map(({ at }) => (isTurned ? gridCell(facts, cut, row, at) : gridCell(facts, cut, at, row)))
  const body: GridBody = {
    form: 'grid',
    corner: isTurned ? '指标' : '单位',
    columns: columns.map(({ line }) => line),
    rows: rows.map(({ line, at }) => {
      let cells: readonly GridCell[] | null = null
      return {
        ...line,
        tone: isTurned ? 'plain' : toneOf(spec, line.key),
        total: `${weak(line)}${counter[0]}`,
        get cells() {
          return (cells ??= cellsOf(at))
        },
      }
    }),
    totals: columns.map(({ line }) => `${weak(line)}${counter[1]}`),
    totalsWord: isTurned ? ofIndicators : ofUnits,
    rowTotalsWord: isTurned ? ofUnits : ofIndicators,
    legend: cut.legend,
  }
  return withDifference(facts, spec, body)
}

/** How many cells of a line are weak, of those shown. */
function weakCounts(facts: MatrixFacts, cut: Cut, { indicators, units }: Chosen): (line: GridLine) => number {
  const ofUnits = facts.units.code.map(() => 0)
  const counts = new Map<string, number>()
  for (const indicator of indicators) {
    const values = facts.value[indicator]
    let weak = 0
    for (const unit of units) {
      if ((values?.[unit] ?? null) === null || cut.judge(facts, indicator, unit)?.isWeak !== true) continue
      weak += 1
      ofUnits[unit] = (ofUnits[unit] ?? 0) + 1
    }
    counts.set(lineKey('indicator', must(facts.indicators[indicator]).code), weak)
  }
  for (const [unit, weak] of ofUnits.entries()) counts.set(lineKey('unit', must(facts.units.code[unit])), weak)
  return ({ of, key }) => counts.get(lineKey(of, key)) ?? 0
}

function lineKey(of: GridLine['of'], key: string): string {
  return `${of} ${key}`
}

/** Beside units that were chosen, by how much the first exceeds the second; it counts in no total. */
function withDifference(facts: MatrixFacts, spec: ChartSpec, body: GridBody): GridBody {
  const pair = (spec.units?.split(',') ?? []).filter((code) => facts.units.code.includes(code)).slice(0, 2)
  const [first, second] = pair.map((code) => facts.units.code.indexOf(code))
  if (first === undefined || second === undefined) return body
  const name = `相差（${must(facts.units.shortName[first])}−${must(facts.units.shortName[second])}）`
  const line: GridLine = { of: 'difference', key: differenceKey, name, unit: '', group: '' }
  const cells = (spec.rows === 'indicators' ? body.rows : body.columns).map(({ key }) =>
    differenceCell(
      facts,
      facts.indicators.findIndex(({ code }) => code === key),
      [first, second],
    ),
  )
  if (spec.rows !== 'indicators') return { ...body, rows: [...body.rows, { ...line, tone: 'plain', cells, total: '' }] }
  return {
    ...body,
    columns: [...body.columns, line],
    rows: body.rows.map((row, at) => ({ ...row, cells: [...row.cells, must(cells[at])] })),
    totals: [...body.totals, ''],
  }
}

/** The line of a grid that is no unit. */
export const differenceKey = 'difference'

/** Printed minus printed; figures of different quarters are not taken from one another. */
function differenceCell(facts: MatrixFacts, indicator: number, units: readonly [number, number]): GridCell {
  const { unit: measured, decimals } = must(facts.indicators[indicator])
  const printed = units.map((unit) =>
    figureOf(facts.value[indicator]?.[unit], must(facts.state[indicator]?.[unit]), { unit: measured, decimals }),
  )
  const quarters = units.map((unit) => facts.beside?.carriedFrom[indicator]?.[unit] ?? null)
  const [left, right] = printed.map(({ value }) => value)
  const none = { value: null, state: 'not_applicable' as const, text: '—' }
  const quiet = { ...notCompared, carriedFrom: null }
  if (left === null || right === null || left === undefined || right === undefined || quarters[0] !== quarters[1])
    return { ...none, ...quiet, words: '不作比较' }
  const value = roundHalfAway(left - right, decimals)
  const text = `${value > 0 ? '+' : ''}${formatValue(value, { unit: measured, decimals })}`
  return { value, state: 'reported', text, ...quiet, words: '相差' }
}

/** Indicators of one block stand together, blocks in the order of their first one. */
function byBlock(lines: Lines): Lines {
  const blocks = [...new Set(lines.map(({ line }) => line.group))]
  return blocks.flatMap((block) => lines.filter(({ line }) => line.group === block))
}

function unitLine(facts: MatrixFacts, at: number): GridLine {
  return { of: 'unit', key: must(facts.units.code[at]), name: must(facts.units.shortName[at]), unit: '', group: '' }
}

function indicatorLine(facts: MatrixFacts, at: number): GridLine {
  const { code, name, unit, dimension } = must(facts.indicators[at])
  return { of: 'indicator', key: code, name, unit: spokenUnit(unit), group: dimension }
}

function gridCell(facts: MatrixFacts, cut: Cut, indicator: number, unit: number): GridCell {
  const { unit: measured, decimals } = must(facts.indicators[indicator])
  const figure = figureOf(facts.value[indicator]?.[unit], must(facts.state[indicator]?.[unit]), {
    unit: measured,
    decimals,
  })
  const carriedFrom = figure.value === null ? null : (facts.beside?.carriedFrom[indicator]?.[unit] ?? null)
  const judged = figure.value === null ? null : cut.judge(facts, indicator, unit)
  if (figure.value === null) return { ...figure, ...notCompared, words: figure.text, carriedFrom }
  return { ...figure, ...(judged ?? notCompared), carriedFrom }
}

/** Of every indicator and every unit shown: in how many of its cells it lags, of those that have a light. */
export function lateCounts(facts: MatrixFacts, spec: ChartSpec): { indicators: LateCount[]; units: LateCount[] } {
  const { indicators, units } = chosenLines(facts, spec)
  const ofUnits = units.map((unit) => ({ name: must(facts.units.shortName[unit]), late: 0, judged: 0 }))
  const ofIndicators = indicators.map((indicator) => {
    const lights = facts.light[indicator]
    const own = { name: must(facts.indicators[indicator]).name, late: 0, judged: 0 }
    for (const [place, count] of ofUnits.entries()) {
      const light = lights?.[must(units[place])] ?? null
      if (light === null) continue
      const late = light === 'late' ? 1 : 0
      own.judged += 1
      own.late += late
      count.judged += 1
      count.late += late
    }
    return own
  })
  return { indicators: ofIndicators, units: ofUnits }
}
