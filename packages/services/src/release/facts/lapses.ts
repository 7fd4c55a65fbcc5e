import type { IndicatorLapse, LapseFact, StatementFact, UnitLapse } from '@cg/contract/release/lapse'
import { must } from '@cg/domain/must'
import { lapsesIn } from '../compute/lapses.ts'
import type { Lapse } from '../compute/lapses.ts'
import type { Figures } from '../compute/figures.ts'
import { cityAt } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { listedUnits } from './equity.ts'

/** Of one indicator: the late and missing figures of the city and, up to 200, of its units. */
export function unitLapses({ basis, results, ranked }: Figures, i: number): UnitLapse[] {
  const units = ranked.length > listedUnits ? [cityAt] : [cityAt, ...ranked]
  return lapsesIn(results, i, units).map((lapse) => ({
    unit: lapse.unit === cityAt ? null : must(basis.units[lapse.unit]).code,
    ...lapseFact(basis, lapse),
  }))
}

/** Of one unit (by its position in `units`): its late and missing figures, in catalogue order. */
export function indicatorLapses({ basis, results }: Figures, unit: number): IndicatorLapse[] {
  return basis.indicators.flatMap(({ code }, i) =>
    lapsesIn(results, i, [unit]).map((lapse) => ({ indicator: code, ...lapseFact(basis, lapse) })),
  )
}

/** Of one figure; null where nothing has to be stated. */
export function lapseOfFigure({ basis, results }: Figures, i: number, unit: number): LapseFact | null {
  const [lapse] = lapsesIn(results, i, [unit])
  return lapse === undefined ? null : lapseFact(basis, lapse)
}

function lapseFact({ indicators, units, statements }: ReleaseBasis, { i, unit, kind }: Lapse): LapseFact {
  const [indicator, code] = [must(indicators[i]).code, must(units[unit]).code]
  const found = statements.find((one) => one.indicator === indicator && one.unit === code)
  return { kind, statement: found === undefined ? null : statementFact(found) }
}

/** What leaders read of a statement: who wrote and accepted it stays in the basis and in the trail. */
function statementFact({
  id,
  cause,
  measures,
  until,
  value,
  acceptedAt,
}: ReleaseBasis['statements'][number]): StatementFact {
  return { id, cause, measures, until, value, acceptedAt }
}
