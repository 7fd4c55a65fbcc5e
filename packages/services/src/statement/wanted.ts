import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { computeResults, releaseEngine } from '../release/compute/results.ts'
import { lapsesIn } from '../release/compute/lapses.ts'
import type { Lapse } from '../release/compute/lapses.ts'
import { loadInput } from '../release/input/load-input.ts'
import { listedUnits } from '../release/facts/equity.ts'
import { indicatorItems } from '../release/words.ts'
import { cityAt, rankedUnits } from '../release/stored/basis.ts'
import type { ReleaseBasis } from '../release/stored/basis.ts'

/** A quarter's figures as a release made now would have them, as far as statements look at them. */
export type StandingQuarter = {
  readonly basis: ReleaseBasis
  /** What wants a statement, in catalogue and protocol order; a figure that did not come only once the forms behind it are due and none waits. */
  readonly lapses: readonly Lapse[]
}

/** Computes which figures of a quarter are late or missing, from the forms that are accepted now. */
export async function loadStanding(db: Db, period: Period, now: Date): Promise<StandingQuarter> {
  const { loaded: _loaded, ...input } = await loadInput(db, period, now.toISOString())
  const results = computeResults(input, releaseEngine(input))
  const { basis } = input
  const ranked = rankedUnits(basis)
  const units = ranked.length > listedUnits ? [cityAt] : [cityAt, ...ranked]
  const lapses = basis.indicators.flatMap((_, i) => lapsesIn(results, i, units))
  const isWanted = (lapse: Lapse): boolean =>
    lapse.kind === 'late' || basis.corrects !== null || isOverdue(basis, lapse, now)
  return { basis, lapses: lapses.filter(isWanted) }
}

/** Whether every form behind the figure was due and none of them waits for review: what does is not missing. */
function isOverdue(basis: ReleaseBasis, { i, unit }: Lapse, now: Date): boolean {
  const items = new Set<string>(indicatorItems(basis, must(basis.indicators[i])))
  const code = must(basis.units[unit]).code
  const behind = basis.forms.filter(({ form, filledBy, reporter }) => {
    if (filledBy === 'unit' && unit !== cityAt && reporter !== code) return false
    return (basis.asked[form] ?? []).some(({ cell }) => items.has(cell.split('|')[0] ?? ''))
  })
  return behind.every(({ state, firstSubmittedAt, deadline }) => {
    return deadline <= now.toISOString() && (state !== 'missing' || firstSubmittedAt === null)
  })
}
