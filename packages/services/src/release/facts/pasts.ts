import type { IndicatorFacts, PastFact } from '@cg/contract/release/indicator'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { stateName } from '@cg/domain/column'
import { isWhole } from '@cg/domain/figure/rollup'
import { must } from '@cg/domain/must'
import { formatState } from '@cg/domain/number/number-format'
import type { Period } from '@cg/domain/period'
import { originWords, pastWords } from '@cg/domain/unit-succession'
import type { Origin, UnrestatedReason } from '@cg/domain/unit-succession'
import type { Figures } from '../compute/figures.ts'
import { originOf, unitsOnGround } from '../compute/units-then.ts'
import { shownIn } from '../compute/quarter.ts'
import { isSummable } from '../compute/restated.ts'
import { isAddable } from '../input/merged-cells.ts'
import { isDefinedAlike } from '../stored/basis.ts'
import type { BasisUnit, ReleaseBasis } from '../stored/basis.ts'
import { stateIn, valueIn } from './rendering.ts'

type Series = IndicatorFacts['unitSeries'][number]
type History = RankingFacts['history']

/** A unit's line: as published, before a merge reckoned again from its predecessors. */
export function unitSeries({ quarters }: Figures, i: number, unit: number): Series {
  if (quarters.every((quarter) => quarter.restated(i, unit) === null))
    return {
      value: quarters.map((quarter) => valueIn(quarter, i, unit)),
      state: quarters.map((quarter) => stateIn(quarter, i, unit)),
    }
  const shown = quarters.map((quarter) => shownIn(quarter, i, unit))
  const isRestated = shown.map((one) => one.isRestated && !Number.isNaN(one.value))
  return {
    value: shown.map(({ value }) => (Number.isNaN(value) ? null : value)),
    state: shown.map(({ state }) => stateName(state)),
    ...(isRestated.includes(true) ? { restated: isRestated } : {}),
  }
}

/** How a unit that began within the history came to be; null for one as old as that. */
export function originIn(basis: ReleaseBasis, { code, shortName, since }: BasisUnit): Origin | null {
  if (since === undefined) return null
  const act = originOf(basis, code)
  if (act === null) return { kind: 'new', name: shortName, from: since, predecessors: [] }
  return { kind: act.kind, name: shortName, from: act.from, predecessors: act.predecessors.map((one) => one.shortName) }
}

/** Of the ranked units that began after a quarter how they did: they have no place before. */
export function begunFacts({ basis, ranked }: Figures, first: string | undefined): Pick<History, 'begun'> {
  const begun = ranked.flatMap((at) => {
    const unit = must(basis.units[at])
    const origin = originIn(basis, unit)
    if (origin === null || first === undefined || origin.from <= first) return []
    return [{ unit: unit.code, words: `${origin.name}${originWords(origin)}，此前不在排名之列` }]
  })
  return begun.length === 0 ? {} : { begun }
}

/** Of the units that began within the history what stands before; nothing of a figure of the city alone. */
export function pastFacts(figures: Figures, i: number): Pick<IndicatorFacts, 'pasts'> {
  const { ranked } = figures
  const pasts = ranked.flatMap((unit) => pastFact(figures, i, unit) ?? [])
  return pasts.length === 0 ? {} : { pasts }
}

function pastFact(figures: Figures, i: number, unit: number): PastFact | null {
  const { basis, quarters } = figures
  const own = must(basis.units[unit])
  const origin = originIn(basis, own)
  if (origin === null) return null
  const indicator = must(basis.indicators[i])
  const restated = quarters.flatMap(({ period, restated: at }) => {
    const found = at(i, unit)
    return found === null ? [] : [{ period, ...found }]
  })
  const isRestated = restated.some(({ value }) => !Number.isNaN(value))
  // What is counted for the city alone has no line of a unit.
  if (indicator.isCityOnly && !isRestated) return null
  const lacking = restated
    .filter(({ state }) => !isWhole(state))
    .map(({ period }) => ({ period, words: lackingWords(figures, { i, unit, period }) }))
  const unrestated = isRestated ? null : lacking.length > 0 ? 'lacking' : reasonOf(figures, i, origin)
  const mayCountTwice = countsPeopleOnce(basis, indicator.formula)
  const words = pastWords({ origin, unrestated, lacking, mayCountTwice })
  return { unit: own.code, from: origin.from, isRestated, words }
}

/** Why no quarter before a merge is reckoned again. */
function reasonOf({ basis, quarters }: Figures, i: number, { kind, from }: Origin): UnrestatedReason | null {
  const indicator = must(basis.indicators[i])
  if (kind !== 'merge') return null
  const act = basis.successions?.find((one) => one.from === from && one.kind === kind)
  if (!isSummable(indicator)) return 'formula'
  if (act !== undefined && !isAddable(act)) return 'inside'
  const before = quarters.filter(({ period }) => period < from)
  return before.some(({ period }) => isDefinedAlike(indicator, period, basis.period)) ? 'unknown' : 'definition'
}

/** Distinct people of a year are counted by each unit: a sum may hold one of them twice (decision 9). */
function countsPeopleOnce({ items }: ReleaseBasis, formula: ReleaseBasis['indicators'][number]['formula']): boolean {
  const terms = formula.kind === 'sum' ? formula.terms : 'numerator' in formula ? [formula.numerator].flat() : []
  return terms.some(
    (term) => typeof term === 'object' && items.find(({ code }) => code === term.item)?.periodKind === 'YTD_UNIQUE',
  )
}

type Place = { readonly i: number; readonly unit: number; readonly period: Period }

/** '丁区未报', '丙区、丁区不公布' */
function lackingWords({ basis, input }: Figures, { i, unit, period }: Place): string {
  const series = input.earlier.find((one) => one.period === period)?.series
  const asking = { indicator: must(basis.indicators[i]).code, period }
  const then = series === undefined ? null : unitsOnGround(basis, { series, ...asking }, must(basis.units[unit]))
  const lacking = (then ?? []).filter(({ state }) => !isWhole(state))
  if (lacking.length === 0) return '合并前的数据不能相加'
  const wordOf = (state: number): string =>
    stateName(state) === 'partial' ? '数据不全' : formatState(stateName(state))
  return [...Map.groupBy(lacking, ({ state }) => wordOf(state))]
    .map(([word, units]) => `${units.map(({ shortName }) => shortName).join('、')}${word}`)
    .join('、')
}
