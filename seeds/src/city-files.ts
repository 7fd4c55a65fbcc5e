import { BaseSeed, TargetSeed, UnitSeed, UserSeed } from '@cg/contract/catalogue'
import type { IndicatorSeed } from '@cg/contract/catalogue'
import { strictObject } from '@cg/contract/schema'
import { clampToScale } from './scale.ts'
import { Type } from '@cg/contract/type'
import type { Static } from 'typebox'
import { readSeed } from './seed-file.ts'

const folder = new URL('../city/', import.meta.url)
const Area = Type.Number()

/** A city's targets by year; units have the city's, moved by their kind of area. Null: the city alone has a target. */
const TargetPlan = strictObject({
  source: Type.String(),
  targets: Type.Array(
    strictObject({
      indicator: TargetSeed.properties.indicator,
      city: Type.Record(Type.String({ pattern: '^20\\d{2}$' }), Type.Number()),
      byArea: Type.Union([strictObject({ centre: Area, suburb: Area, remote: Area }), Type.Null()]),
    }),
  ),
})
export type TargetPlan = Static<typeof TargetPlan>

const City = strictObject({ name: Type.String(), code: Type.String() })

export type DemoCity = {
  readonly name: string
  readonly units: readonly UnitSeed[]
  readonly bases: readonly BaseSeed[]
  readonly users: readonly UserSeed[]
  readonly targetPlan: TargetPlan
}

/** The fictional city as committed. */
export function readDemoCity(): DemoCity {
  return {
    name: readSeed(City, new URL('city.json', folder)).name,
    units: readSeed(Type.Array(UnitSeed), new URL('units.json', folder)),
    bases: readSeed(Type.Array(BaseSeed), new URL('bases.json', folder)),
    users: readSeed(Type.Array(UserSeed), new URL('users.json', folder)),
    targetPlan: readSeed(TargetPlan, new URL('targets.json', folder)),
  }
}

/** One row per indicator, unit and year; shares stay within 0 and 100 %. */
export function expandTargets(
  { source, targets }: TargetPlan,
  units: readonly UnitSeed[],
  indicators: readonly IndicatorSeed[],
): TargetSeed[] {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
  return targets.flatMap(({ indicator, city, byArea }) =>
    units.flatMap((unit) => {
      const offset = unit.kind === 'city' ? 0 : unit.areaType === null ? null : (byArea?.[unit.areaType] ?? null)
      if (offset === null) return []
      return Object.entries(city).map(([year, value]) => ({
        indicator,
        unit: unit.code,
        year: Number(year),
        value: clampToScale(value + offset, byCode.get(indicator)),
        source,
      }))
    }),
  )
}
