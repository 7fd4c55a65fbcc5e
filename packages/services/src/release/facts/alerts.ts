import type { OverviewFacts } from '@cg/contract/release'
import { formatValue } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { listNames, partUnit } from '../words.ts'
import type { Figures } from '../compute/figures.ts'
import { gapsOf, printedDistance } from './gaps.ts'
import { scoreMoves } from '../compute/score.ts'
import { lightAt, numberAt, stateAt } from '../stored/result-table.ts'

type Alert = OverviewFacts['alerts'][number]
/** `weight`: how many people the gap is about. */
type Weighed = Alert & { readonly weight: number }

const fallOfPlaces = 3

/** What needs attention, by people affected × gap; each names its owner. */
export function alertsOf(figures: Figures): Alert[] {
  const all = [...lateAlerts(figures), ...silentAlerts(figures), ...fallAlerts(figures), ...gapAlerts(figures)]
  return all.toSorted((left, right) => right.weight - left.weight).map(({ weight: _weight, ...alert }) => alert)
}

/** Industrial workers of a unit: the people whom its figures are about. */
function peopleOf({ basis, results }: Figures, unit: number): number {
  const i = basis.indicators.findIndex((one) => one.code === basis.guide.people)
  return i < 0 ? 1 : (numberAt(results.values, i * results.unitCount + unit) ?? 0)
}

function ownerOf(basis: ReleaseBasis, indicator: BasisIndicator): string {
  return basis.departments[indicator.leadDepartment] ?? indicator.leadDepartment
}

function lateAlerts(figures: Figures): Weighed[] {
  const { basis, results } = figures
  return basis.indicators.flatMap((indicator, i): Weighed[] => {
    const at = i * results.unitCount + cityAt
    const light = lightAt(results, at)
    const [value, expected] = [numberAt(results.values, at), numberAt(results.expected, at)]
    if ((light !== 'late' && light !== 'near') || value === null || expected === null) return []
    const format = { unit: indicator.unit, decimals: indicator.decimals }
    const distance = printedDistance(value, expected, indicator.decimals)
    const unit = indicator.unit === '%' ? '个百分点' : indicator.unit
    const behind = lateUnits(figures, i)
    const namesOf = (units: readonly number[]) => units.map((unit) => must(basis.units[unit]).shortName)
    return [
      {
        kind: light,
        title: `${indicator.name}${light === 'late' ? '滞后' : '临近'}，差时序目标${formatValue(distance, format)}${unit}`,
        detail: `${ownerOf(basis, indicator)}牵头${behind.length > 0 ? `；滞后单位：${listNames(namesOf(behind), 4)}` : ''}`,
        owners: [indicator.leadDepartment],
        units: behind.map((unit) => must(basis.units[unit]).code),
        indicator: indicator.code,
        unit: null,
        weight: peopleShort(figures, i) * (light === 'late' ? 1 : 0.1),
      },
    ]
  })
}

/**
 * People affected × gap: of a rate over people, those who are missing to the expected value; of a rate over firms, the
 * same share of all workers; where neither is counted, a hundredth of the workers in proportion to the gap.
 */
function peopleShort(figures: Figures, i: number): number {
  const { basis, results } = figures
  const indicator = must(basis.indicators[i])
  const at = i * results.unitCount + cityAt
  const [value, expected] = [must(results.values[at]), must(results.expected[at])]
  const workers = peopleOf(figures, cityAt)
  const { formula } = indicator
  if (formula.kind === 'quotient' || formula.kind === 'pooled') {
    const share = Math.abs(value - expected) / formula.multiplier
    const { unit } = partUnit(basis, formula.denominator)
    if (basis.guide.peopleUnits.includes(unit)) return share * must(results.denominators[at])
    if (basis.guide.firmUnits.includes(unit)) return share * workers
  }
  return (workers * Math.abs(value - expected)) / Math.max(Math.abs(expected), 1e-9) / 100
}

