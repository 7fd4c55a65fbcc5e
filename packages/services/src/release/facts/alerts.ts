import { gapClaim } from '@cg/contract/claims/overview'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { attentionDetail, claimFall, claimLate, claimSilent, claimWiderGap } from '@cg/domain/claim/attention'
import type { AttentionClaim } from '@cg/domain/claim/attention'
import { sentence } from '@cg/domain/claim/claim'
import type { Aim } from '@cg/domain/claim/goal'
import { must } from '@cg/domain/must'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { partUnit } from '../words.ts'
import type { Figures } from '../compute/figures.ts'
import { gapsOf } from './gaps.ts'
import { shownIn } from '../compute/quarter.ts'
import { spanIn } from '../compute/span.ts'
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
  const { basis } = figures
  const ordered = byPeople(figures)
  return basis.indicators.flatMap((indicator, i): Weighed[] => {
    const behind = lateUnits(figures, i, ordered)
    const lateNames = behind.map((unit) => must(basis.units[unit]).shortName)
    const aim = cityAim(figures, i)
    const claim = claimLate(indicator.name, aim, { owner: ownerOf(basis, indicator), lateUnits: lateNames })
    if (claim === null) return []
    return [
      {
        ...worded(claim),
        owners: [indicator.leadDepartment],
        units: behind.map((unit) => must(basis.units[unit]).code),
        indicator: indicator.code,
        unit: null,
        weight: peopleShort(figures, i) * (aim.light === 'late' ? 1 : 0.1),
      },
    ]
  })
}

/** The claim's kind, its sentence and its second line. */
function worded(claim: AttentionClaim): Pick<Alert, 'kind' | 'title' | 'detail' | 'claim'> {
  return { kind: claim.about, title: sentence(claim), detail: attentionDetail(claim), claim }
}

/** What the city's figure is judged by. */
function cityAim({ basis, results }: Figures, i: number): Aim {
  const indicator = must(basis.indicators[i])
  const at = i * results.unitCount + cityAt
  return {
    value: numberAt(results.values, at),
    expected: numberAt(results.expected, at),
    target: numberAt(results.targets, at),
    year: Number(basis.period.slice(0, 4)),
    direction: indicator.direction,
    isRunningTotal: spanIn(basis, indicator).judgedBy !== 'interpolated',
    light: lightAt(results, at),
    format: { unit: indicator.unit, decimals: indicator.decimals },
  }
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

/** The ranked units, those with most people first. */
function byPeople(figures: Figures): number[] {
  const people = new Map(figures.ranked.map((unit) => [unit, peopleOf(figures, unit)]))
  return figures.ranked.toSorted((left, right) => must(people.get(right)) - must(people.get(left)))
}

/** The late ones of the units, in their order. */
function lateUnits({ results }: Figures, i: number, ordered: readonly number[]): number[] {
  return ordered.filter((unit) => lightAt(results, i * results.unitCount + unit) === 'late')
}

function silentAlerts(figures: Figures): Weighed[] {
  const { basis, results, ranked } = figures
  const watched = basis.indicators.flatMap((indicator, i) => (indicator.isAssessed && !indicator.isCityOnly ? [i] : []))
  return ranked.flatMap((unit): Weighed[] => {
    const silent = watched.filter((i) => stateAt(results, i * results.unitCount + unit) === 'not_reported')
    const { code, shortName } = must(basis.units[unit])
    const indicators = silent.map((i) => must(basis.indicators[i]))
    const owners = [...new Set(indicators.map((indicator) => ownerOf(basis, indicator)))]
    const names = indicators.map((indicator) => indicator.name)
    const claim = claimSilent(shortName, names, owners)
    if (claim === null) return []
    return [
      {
        ...worded(claim),
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
  const known = figures.quarters.findLast((quarter) => i >= 0 && !Number.isNaN(shownIn(quarter, i, unit).value))
  return known === undefined ? 0 : shownIn(known, i, unit).value
}

function fallAlerts(figures: Figures): Weighed[] {
  const { basis, scores, ranked, robustness } = figures
  const moves = scores === null ? null : scoreMoves(scores)
  if (moves === null) return []
  const nameOf = (u: number): string => must(basis.units[must(ranked[u])]).shortName
  const without = [...moves.entered, ...moves.left].map(nameOf)
  return ranked.flatMap((unit, u): Weighed[] => {
    const { code } = must(basis.units[unit])
    const [before, now] = [moves.before[u] ?? null, moves.now[u] ?? null]
    const [nowLow, nowHigh] = [robustness?.low[u] ?? null, robustness?.high[u] ?? null]
    const claim = claimFall({ name: nameOf(u), before, now, nowLow, nowHigh }, fallOfPlaces, without)
    if (claim === null) return []
    return [
      {
        ...worded(claim),
        owners: [code],
        units: [code],
        indicator: null,
        unit: code,
        weight: (peopleOf(figures, unit) * (must(now) - must(before))) / ranked.length,
      },
    ]
  })
}

function gapAlerts(figures: Figures): Weighed[] {
  const { basis } = figures
  return gapsOf(figures).flatMap((gap): Weighed[] => {
    const indicator = must(basis.indicators.find((one) => one.code === gap.indicator))
    const claim = claimWiderGap(gapClaim(basis, gap), ownerOf(basis, indicator))
    if (claim === null || gap.gap === null || gap.before === null) return []
    return [
      {
        ...worded(claim),
        owners: [indicator.leadDepartment],
        units: [],
        indicator: gap.indicator,
        unit: null,
        weight: (peopleOf(figures, cityAt) * Math.abs(Math.abs(gap.gap) - Math.abs(gap.before.gap))) / 100,
      },
    ]
  })
}
