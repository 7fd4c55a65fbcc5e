import { targetRowClaims, targetsClaims } from '@cg/contract/claims/targets'
import type { TargetRow, TargetsFacts, TargetYear } from '@cg/contract/release/targets'
import { stateCode } from '@cg/domain/column'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { makePeriod, periodAt, sameQuarterLastYear, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { standingOf } from '@cg/domain/target/standing'
import type { TargetPath } from '@cg/domain/target/target-path'
import { comparable } from '../compute/compare-city.ts'
import type { Figures } from '../compute/figures.ts'
import { lightThen } from '../compute/judge.ts'
import { historyQuarters } from '../compute/quarter.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { targetOf, targetPath } from '../compute/results.ts'
import { cityAt } from '../stored/basis.ts'
import { carriedAt, lightAt, numberAt, progressAt, stateAt } from '../stored/result-table.ts'
import { comparedFacts } from './compared.ts'
import { missingUnits } from './lacking.ts'
import { writtenOften } from '../stored/json-bytes.ts'
import { lapseOfFigure } from './lapses.ts'
import { listedUnits } from './equity.ts'
import { comparableBaseline, ofPart, quarterAt, stateIn, valueIn } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import { forecastFact } from './trend.ts'

/** Every commitment of the city by year: those of which any unit has a target stand in it too, so that rows are the matrix's. */
export function cityTargets(rendering: Rendering): TargetsFacts {
  const { ranked } = rendering.figures
  const chosen = withTargets(rendering.figures, [cityAt, ...ranked])
  const matrix = ranked.length > listedUnits ? null : matrixOf(rendering, chosen)
  return targetsOf(rendering, { unit: cityAt, chosen, matrix })
}

/** Every commitment of one ranked unit. */
export function unitTargets(rendering: Rendering, unit: number): TargetsFacts {
  return targetsOf(rendering, { unit, chosen: withTargets(rendering.figures, [unit]), matrix: null })
}

type Asked = {
  readonly unit: number
  /** Positions of the indicators. */
  readonly chosen: readonly number[]
  readonly matrix: TargetsFacts['matrix']
}

function targetsOf(rendering: Rendering, { unit, chosen, matrix }: Asked): TargetsFacts {
  const { head, figures } = rendering
  const { basis, quarters } = figures
  const { code, name, shortName } = must(basis.units[unit])
  const years = yearsWithTargets(figures, chosen)
  const part = `target ${unit} ${years.join(' ')}`
  const facts = {
    release: head,
    targetYear: yearOf(basis.period),
    unit: unit === cityAt ? null : { code, name, shortName },
    years,
    periods: quarters.slice(-historyQuarters).map((quarter) => quarter.period),
    departments: departmentsOf(figures, chosen),
    rows: chosen.map((i) =>
      ofPart(rendering, i, part, (from) => {
        const row = rowOf(from, { i, unit, years })
        // A row that is kept is kept with its bytes: they are most of what is written anew after one changed form.
        return from === rendering ? row : writtenOften(row)
      }),
    ),
    matrix,
    notes: notesOf(figures, chosen),
  }
  return { ...facts, claims: targetsClaims(facts) }
}

/** The indicators of which one of the units has a target and a direction. */
function withTargets({ basis }: Figures, units: readonly number[]): number[] {
  return basis.indicators.flatMap((indicator, i) =>
    units.some((unit) => targetPath(basis, indicator, unit) !== null) ? [i] : [],
  )
}

function yearsWithTargets({ basis }: Figures, chosen: readonly number[]): number[] {
  const years = chosen.flatMap((i) => (basis.targets[must(basis.indicators[i]).code] ?? []).map(({ year }) => year))
  return [...new Set(years)].toSorted((left, right) => left - right)
}

function departmentsOf({ basis }: Figures, chosen: readonly number[]): TargetsFacts['departments'] {
  const codes = new Set(chosen.map((i) => must(basis.indicators[i]).leadDepartment))
  const known = (basis.departmentOrder ?? Object.keys(basis.departments)).filter((code) => codes.has(code))
  const others = [...codes].filter((code) => !known.includes(code))
  return [...known, ...others].map((code) => ({ code, name: basis.departments[code] ?? code }))
}

type Place = { readonly i: number; readonly unit: number; readonly years: readonly number[] }

function rowOf(rendering: Rendering, place: Place): TargetRow {
  const { figures, indicators } = rendering
  const { basis, results, quarters } = figures
  const { i, unit } = place
  const indicator = must(basis.indicators[i])
  const {
    code,
    name,
    dimension,
    unit: measured,
    decimals,
    direction,
    leadDepartment,
    isRunningTotal,
    span,
  } = must(indicators[i])
  const at = i * results.unitCount + unit
  const baseline = comparableBaseline(basis, indicator, unit)
  const row = {
    indicator: { code, name, dimension, unit: measured, decimals, direction, leadDepartment, isRunningTotal, span },
    department: indicator.leadDepartment,
    value: numberAt(results.values, at),
    state: stateAt(results, at),
    carriedFrom: carriedAt(results, at),
    missing: unit === cityAt ? missingUnits(figures, i).map((one) => must(basis.units[one]).shortName) : [],
    coverage: unit === cityAt ? numberAt(results.coverage, at) : null,
    expected: numberAt(results.expected, at),
    light: lightAt(results, at),
    progress: progressAt(results, at),
    baseline: baseline?.value ?? null,
    baselinePeriod: baseline?.period ?? null,
    yearAgo: yearAgo(figures, i, unit),
    years: place.years.map((year) => yearFact(figures, { i, unit, year })),
    history: historyOf(figures, i, unit),
    breaks: breaksIn(figures, i),
    lapse: lapseOfFigure(figures, i, unit),
  }
  const periods = quarters.slice(-historyQuarters).map((quarter) => quarter.period)
  return {
    ...row,
    claims: targetRowClaims(row, {
      periods,
      forecast: unit === cityAt ? (forecastFact(figures, i)?.claim ?? null) : null,
    }),
  }
}

/** The figure of a year ago beside a whole one of today: both measured in their own quarter, over the same units. */
function yearAgo(figures: Figures, i: number, unit: number): number | null {
  const { basis, quarters } = figures
  const then = sameQuarterLastYear(basis.period)
  if (unit === cityAt) {
    const { span, year } = comparedFacts(figures, i)
    const found = [span, year].find((one) => one?.period === then) ?? null
    return found?.isWhole === true ? found.before : null
  }
  const [now, view] = [must(quarters.at(-1)), comparable(figures, must(basis.indicators[i]), then)]
  if (view === null || !isFresh(now, i, unit) || !isFresh(view, i, unit)) return null
  return valueIn(view, i, unit)
}

function isFresh(view: QuarterView, i: number, unit: number): boolean {
  return view.state(i, unit) === stateCode.reported && view.carried(i, unit) === 0
}

type OfYear = { readonly i: number; readonly unit: number; readonly year: number }

/** A year that is over is judged by its fourth quarter as it was published, the running one by today's figure. */
function yearFact(figures: Figures, { i, unit, year }: OfYear): TargetYear {
  const { basis, results } = figures
  const indicator = must(basis.indicators[i])
  const target = targetOf(basis, indicator.code, unit, year)
  const source = basis.targets[indicator.code]?.find((one) => one.year === year)?.source ?? ''
  const common = { year, target, source }
  const nothing = { period: null, value: null, state: null, carriedFrom: null, light: null }
  if (year > yearOf(basis.period)) return { ...common, ...nothing, standing: target === null ? 'no_target' : 'not_due' }
  if (year === yearOf(basis.period)) {
    const at = i * results.unitCount + unit
    const [light, state] = [lightAt(results, at), stateAt(results, at)]
    const hasAim = target !== null || numberAt(results.expected, at) !== null
    const value = numberAt(results.values, at)
    const own = { period: basis.period, value, state, carriedFrom: carriedAt(results, at), light }
    return { ...common, ...own, standing: standingOf(light, { state, hasAim }) }
  }
  const view = quarterAt(figures, makePeriod(year, 4))
  if (view === null) return { ...common, ...nothing, standing: target === null ? 'no_target' : 'not_published' }
  const path = targetPath(basis, indicator, unit)
  const light = path === null || target === null ? null : lightThen(figures, view, { i, unit, path })
  const state = stateIn(view, i, unit)
  const own = {
    period: view.period,
    value: valueIn(view, i, unit),
    state,
    carriedFrom: carriedIn(view, i, unit),
    light,
  }
  return { ...common, ...own, standing: standingOf(light, { state, hasAim: target !== null }) }
}

function carriedIn(view: QuarterView, i: number, unit: number): Period | null {
  const carried = view.carried(i, unit)
  return carried === 0 ? null : periodAt(carried)
}

function historyOf(figures: Figures, i: number, unit: number): TargetRow['history'] {
  const { basis, quarters } = figures
  const path = targetPath(basis, must(basis.indicators[i]), unit)
  const recent = quarters.slice(-historyQuarters)
  return {
    value: recent.map((view) => valueIn(view, i, unit)),
    state: recent.map((view) => stateIn(view, i, unit)),
    light: recent.map((view) => {
      if (path === null || !isSetFor(path, view.period) || view.carried(i, unit) !== 0) return null
      return lightThen(figures, view, { i, unit, path })
    }),
    carriedFrom: recent.map((view) => carriedIn(view, i, unit)),
  }
}

/** The first quarter shown has nothing before it to be held apart from. */
function breaksIn({ basis, quarters }: Figures, i: number): Period[] {
  const [, ...later] = quarters.slice(-historyQuarters).map((quarter) => quarter.period)
  return later.filter((period) => must(basis.indicators[i]).breaks.includes(period))
}

/** Commitments begin with the year of their first target; what lies between it and the baseline was none. */
function isSetFor({ points: [first] }: TargetPath, period: Period): boolean {
  return first !== undefined && yearOf(period) >= yearOf(first.period)
}

function matrixOf(rendering: Rendering, chosen: readonly number[]): TargetsFacts['matrix'] {
  const { figures, units } = rendering
  const { basis, ranked, results } = figures
  const judged = yearsWithTargets(figures, chosen).flatMap((year) => {
    const period = year === yearOf(basis.period) ? basis.period : makePeriod(year, 4)
    return period <= basis.period && quarterAt(figures, period) !== null ? [{ year, period }] : []
  })
  return {
    units,
    years: judged.map(({ year, period }) => {
      const cells = chosen.map((i) =>
        ofPart(rendering, i, `targets ${year}`, (from) =>
          ranked.map((unit) => yearFact(from.figures, { i, unit, year })),
        ),
      )
      return {
        year,
        period,
        value: cells.map((row) => row.map(({ value }) => value)),
        state: cells.map((row) => row.map(({ state }) => must(state))),
        light: cells.map((row) => row.map(({ light }) => light)),
        target: cells.map((row) => row.map(({ target }) => target)),
        expected: chosen.map((i, row) =>
          ranked.map((unit, column) =>
            year === yearOf(basis.period)
              ? numberAt(results.expected, i * results.unitCount + unit)
              : must(cells[row]?.[column]).target,
          ),
        ),
      }
    }),
  }
}

function notesOf({ basis, ranked }: Figures, chosen: readonly number[]): string[] {
  const sources = chosen.flatMap((i) =>
    (basis.targets[must(basis.indicators[i]).code] ?? []).map(({ source }) => source),
  )
  const inside = ranked.filter((unit) => !must(basis.units[unit]).countsInParent)
  const names = inside.map((unit) => must(basis.units[unit]).shortName)
  return [
    '各年度末以当年第四季度公布的数值评价，本年度以本期数值与时序目标比较；沿用上年度数值的、已报部分不足的，不作评价。',
    ...(sources.some((source) => source.includes('演示')) ? ['目标值为演示目标，不是本市实际目标。'] : []),
    ...(names.length === 0 ? [] : [`${namesWords(names)}位于其他区县内，全市合计不重复计算。`]),
  ]
}