/** Late units, those with most people first. */
function lateUnits(figures: Figures, i: number): number[] {
  const { results, ranked } = figures
  return ranked
    .filter((unit) => lightAt(results, i * results.unitCount + unit) === 'late')
    .toSorted((left, right) => peopleOf(figures, right) - peopleOf(figures, left))
}

function silentAlerts(figures: Figures): Weighed[] {
  const { basis, results, ranked } = figures
  const watched = basis.indicators.flatMap((indicator, i) => (indicator.isAssessed && !indicator.isCityOnly ? [i] : []))
  return ranked.flatMap((unit): Weighed[] => {
    const silent = watched.filter((i) => stateAt(results, i * results.unitCount + unit) === 'not_reported')
    if (silent.length === 0) return []
    const { code, shortName } = must(basis.units[unit])
    const indicators = silent.map((i) => must(basis.indicators[i]))
    const owners = [...new Set(indicators.map((indicator) => ownerOf(basis, indicator)))]
    return [
      {
        kind: 'not_reported',
        title: `${shortName}${silent.length}项考核指标未报`,
        detail: `${listNames(
          indicators.map((indicator) => indicator.name),
          3,
        )}；${listNames(owners, 3)}负责催报`,
        owners: [...new Set(indicators.map((indicator) => indicator.leadDepartment))],
        units: [code],
        indicator: silent.length === 1 ? must(indicators[0]).code : null,
        unit: code,
        weight: (peopleBefore(figures, unit) * silent.length) / watched.length,
      },
    ]
  })
}

/** A unit that did not report its workers either is weighed by those it had before. */
function peopleBefore(figures: Figures, unit: number): number {
  const now = peopleOf(figures, unit)
  if (now > 0) return now
  const { guide, indicators } = figures.basis
  const i = indicators.findIndex((one) => one.code === guide.people)
  const known = figures.quarters.findLast((quarter) => i >= 0 && !Number.isNaN(quarter.value(i, unit)))
  return known?.value(i, unit) ?? 0
}

function fallAlerts(figures: Figures): Weighed[] {
  const { basis, scores, ranked } = figures
  const moves = scores === null ? null : scoreMoves(scores)
  if (moves === null) return []
  return ranked.flatMap((unit, u): Weighed[] => {
    const [now, then] = [moves.now[u] ?? null, moves.before[u] ?? null]
    if (now === null || then === null || now - then < fallOfPlaces) return []
    const { code, shortName } = must(basis.units[unit])
    return [
      {
        kind: 'rank_fall',
        title: `${shortName}综合得分位次下降${now - then}位`,
        detail: `由第${then}名降至第${now}名（按同一方案重算）；${shortName}负责说明`,
        owners: [code],
        units: [code],
        indicator: null,
        unit: code,
        weight: (peopleOf(figures, unit) * (now - then)) / ranked.length,
      },
    ]
  })
}

function gapAlerts(figures: Figures): Weighed[] {
  const { basis } = figures
  return gapsOf(figures).flatMap((gap): Weighed[] => {
    if (gap.gap === null || gap.previousGap === null || Math.abs(gap.gap) <= Math.abs(gap.previousGap)) return []
    const indicator = must(basis.indicators.find((one) => one.code === gap.indicator))
    const format = { unit: gap.unit, decimals: gap.decimals }
    const wider = printedDistance(Math.abs(gap.gap), Math.abs(gap.previousGap), gap.decimals)
    const unit = gap.unit === '%' ? '个百分点' : gap.unit
    return [
      {
        kind: 'gap',
        title: `${gap.indicatorName}${gap.name}差距扩大${formatValue(wider, format)}${unit}`,
        detail: `现差${formatValue(Math.abs(gap.gap), format)}${unit}；${ownerOf(basis, indicator)}牵头`,
        owners: [indicator.leadDepartment],
        units: [],
        indicator: gap.indicator,
        unit: null,
        weight: (peopleOf(figures, cityAt) * wider) / 100,
      },
    ]
  })
}
