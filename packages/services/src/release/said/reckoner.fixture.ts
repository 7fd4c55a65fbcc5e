import {
  exact,
  fraction,
  isEnough,
  minus,
  order,
  over,
  plus,
  quarterName,
  quarterNumber,
  reaches,
  times,
  yearIn,
} from './exact.fixture.ts'
import type { Fraction } from './exact.fixture.ts'
import { areasOf } from './areas.fixture.ts'
import { worse } from './states.fixture.ts'
import { hiddenOf } from './hidden.fixture.ts'
import type { Shown } from './hidden.fixture.ts'
import type { RawCell, RawMeasure, RawQuarter, RawUnit, World } from './world.fixture.ts'

/* Figures reckoned from raw cells: exact fractions and nothing of the product. */

export type Figure = {
  readonly state: string
  readonly x: bigint
  readonly n: bigint
  readonly value: Fraction | null
  /** The quarter it was measured in. */
  readonly from: string
}

export type CityFigure = Figure & {
  readonly isWhole: boolean
  /** Share that reported; null without a value. */
  readonly coverage: Fraction | null
}

export class Reckoner {
  readonly world: World
  readonly now: RawQuarter
  private readonly byPeriod: Map<string, RawQuarter>
  private readonly kept = new Map<string, Figure>()
  private readonly cities = new Map<string, CityFigure>()
  private readonly aims = new WeakMap<RawMeasure, Map<string, Fraction | null>>()
  private readonly hidden = new Map<string, ReadonlySet<string>>()

  constructor(world: World) {
    this.world = world
    this.byPeriod = new Map(world.quarters.map((quarter) => [quarter.period, quarter]))
    this.now = world.quarters[world.quarters.length - 1] as RawQuarter
  }

  quarter(period: string): RawQuarter | null {
    return this.byPeriod.get(period) ?? null
  }

  private cell(item: string, unit: string, period: string, group: string): RawCell {
    const quarter = this.byPeriod.get(period)
    if (quarter === undefined || !quarter.units.some((one) => one.code === unit)) return 'not_reported'
    return quarter.cells.get(`${item} ${unit}${group === '' ? '' : ` ${group}`}`) ?? 'not_reported'
  }

  /** A unit's own figure measured in exactly this quarter. */
  measured(measure: RawMeasure, unit: string, period: string, group = ''): Figure {
    const key = `${measure.code} ${unit} ${period} ${group}`
    const found = this.kept.get(key) ?? this.reckon(measure, unit, period, group)
    this.kept.set(key, found)
    return found
  }

  private upper(measure: RawMeasure, unit: string, period: string, group: string): RawCell {
    if (!measure.isSummed) return this.cell(measure.upper, unit, period, group)
    const last = quarterNumber(period)
    let [sum, state] = [0, 'not_applicable' as string]
    for (let at = last - (last % 4); at <= last; at++) {
      const cell = this.cell(measure.upper, unit, quarterName(at), group)
      if (cell === 'not_applicable') continue
      if (typeof cell === 'number') {
        sum += cell
        if (state === 'not_applicable') state = 'reported'
      } else state = state === 'not_applicable' || state === 'reported' ? cell : worse(state, cell)
    }
    return state === 'reported' ? sum : (state as RawCell)
  }

  private reckon(measure: RawMeasure, unit: string, period: string, group: string): Figure {
    if (measure.area !== null) return { state: 'not_applicable', x: 0n, n: 0n, value: null, from: period }
    const upper = this.upper(measure, unit, period, group)
    const lower = measure.lower === null ? 1 : this.cell(measure.lower, unit, period, group)
    const none = { x: 0n, n: 0n, value: null, from: period }
    if (typeof upper !== 'number' || typeof lower !== 'number') {
      return { ...none, state: worse(typeof upper === 'number' ? '' : upper, typeof lower === 'number' ? '' : lower) }
    }
    if (lower === 0) return { ...none, state: upper === 0 ? 'zero_denominator' : 'invalid' }
    if (measure.isShare && upper > lower) return { ...none, state: 'invalid' }
    const [x, n] = [BigInt(upper), BigInt(lower)]
    return { state: 'reported', x, n, value: fraction(x * BigInt(measure.times), n), from: period }
  }

  /** As it was published in a quarter: what is not observed every quarter is carried for two years, small counts are hidden. */
  figure(measure: RawMeasure, unit: string, period = this.now.period): Figure {
    return this.shown(measure, unit, period, this.open(measure, unit, period))
  }

  private open(measure: RawMeasure, unit: string, period: string): Figure {
    return this.carried(measure, period, (then) => this.measured(measure, unit, then))
  }

  private shown<F extends Figure>(measure: RawMeasure, holder: string, period: string, figure: F): F {
    if (this.world.small === 0 || !this.hiddenIn(measure, period).has(holder)) return figure
    return { ...figure, state: 'withheld', x: 0n, n: 0n, value: null, coverage: null }
  }

