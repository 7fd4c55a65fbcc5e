import { profileClaims } from '@cg/contract/claims/profile'
import type { ProfileGround } from '@cg/contract/claims/profile'
import type { ProfileFacts, TownFacts } from '@cg/contract/release/profile'
import { must } from '@cg/domain/must'
import { originSentence } from '@cg/domain/unit-succession'
import { numberAt, stateAt } from '../stored/result-table.ts'
import { indicatorLapses } from './lapses.ts'
import { originIn } from './pasts.ts'
import type { Rendering } from './rendering.ts'
import { townRankings } from './town-rankings.ts'

/** What may be said of one ranked unit (by its position in `units`), and its towns' figures. */
export function profileFacts(rendering: Rendering, ground: ProfileGround, u: number): ProfileFacts {
  const { head, figures, units } = rendering
  const code = must(units.code[u])
  return {
    release: head,
    unit: { code, name: must(units.name[u]), shortName: must(units.shortName[u]) },
    ...originFact(figures, must(figures.ranked[u])),
    towns: townFacts(rendering, must(figures.ranked[u])),
    lapses: indicatorLapses(figures, must(figures.ranked[u])),
    claims: profileClaims(ground, code),
  }
}

function originFact(figures: Rendering['figures'], unit: number): Pick<ProfileFacts, 'origin'> {
  const { basis, quarters } = figures
  const origin = originIn(basis, must(basis.units[unit]))
  if (origin === null) return {}
  const isRestated = basis.indicators.some((_, i) =>
    quarters.some((quarter) => !Number.isNaN(quarter.restated(i, unit)?.value ?? Number.NaN)),
  )
  return { origin: originSentence(origin, isRestated) }
}

/** Figures of the units beneath one that are not ranked themselves; null where none of them has one. */
function townFacts(rendering: Rendering, unit: number): TownFacts | null {
  const { basis, engine, results } = rendering.figures
  const towns = Array.from(must(engine.tree.children[unit])).filter((at) => must(basis.units[at]).kind === 'town')
  const rows = basis.indicators.flatMap((indicator, i) => {
    const at = towns.map((town) => i * results.unitCount + town)
    const value = at.map((position) => numberAt(results.values, position))
    const state = at.map((position) => stateAt(results, position))
    return value.every((one) => one === null) ? [] : [{ i, code: indicator.code, value, state }]
  })
  if (rows.length === 0) return null
  return {
    code: towns.map((at) => must(basis.units[at]).code),
    name: towns.map((at) => must(basis.units[at]).shortName),
    indicators: rows.map((row) => row.code),
    value: rows.map((row) => row.value),
    state: rows.map((row) => row.state),
    rankings: townRankings(rendering, unit, { towns, rows: rows.map((row) => row.i) }),
  }
}
