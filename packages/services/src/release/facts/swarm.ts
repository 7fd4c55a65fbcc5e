import type { EquityFacts, SwarmFacts } from '@cg/contract/release/equity'
import { must } from '@cg/domain/must'
import { listedUnits } from './equity.ts'
import type { Figures } from '../compute/figures.ts'
import { carriedAt, numberAt, stateAt } from '../stored/result-table.ts'
import { describeSource } from '../words.ts'

/** The kinds of enterprise that the catalogue's guide lays beside each other, in every unit; nothing above `listedUnits`. */
export function swarmFacts(figures: Figures): Pick<EquityFacts, 'units' | 'swarm'> {
  const { basis, ranked } = figures
  if (ranked.length > listedUnits) return { units: [], swarm: [] }
  const units = ranked.map((unit) => {
    const { code, name, shortName } = must(basis.units[unit])
    return { code, name, shortName }
  })
  const swarm = basis.guide.swarm.flatMap(({ name, indicator }) => {
    const i = basis.indicators.findIndex(({ code }) => code === indicator)
    return i < 0 ? [] : [swarmRow(figures, i, name)]
  })
  return { units, swarm: swarm.filter(({ value }) => value.some((one) => one !== null)) }
}

function swarmRow({ basis, ranked, results }: Figures, i: number, name: string): SwarmFacts {
  const indicator = must(basis.indicators[i])
  const { code, definition, unit, decimals, direction } = indicator
  const at = ranked.map((one) => i * results.unitCount + one)
  const value = at.map((one) => numberAt(results.values, one))
  return {
    name,
    indicator: code,
    indicatorName: indicator.name,
    definition,
    source: describeSource(basis, indicator),
    unit,
    decimals,
    direction,
    value,
    state: at.map((one) => stateAt(results, one)),
    carriedFrom: at.map((one) => carriedAt(results, one)),
    base: at.map((one, u) => (value[u] === null ? null : numberAt(results.denominators, one))),
  }
}