  /** Who may not be shown in a quarter, the city ('CITY') among them. */
  private hiddenIn(measure: RawMeasure, period: string): ReadonlySet<string> {
    const key = `${measure.code} ${period}`
    const known = this.hidden.get(key)
    if (known !== undefined) return known
    const tree = this.quarter(period) ?? this.now
    const group = this.world.groups?.find(({ part }) => part === measure.code)
    const all = this.world.measures.find(({ code }) => code === group?.whole)
    const found = hiddenOf(measure, this.world.small, {
      shown: this.openIn(measure, period, tree),
      whole:
        group === undefined || all === undefined
          ? null
          : { of: this.openIn(all, period, tree), isSameBase: group.isSameBase },
    })
    const codes = [...tree.units.filter(({ isInside }) => isInside), ...this.counted(tree)].map(({ code }) => code)
    const held = new Set([...found].map((at) => codes[at] ?? 'CITY'))
    this.hidden.set(key, held)
    return held
  }

  /** Figures of a quarter as if none were hidden. */
  private openIn(measure: RawMeasure, period: string, tree: RawQuarter): Shown {
    return {
      inside: tree.units.filter(({ isInside }) => isInside).map(({ code }) => this.open(measure, code, period)),
      counted: this.counted(tree).map(({ code }) => this.open(measure, code, period)),
      city: this.openCity(measure, period, tree),
    }
  }

  private carried<F extends Figure>(measure: RawMeasure, period: string, at: (then: string) => F): F {
    const own = at(period)
    if (measure.every === 1 || own.state !== 'not_reported') return own
    for (let back = 1; back <= 8; back++) {
      const then = quarterName(quarterNumber(period) - back)
      if (this.quarter(then) === null) continue
      const found = at(then)
      if (found.state !== 'not_reported') return found
    }
    return own
  }

  /** The units that the city adds up, as they were in a quarter. */
  counted(inQuarter = this.now): RawUnit[] {
    return inQuarter.units.filter((unit) => !unit.isInside)
  }

  /** The city in a quarter as it was published then; over today's units when `tree` says so. */
  city(measure: RawMeasure, period = this.now.period, tree = this.quarter(period) ?? this.now): CityFigure {
    const own = this.openCity(measure, period, tree)
    return tree === (this.quarter(period) ?? this.now) ? this.shown(measure, 'CITY', period, own) : own
  }

  /** Share of the city that reported, also where its figure is hidden. */
  coverage(measure: RawMeasure, period = this.now.period): Fraction | null {
    return this.openCity(measure, period, this.quarter(period) ?? this.now).coverage
  }

  private openCity(measure: RawMeasure, period: string, tree: RawQuarter): CityFigure {
    const key = `${measure.code} ${period} ${tree.period}`
    const known = this.cities.get(key)
    if (known !== undefined) return known
    const found = this.carried(measure, period, (then) => this.added(measure, then, this.counted(tree)))
    this.cities.set(key, found)
    return found
  }

  /** Σ over Σ of units in one quarter. */
  added(measure: RawMeasure, period: string, units: readonly RawUnit[], group = ''): CityFigure {
    if (measure.area !== null) return areasOf(this, measure, period, units)
    const all = units.map((unit) => ({ unit: unit.code, ...this.measured(measure, unit.code, period, group) }))
    const usable = all.filter(({ state }) => state === 'reported' || state === 'zero_denominator')
    const asked = all.filter(({ state }) => state !== 'not_applicable')
    const isWhole = usable.length === asked.length
    const none = { x: 0n, n: 0n, value: null, from: period, isWhole, coverage: null }
    if (asked.length === 0) return { ...none, state: 'not_applicable' }
    if (usable.length === 0) {
      return { ...none, state: asked.map((one) => one.state).reduce((left, right) => worse(left, right)) }
    }
    const x = usable.reduce((sum, one) => sum + one.x, 0n)
    const n = measure.lower === null ? 1n : usable.reduce((sum, one) => sum + one.n, 0n)
    if (n === 0n && isWhole) return { ...none, state: 'zero_denominator' }
    if (n === 0n) {
      const lacking = asked.filter((one) => !usable.includes(one)).map((one) => one.state)
      return { ...none, state: lacking.reduce((left, right) => worse(left, right)) }
    }
    return {
      state: isWhole ? 'reported' : 'partial',
      x,
      n,
      value: fraction(x * BigInt(measure.times), n),
      from: period,
      isWhole,
      coverage: isWhole ? fraction(1n) : this.share(measure, period, group, { asked, usable, n }),
    }
  }

