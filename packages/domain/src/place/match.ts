import type { OutlineFeature, Polygon } from './geojson.ts'
import { featureName } from './geojson.ts'

/** A unit that an outline may be of. `isOverlaid`: it lies over others (a zone inside a district) and need not have one. */
export type OutlinedUnit = {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly isOverlaid: boolean
}

export type UnitOutline = { readonly code: string; readonly polygons: readonly Polygon[] }

export type OutlineMatch = {
  /** In the units' order, those that lie over others last, so that they are drawn on top. */
  readonly outlines: readonly UnitOutline[]
  /** The property by which the features were recognised; null where none was found. */
  readonly key: string | null
  /** Units that are listed beside the map. */
  readonly beside: readonly string[]
  readonly faults: readonly string[]
}

/**
 * Which outline is whose: by the one property whose values most often are a unit's code, name or short name. Every unit
 * has exactly one outline, save those that lie over others; every outline is of a unit. `since` names the quarter whose
 * units these are.
 */
export function matchOutlines(
  features: readonly OutlineFeature[],
  units: readonly OutlinedUnit[],
  since: string,
): OutlineMatch {
  const names = unitsByName(units)
  const key = namingProperty(features, names)
  if (key === null) {
    const [example] = units
    const fault = `文件的属性里找不到单位。请给每个要素写上单位的代码、全称或简称，例如 "name": "${example?.shortName ?? ''}"。`
    return { outlines: [], key, beside: [], faults: [fault] }
  }
  const unitOf = (feature: OutlineFeature) => names.get(feature.properties.get(key) ?? '')
  const strangers = features.filter((feature) => unitOf(feature) === undefined)
  const own = Map.groupBy(features, (feature) => unitOf(feature)?.code ?? '')
  const without = units.filter((unit) => !own.has(unit.code))
  const twice = units.flatMap((unit) => twiceFault(unit, own.get(unit.code) ?? []))
  const drawn = units.flatMap((unit) => {
    const polygons = (own.get(unit.code) ?? []).flatMap((feature) => feature.polygons)
    return polygons.length === 0 ? [] : [{ unit, polygons }]
  })
  return {
    key,
    outlines: [...drawn.filter(({ unit }) => !unit.isOverlaid), ...drawn.filter(({ unit }) => unit.isOverlaid)].map(
      ({ unit, polygons }) => ({ code: unit.code, polygons }),
    ),
    beside: without.filter((unit) => unit.isOverlaid).map((unit) => unit.code),
    faults: [
      ...strangers.map((feature) => strangerFault(feature, key, since)),
      ...twice,
      ...lackFault(without.filter((unit) => !unit.isOverlaid)),
    ],
  }
}

/** Every way a unit is called; a name that two units share stands for neither. */
function unitsByName(units: readonly OutlinedUnit[]): ReadonlyMap<string, OutlinedUnit> {
  const called = units.flatMap((unit) =>
    [...new Set([unit.code, unit.name, unit.shortName])].map((name) => ({ name, unit })),
  )
  const byName = Map.groupBy(called, ({ name }) => name)
  return new Map(
    [...byName].flatMap(([name, [only, ...others]]) =>
      only === undefined || others.length > 0 ? [] : [[name, only.unit] as const],
    ),
  )
}

function namingProperty(features: readonly OutlineFeature[], names: ReadonlyMap<string, OutlinedUnit>): string | null {
  const keys = new Set(features.flatMap((feature) => [...feature.properties.keys()]))
  const counted = [...keys].map((key) => ({
    key,
    count: features.filter((feature) => names.has(feature.properties.get(key) ?? '')).length,
  }))
  const best = counted.toSorted((left, right) => right.count - left.count)[0]
  return best === undefined || best.count === 0 ? null : best.key
}

function strangerFault(feature: OutlineFeature, key: string, since: string): string {
  return `${featureName(feature, key)}不是${since}在用的报送单位。请核对名称，或从文件中删去这个要素；已撤并、更名的单位请改为现在的单位。`
}

function twiceFault(unit: OutlinedUnit, features: readonly OutlineFeature[]): string[] {
  if (features.length < 2) return []
  const places = features.map((feature) => feature.at).join('、')
  return [`${unit.shortName}有${features.length}个轮廓（第${places}个要素）。请在制图软件中合并成一个要素后重新导出。`]
}

const mostNamed = 12

function lackFault(units: readonly OutlinedUnit[]): string[] {
  if (units.length === 0) return []
  const named = units.slice(0, mostNamed).map((unit) => unit.shortName)
  const names = `${named.join('、')}${units.length > mostNamed ? `等${units.length}个单位` : ''}`
  return [`缺少${names}的轮廓。请补齐后重新上传，缺一个单位便不能成图。`]
}
