import type { ResourcePair } from '@cg/contract/catalogue'
import { missingNames } from '@cg/contract/release/equity'
import type { ResourceFacts } from '@cg/contract/release/equity'
import { claimResource } from '@cg/domain/claim/resource'
import { stateCode } from '@cg/domain/column'
import { resourceConcentration } from '@cg/domain/equity/concentration'
import { gini } from '@cg/domain/equity/inequality'
import { must } from '@cg/domain/must'
import { spanIn } from '../compute/span.ts'
import type { Figures } from '../compute/figures.ts'
import { cityAt } from '../stored/basis.ts'
import { numberAt } from '../stored/result-table.ts'
import { describeSource } from '../words.ts'

/** Every resource of the catalogue's guide against its need, among the units that count in the city. */
export function resourceFacts(figures: Figures): ResourceFacts[] {
  return figures.basis.guide.resources.flatMap((pair) => resourceFact(figures, pair) ?? [])
}

type Share = { readonly unit: number; readonly resource: number; readonly need: number }

/** Null where nobody has either figure: it is not asked this quarter. */
function resourceFact(figures: Figures, pair: ResourcePair): ResourceFacts | null {
  const { basis, engine } = figures
  const [resource, need] = [pair.resource, pair.need].map((code) =>
    basis.indicators.findIndex((one) => one.code === code),
  )
  if (resource === undefined || need === undefined || resource < 0 || need < 0) return null
  const children = Array.from(must(engine.tree.children[cityAt]))
  const asked = children.map((unit) => ({
    unit,
    resource: ownAt(figures, resource, unit),
    need: ownAt(figures, need, unit),
  }))
  if ((['resource', 'need'] as const).some((key) => asked.every((one) => one[key] === null))) return null
  const shares = asked.flatMap(({ unit, resource: own, need: of }): Share[] =>
    own === null || of === null ? [] : [{ unit, resource: own, need: of }],
  )
  const known = new Set(shares.map(({ unit }) => unit))
  const missing = children.filter((unit) => !known.has(unit)).map((unit) => must(basis.units[unit]).shortName)
  const whole = missing.length === 0 ? shares : []
  return {
    resource: counted(
      figures,
      resource,
      pair.resourceName,
      whole.map((one) => one.resource),
    ),
    need: counted(
      figures,
      need,
      pair.needName,
      whole.map((one) => one.need),
    ),
    units: whole.map(({ unit }) => {
      const { code, name, shortName, areaType } = must(basis.units[unit])
      return { code, name, shortName, area: areaType === null ? null : basis.guide.areas[areaType] }
    }),
    missing: missing.slice(0, missingNames),
    missingCount: missing.length,
    ...measured(figures, whole),
    claim: claimResource(
      { resource: pair.resourceName, need: pair.needName },
      whole.map((one) => ({ ...one, name: must(basis.units[one.unit]).shortName })),
    ),
  }
}

/** A unit's whole figure of this very quarter as it is published; null without one. */
function ownAt({ results, quarters }: Figures, i: number, unit: number): number | null {
  const now = must(quarters.at(-1))
  if (now.carried(i, unit) !== 0 || now.state(i, unit) !== stateCode.reported) return null
  return numberAt(results.values, i * results.unitCount + unit)
}

function counted(figures: Figures, i: number, name: string, value: readonly number[]): ResourceFacts['resource'] {
  const { basis } = figures
  const indicator = must(basis.indicators[i])
  const { code, definition, unit, decimals } = indicator
  return {
    name,
    indicator: code,
    indicatorName: indicator.name,
    definition,
    source: describeSource(basis, indicator),
    unit,
    decimals,
    span: spanIn(basis, indicator),
    value: [...value],
  }
}

type Measured = Pick<ResourceFacts, 'theil' | 'between' | 'within' | 'gini'>

/** Theil T of what the units get against what they need, taken apart by kind of area where every unit has one. */
function measured({ basis }: Figures, shares: readonly Share[]): Measured {
  const none = { theil: null, between: null, within: null, gini: null }
  const areas = shares.map(({ unit }) => must(basis.units[unit]).areaType)
  const isGrouped = areas.every((area) => area !== null) && new Set(areas).size > 1
  const found = resourceConcentration(
    shares.map(({ unit, resource, need }, at) => ({
      unit: String(unit),
      resource,
      need,
      ...(isGrouped ? { path: [areas[at] ?? ''] } : {}),
    })),
  )
  if (found.kind === 'undefined') return none
  const [between, within] = isGrouped ? [found.levels[0] ?? null, found.levels[1] ?? null] : [null, null]
  const holdings = shares.flatMap(({ resource, need }) =>
    need > 0 ? [{ value: resource / need, population: need }] : [],
  )
  return { theil: found.theil, between, within, gini: gini(holdings).value }
}
