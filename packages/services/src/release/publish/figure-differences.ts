import { differsIn, unlikeReason } from '@cg/contract/claims/difference'
import type { Release } from '@cg/contract/claims/difference'
import { differenceKinds } from '@cg/contract/difference'
import type { DifferenceFigure, DifferenceSide } from '@cg/contract/difference'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { must } from '@cg/domain/must'

/** Value, place, light and state of two releases side by side, for every figure of which any is another. */
export function figureDifferences(from: Release, to: Release): DifferenceFigure[] {
  const all = [
    ...eitherOf(to.matrix.indicators, from.matrix.indicators).flatMap((indicator) =>
      indicatorFigures(from.matrix, to.matrix, indicator),
    ),
    ...scoreFigures(from, to),
  ]
  return all.filter((figure) => differenceKinds.some((kind) => differsIn(figure, kind)))
}

type Coded = { readonly code: string }

/** What either release has, the later one's first: what was left out since is a difference too. */
function eitherOf<T extends Coded>(to: readonly T[], from: readonly T[]): T[] {
  const known = new Set(to.map((one) => one.code))
  return [...to, ...from.filter((one) => !known.has(one.code))]
}

function unitsOf({ code, shortName }: MatrixFacts['units']): { code: string; name: string }[] {
  return code.map((one, at) => ({ code: one, name: must(shortName[at]) }))
}

function indicatorFigures(
  from: MatrixFacts,
  to: MatrixFacts,
  indicator: MatrixFacts['indicators'][number],
): DifferenceFigure[] {
  const [before, now] = [placeIn(from.indicators, indicator), placeIn(to.indicators, indicator)]
  const absent = before < 0 || now < 0 ? ('indicator' as const) : null
  const base = {
    indicator: indicator.code,
    indicatorName: indicator.name,
    measureUnit: indicator.unit,
    decimals: indicator.decimals,
    unlike: unlikeReason(from, to, indicator.code),
  }
  const city: DifferenceFigure = {
    ...base,
    unit: null,
    unitName: to.release.city,
    from: citySide(from, before),
    to: citySide(to, now),
    absent,
  }
  const units = eitherOf(unitsOf(to.units), unitsOf(from.units)).map(({ code, name }): DifferenceFigure => {
    const [then, today] = [unitSide(from, before, code), unitSide(to, now, code)]
    const isGone = then === null || today === null
    return { ...base, unit: code, unitName: name, from: then, to: today, absent: absent ?? (isGone ? 'unit' : null) }
  })
  return [city, ...units]
}

function placeIn(list: readonly Coded[], { code }: Coded): number {
  return list.findIndex((one) => one.code === code)
}

function citySide({ city }: MatrixFacts, i: number): DifferenceSide | null {
  if (i < 0) return null
  const { value, state, light, carriedFrom } = must(city[i])
  return { value, state, rank: null, light, carriedFrom: value === null ? null : carriedFrom }
}

function unitSide(
  { units, value, state, rank, light, beside }: MatrixFacts,
  i: number,
  code: string,
): DifferenceSide | null {
  const u = units.code.indexOf(code)
  if (i < 0 || u < 0) return null
  const own = value[i]?.[u] ?? null
  return {
    value: own,
    state: must(state[i]?.[u]),
    rank: rank[i]?.[u] ?? null,
    light: light[i]?.[u] ?? null,
    carriedFrom: own === null ? null : (beside?.carriedFrom[i]?.[u] ?? null),
  }
}

function scoreFigures(from: Release, to: Release): DifferenceFigure[] {
  const known = to.score ?? from.score
  if (known === null) return []
  const [before, now] = [from.matrix.release.scheme, to.matrix.release.scheme]
  const isAlike = before?.code === now?.code && before?.version === now?.version
  const both = from.score !== null && to.score !== null
  const { name: indicatorName, unit: measureUnit, decimals } = known.measure
  return eitherOf(unitsOf(to.matrix.units), unitsOf(from.matrix.units)).map(({ code, name }): DifferenceFigure => {
    const [then, today] = [scoreSide(from.score, code), scoreSide(to.score, code)]
    return {
      indicator: 'score',
      indicatorName,
      measureUnit,
      decimals,
      unit: code,
      unitName: name,
      from: then,
      to: today,
      absent: both ? (then === null || today === null ? 'unit' : null) : 'score',
      unlike: both && !isAlike ? 'scheme' : null,
    }
  })
}

function scoreSide(facts: RankingFacts | null, code: string): DifferenceSide | null {
  const u = facts?.units.code.indexOf(code) ?? -1
  if (facts === null || u < 0) return null
  const [value, rank] = [facts.value[u] ?? null, facts.rank[u] ?? null]
  return { value, state: must(facts.state[u]), rank, light: null, carriedFrom: null }
}
