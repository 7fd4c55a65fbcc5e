import type { RegisterFacts, RegisterIndex } from '@cg/contract/release/register'
import { cellStates } from '@cg/domain/cell'
import type { CellState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { countsFor, feedValue } from '@cg/domain/register/feed'
import type { RegisterFeed } from '@cg/domain/register/kind'
import { amountWords } from '../../register/amount-words.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisRegister, ReleaseBasis } from '../stored/basis.ts'
import { countedIn, holderOf } from '../../register/within.ts'
import { indicatorItems } from '../words.ts'
import { besideOf } from './register-beside.ts'
import {
  rangesOf,
  recordsInCity,
  valuesByUnit,
  withListedUnits,
  withheldPlaces,
  withoutWithheld,
} from './register-shown.ts'
import type { Rendering } from './rendering.ts'

type Item = RegisterFacts['items'][number]

/** The registers of the quarter, with what their records amount to. */
export function registerIndex(rendering: Rendering): RegisterIndex {
  const { head, figures } = rendering
  // Those that the register's page lists: a unit that is no more has no line there.
  const ranked = new Set<string>(figures.ranked.map((u) => must(figures.basis.units[u]).code))
  return {
    release: head,
    kinds: (figures.basis.registers ?? []).map((register) => ({
      ...kindFact(figures.basis, register),
      records: register.records.filter(({ unit }) => ranked.has(unit)).length,
      items: shownItems(rendering, register).items.map(({ units: _units, ...item }) => item),
    })),
    ...planCounts(figures.basis),
  }
}

function planCounts(basis: ReleaseBasis): Pick<RegisterIndex, 'plan'> {
  const counts = basis.plan?.counts
  if (counts === undefined) return {}
  const indicators = counts.items.flatMap((item) => indicatorsOf(basis, { item }))
  return { plan: { since: counts.since, indicators: [...new Map(indicators.map((one) => [one.code, one])).values()] } }
}

/** One of them with its records. */
export function registerFacts(rendering: Rendering, register: BasisRegister): RegisterFacts {
  const { head, figures } = rendering
  const { basis, engine } = figures
  const ofCity = new Set(engine.tree.children[cityAt])
  const { fields, isNamed, title } = register
  const within = countedIn(basis.units)
  const { items, places } = shownItems(rendering, register)
  const inCity = recordsInCity(figures, register, within)
  // Where a count is withheld, neither the ends nor the sums may tell of it.
  const ranges = places.size > 0 ? [] : rangesOf(basis, register, inCity)
  const beside = places.size > 0 ? null : besideOf(rendering, register, inCity)
  const recordsOf = Map.groupBy(register.records, ({ unit }) => unit)
  return withListedUnits({
    release: head,
    kind: kindFact(basis, register),
    fields: fields.map(({ code, name, type, unit, decimals, choices }) => ({
      code,
      name,
      type,
      ...(unit === undefined ? {} : { unit }),
      ...(decimals === undefined ? {} : { decimals }),
      ...(choices === undefined ? {} : { choices: [...choices] }),
    })),
    units: figures.ranked.map((u) => {
      const { code, shortName } = must(basis.units[u])
      const holder = holderOf(within, code)
      return { code, name: shortName, isApart: !ofCity.has(u), ...(holder === null ? {} : { holder }) }
    }),
    items,
    ...(ranges.length === 0 ? {} : { ranges }),
    ...(beside === null ? {} : { beside }),
    records: figures.ranked.flatMap((u, place) => {
      const { code } = must(basis.units[u])
      if (places.has(place)) return []
      return (recordsOf.get(code) ?? []).map(({ id, day, values }) => ({
        id,
        unit: code,
        title: isNamed ? null : String(values[title] ?? ''),
        day,
        values: fields.map((field) => values[field.code] ?? null),
        counts: register.feeds.flatMap((feed, at) => (countsFor(register, feed, values, basis.period) ? [at] : [])),
      }))
    }),
  })
}

/** What the records amount to, without what is withheld of it, and the places of the units that it is withheld of. */
function shownItems(
  rendering: Rendering,
  register: BasisRegister,
): { readonly items: Item[]; readonly places: ReadonlySet<number> } {
  const items = itemFacts(rendering, register)
  const withheld = withheldPlaces(rendering.figures, register, items)
  return { items: withoutWithheld(items, withheld), places: withheld.places }
}

function kindFact(
  { departments }: ReleaseBasis,
  { code, name, definition, department, since, isNamed }: BasisRegister,
): RegisterFacts['kind'] {
  const use = since === undefined ? {} : { since }
  return { code, name, definition, departmentName: departments[department] ?? department, ...use, isNamed }
}

function itemFacts({ figures }: Rendering, register: BasisRegister): Item[] {
  const { basis, engine, ranked } = figures
  const inCity = new Set(engine.tree.children[cityAt])
  const own = valuesByUnit(countedIn(basis.units), register)
  return register.feeds.map((feed) => {
    const { item } = feed
    const units = ranked.map((u) => {
      const { code } = must(basis.units[u])
      return {
        records: feedValue(register, feed, own.get(code) ?? [], basis.period),
        ...cellIn(figures, item, code),
      }
    })
    const found = basis.items.find(({ code }) => code === item)
    return {
      item,
      name: found?.name ?? item,
      unit: found?.unit ?? '',
      decimals: found?.decimals ?? 0,
      words: amountWords(register, feed),
      records: ranked.reduce((sum, u, at) => sum + (inCity.has(u) ? must(units[at]).records : 0), 0),
      indicators: indicatorsOf(basis, feed),
      units,
    }
  })
}

function indicatorsOf(basis: ReleaseBasis, { item }: Pick<RegisterFeed, 'item'>): Item['indicators'] {
  return basis.indicators
    .filter((indicator) => indicatorItems(basis, indicator).some((one) => one === item))
    .map(({ code, name }) => ({ code, name }))
}

/** What the accepted form said. */
function cellIn(
  { input: { cells } }: Rendering['figures'],
  item: string,
  unit: string,
): { state: CellState; value: number | null } {
  const [k, u] = [cells.keys.indexOf(`${item}|`), cells.units.indexOf(unit)]
  if (k < 0 || u < 0) return { state: 'not_reported', value: null }
  const at = k * cells.units.length + u
  const value = must(cells.values[at])
  return { state: must(cellStates[must(cells.states[at])]), value: Number.isNaN(value) ? null : value }
}
