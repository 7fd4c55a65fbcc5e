import type { RegisterFacts, RegisterRangeFact } from '@cg/contract/release/register'
import { must } from '@cg/domain/must'
import { rangeValue } from '@cg/domain/register/range'
import { suppress } from '@cg/domain/figure/suppression'
import type { CountedIn } from '../../register/within.ts'
import { unitsCounting } from '../../register/within.ts'
import type { Figures } from '../compute/figures.ts'
import { isCountedItem } from '../compute/suppress.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisRegister, ReleaseBasis } from '../stored/basis.ts'
import { listedUnits } from './equity.ts'

/** The records that count in the city's figure, by themselves or through the unit they lie inside of. */
export function recordsInCity(
  { basis, engine }: Figures,
  { records }: BasisRegister,
  within: CountedIn,
): BasisRegister['records'] {
  const city = new Set(Array.from(must(engine.tree.children[cityAt]), (u): string => must(basis.units[u]).code))
  return records.filter(({ unit }) => unitsCounting(within, unit).some((code) => city.has(code)))
}

/** What the records given say from … to; a range that no record says is left out. */
export function rangesOf(
  { period }: Pick<ReleaseBasis, 'period'>,
  register: BasisRegister,
  records: BasisRegister['records'],
): RegisterRangeFact[] {
  return (register.ranges ?? []).flatMap((range) => {
    const feed = register.feeds.find(({ item }) => item === range.item)
    if (feed === undefined) return []
    const values = records.map((record) => record.values)
    const found = rangeValue(register, { feed, range }, values, period)
    const field = register.fields.find(({ code }) => code === range.low)
    const { item, name } = range
    return found === null ? [] : [{ item, name, unit: field?.unit ?? '', decimals: field?.decimals ?? 0, ...found }]
  })
}

type Items = RegisterFacts['items']

/** The values of a register's records by the unit that they count in. */
export function valuesByUnit(
  within: CountedIn,
  { records }: Pick<BasisRegister, 'records'>,
): ReadonlyMap<string, BasisRegister['records'][number]['values'][]> {
  const byUnit = new Map<string, BasisRegister['records'][number]['values'][]>()
  for (const { unit, values } of records)
    for (const code of unitsCounting(within, unit)) {
      const own = byUnit.get(code)
      if (own === undefined) byUnit.set(code, [values])
      else own.push(values)
    }
  return byUnit
}

/**
 * Of a register that names persons the places, among the ranked units, whose count of people would tell of one or two of
 * them, and those that would give it away (decision 11): as the release withholds the same count in its indicators.
 */
export function withheldPlaces({ basis, engine, ranked }: Figures, register: BasisRegister, items: Items): Withheld {
  const places = new Set<number>()
  const ofCity = new Set<string>()
  if (!register.isNamed) return { places, ofCity }
  for (const { item, records, units } of items) {
    if (!isCountedItem(basis, item)) continue
    const counts: (number | null)[] = basis.units.map(() => null)
    counts[cityAt] = records
    for (const [at, u] of ranked.entries()) counts[u] = units[at]?.records ?? null
    const marks = suppress(engine.tree, counts, basis.smallCellLimit)
    if (marks[cityAt] !== 'shown') ofCity.add(item)
    for (const [at, u] of ranked.entries()) if (marks[u] !== 'shown') places.add(at)
  }
  return { places, ofCity }
}

export type Withheld = {
  /** Places among the ranked units. */
  readonly places: ReadonlySet<number>
  /** Items whose sum over the city is withheld too. */
  readonly ofCity: ReadonlySet<string>
}

/** The items without what is withheld: of a unit with a small count none of what its records amount to. */
export function withoutWithheld(items: Items, { places, ofCity }: Withheld): Items {
  if (places.size === 0 && ofCity.size === 0) return items
  return items.map((item) => ({
    ...item,
    records: ofCity.has(item.item) ? null : item.records,
    units: item.units.map((unit, at) =>
      places.has(at) ? { records: null, state: 'withheld' as const, value: null } : unit,
    ),
  }))
}

/** Of a city with very many units those with a record or a figure, and the units that hold them; of others all. */
export function withListedUnits(facts: RegisterFacts): RegisterFacts {
  const { units, items, records } = facts
  if (units.length <= listedUnits) return facts
  const kept = new Set(records.map(({ unit }) => unit))
  const holders = new Map(units.map(({ code, holder }) => [code, holder]))
  for (const code of kept) {
    const holder = holders.get(code)
    if (holder !== undefined) kept.add(holder)
  }
  const places = units.flatMap(({ code }, at) =>
    kept.has(code) || items.some((item) => item.units[at]?.records !== 0) ? [at] : [],
  )
  const among = <T>(list: readonly T[]): T[] => list.filter((_, at) => wanted.has(at))
  const wanted = new Set(places)
  return {
    ...facts,
    unlisted: units.length - places.length,
    units: among(units),
    items: items.map((item) => ({ ...item, units: among(item.units) })),
  }
}
