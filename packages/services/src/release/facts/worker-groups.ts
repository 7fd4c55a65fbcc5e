import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { GroupSide } from '@cg/contract/release/worker-groups'
import { must } from '@cg/domain/must'
import type { Figures } from '../compute/figures.ts'
import { thinRule } from '../compute/share.ts'
import { groupMeasures } from '../compute/worker-groups.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { carriedAt, numberAt, stateAt } from '../stored/result-table.ts'
import { sumWords } from '../words.ts'
import { missingUnits } from './lacking.ts'

/** Everybody and each group, for an indicator that is one of them; null for any other. */
export function workerGroupsFact(figures: Figures, i: number): NonNullable<IndicatorFacts['workerGroups']> | null {
  const { basis } = figures
  const all = groupMeasures(basis)
  const own = all.find(({ whole, part }) => whole === i || part === i)
  if (own === undefined) return null
  const groups = all.filter(({ whole }) => whole === own.whole)
  const { name, whole, wholeShort } = basis.guide.workerGroups
  return {
    name,
    own: groups.find(({ part }) => part === i)?.group ?? '',
    topic: must(basis.indicators[own.whole]).phrase.measure,
    whole: sideOf(figures, { at: own.whole, group: '', name: whole, isSameBase: true }),
    wholeShort,
    groups: groups.map((one) => sideOf(figures, { ...one, at: one.part })),
  }
}

type Side = { readonly at: number; readonly group: string; readonly name: string; readonly isSameBase: boolean }

function sideOf(figures: Figures, { at: i, group, name, isSameBase }: Side): GroupSide {
  const { basis, results, ranked } = figures
  const indicator = must(basis.indicators[i])
  const city = i * results.unitCount + cityAt
  const at = ranked.map((unit) => i * results.unitCount + unit)
  const isThin = thinRule(basis, indicator)
  return {
    group,
    name,
    indicator: indicator.code,
    indicatorName: indicator.name,
    base: baseWords(basis, indicator),
    isSameBase,
    value: numberAt(results.values, city),
    state: stateAt(results, city),
    numerator: numberAt(results.numerators, city),
    denominator: numberAt(results.denominators, city),
    carriedFrom: carriedAt(results, city),
    missing: missingUnits(figures, i).map((unit) => must(basis.units[unit]).code),
    units: {
      value: at.map((position) => numberAt(results.values, position)),
      state: at.map((position) => stateAt(results, position)),
      carriedFrom: at.map((position) => carriedAt(results, position)),
      isThin: at.map((position) => {
        const counts = { value: must(results.values[position]), denominator: must(results.denominators[position]) }
        return isThin?.(counts) ?? false
      }),
    },
  }
}

/** What stands under the line of a rate. */
export function baseWords(basis: ReleaseBasis, { formula }: BasisIndicator): string {
  return formula.kind === 'quotient' || formula.kind === 'pooled' ? sumWords(basis, formula.denominator) : ''
}