  private share(
    { lower }: RawMeasure,
    period: string,
    group: string,
    { asked, usable, n }: { asked: readonly { unit: string }[]; usable: readonly unknown[]; n: bigint },
  ): Fraction {
    const byUnits = fraction(BigInt(usable.length), BigInt(asked.length))
    if (lower === null) return byUnits
    const known = asked.map(({ unit }) => this.cell(lower, unit, period, group))
    if (known.some((cell) => typeof cell !== 'number')) return byUnits
    const whole = known.reduce<bigint>((sum, cell) => sum + BigInt(cell as number), 0n)
    return whole > 0n ? fraction(n, whole) : byUnits
  }

  /** What is expected of a unit (or 'CITY') at the end of a quarter; null without a target. */
  expected(measure: RawMeasure, unit: string, period: string): Fraction | null {
    const kept = this.aims.get(measure) ?? new Map<string, Fraction | null>()
    this.aims.set(measure, kept)
    const known = kept.get(`${unit} ${period}`)
    if (known !== undefined) return known
    const found = this.reckonExpected(measure, unit, period)
    kept.set(`${unit} ${period}`, found)
    return found
  }

  private reckonExpected(measure: RawMeasure, unit: string, period: string): Fraction | null {
    const points = Object.entries(this.world.targets[measure.code]?.[unit] ?? {})
      .map(([year, value]) => ({ at: Number(year) * 4 + 3, value: exact(value) }))
      .toSorted((left, right) => left.at - right.at)
    const at = quarterNumber(period)
    const found = points.length === 0 ? null : this.expectedOn(measure, unit, at, points)
    if (found === null || !measure.isShare) return found
    const best = fraction(measure.direction === 'higher' ? 100n : 0n)
    return order(found, best) === (measure.direction === 'higher' ? 1 : -1) ? best : found
  }

  private expectedOn(
    measure: RawMeasure,
    unit: string,
    at: number,
    points: readonly { at: number; value: Fraction }[],
  ): Fraction | null {
    if (measure.isRunning) {
      const own = points.find((point) => Math.floor(point.at / 4) === Math.floor(at / 4))
      return own === undefined ? null : times(own.value, fraction(BigInt((at % 4) + 1), 4n))
    }
    const known = this.world.baselines[measure.code]?.[unit]
    // From a base that meant something else nothing leads to today's targets.
    const isOld = measure.breaks.some((from) => known !== undefined && from > known.period && from <= this.now.period)
    const base = isOld ? undefined : known
    const start = base === undefined ? [] : [{ at: quarterNumber(base.period), value: exact(base.value) }]
    const first = points[0]?.at ?? at
    if (base === undefined ? at <= first - 4 : at <= quarterNumber(base.period)) return null
    const after = points.find((point) => point.at >= at)
    if (after === undefined) return points[points.length - 1]?.value ?? null
    const before = [...start, ...points].findLast((point) => point.at <= at)
    if (before === undefined) return after.value
    if (before.at === after.at) return after.value
    const share = fraction(BigInt(at - before.at), BigInt(after.at - before.at))
    return plus(before.value, times(minus(after.value, before.value), share))
  }

  /** The published figure of a unit or of the city ('CITY'). */
  of(measure: RawMeasure, holder: string, period = this.now.period): Figure {
    return holder === 'CITY' ? this.city(measure, period) : this.figure(measure, holder, period)
  }

  /** met, near or late by today's targets; null where nothing may be judged. */
  light(measure: RawMeasure, holder: string, period = this.now.period): 'met' | 'near' | 'late' | null {
    if (measure.direction === 'neutral') return null
    const figure = this.of(measure, holder, period)
    if (figure.value === null || yearIn(figure.from) !== yearIn(period)) return null
    if (holder === 'CITY' && !isEnough((figure as CityFigure).coverage)) return null
    const expected = this.expected(measure, holder, figure.from)
    if (expected === null) return null
    if (reaches(figure.value, expected, measure)) return 'met'
    const [upper, lower] = measure.direction === 'higher' ? [figure.value, expected] : [expected, figure.value]
    if (lower.n <= 0n) return 'late'
    return order(over(upper, lower), fraction(95n, 100n)) >= 0 ? 'near' : 'late'
  }
}

export const reckon = (world: World): Reckoner => new Reckoner(world)

/** Reckons once what many sentences ask of a city, which never changes. */
export function reckonedOnce<K extends object, T>(find: (city: Reckoner, of: K) => T): (city: Reckoner, of: K) => T {
  const known = new WeakMap<Reckoner, Map<K, T>>()
  return (city, of) => {
    const own = known.get(city) ?? new Map<K, T>()
    known.set(city, own)
    const found = own.has(of) ? (own.get(of) as T) : find(city, of)
    own.set(of, found)
    return found
  }
}

export const isPresent = (figure: Figure): boolean => figure.state === 'reported' || figure.state === 'zero_denominator'
