import { must } from '@cg/domain/must'
import { Dice } from './dice.fixture.ts'
import { quarterName, quarterNumber } from './exact.fixture.ts'
import { measures, pairs } from './measures.fixture.ts'
import { randomScheme } from './random-scheme.fixture.ts'
import { everybody, groupMeasures, groups, withGroups } from './worker-groups.fixture.ts'
import { randomYardsticks } from './yardsticks.fixture.ts'
import type { RawCell, RawQuarter, RawUnit, World } from './world.fixture.ts'

/* Random cities. */

const names = ['安平县', '丰泽县', '东湾区', '岚谷县', '青石县', '云岭区', '经开区', '高新区']

const areaNames = [
  { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
  { centre: '主城区', suburb: '近郊区', remote: '远郊区县' },
] as const

function randomUnits(dice: Dice): RawUnit[] {
  const count = dice.chance(0.06) ? 1 : 2 + dice.below(6)
  return Array.from({ length: count }, (_, at) => ({
    code: `U${at}`,
    name: must(names[at]),
    area: dice.one(['centre', 'centre', 'remote', 'remote', 'suburb'] as const),
    isInside: at > 0 && dice.chance(0.15),
  }))
}

/** By its seed and not by the dice, so that everything else of the city stays as it was: every other city says nothing. */
function withBases(units: readonly RawUnit[], seed: number): readonly RawUnit[] {
  if (seed % 2 === 0) return units
  const dice = new Dice(seed + 2_000_003)
  return units.map((unit) => {
    const base = dice.one(['strong', 'weak', 'strong', 'weak', 'none'] as const)
    return base === 'none' ? unit : { ...unit, base }
  })
}

type Habit = {
  /** Highest denominator: small ones give ties, zero denominators and wide intervals. */
  readonly top: number
  readonly missing: number
  /** Each unit's own usual share, so that quarters resemble each other. */
  readonly usual: ReadonlyMap<string, number>
}

function randomState(dice: Dice, missing: number): RawCell | null {
  if (!dice.chance(missing)) return null
  return dice.one([
    'not_reported',
    'not_reported',
    'not_reported',
    'not_applicable',
    'not_available',
    'withheld',
  ] as const)
}

function randomCells(
  dice: Dice,
  period: string,
  units: readonly RawUnit[],
  { top, missing, usual }: Habit,
): Map<string, RawCell> {
  const cells = new Map<string, RawCell>()
  const quarter = Number(period[5])
  const isYearly = quarter === 4 ? !dice.chance(0.1) : dice.chance(0.03)
  const isAsked = quarter % 2 === 0 ? !dice.chance(0.1) : dice.chance(0.05)
  for (const { code } of units) {
    const put = (key: string, number: number): Map<string, RawCell> =>
      cells.set(key, randomState(dice, missing) ?? number)
    const share = (of: number): number => {
      const own = must(usual.get(code)) + (dice.next() - 0.5) * 0.2
      return Math.round(of * Math.min(1, Math.max(0, own)))
    }
    const workers = dice.chance(0.04) ? 0 : dice.below(top + 1)
    put(`N ${code}`, workers)
    put(`X ${code}`, dice.chance(0.02) ? workers + 1 : share(workers))
    put(`M ${code}`, share(workers))
    put(`ACC ${code}`, dice.below(dice.chance(0.5) ? 3 : 12))
    put(`CUM ${code}`, quarter * (5 + dice.below(dice.chance(0.3) ? 2 : 40)))
    put(`T ${code}`, dice.below(dice.chance(0.4) ? 4 : 30_000))
    put(`SES ${code}`, dice.below(dice.chance(0.1) ? 2 : 60))
    const large = dice.below(workers + 1)
    put(`N ${code} size:above`, large)
    put(`N ${code} size:msme`, workers - large)
    put(`X ${code} size:above`, share(large))
    put(`X ${code} size:msme`, share(workers - large))
    if (isYearly) {
      const firms = dice.below(300)
      put(`PN ${code}`, firms)
      put(`PY ${code}`, share(firms))
    }
    if (!isAsked) continue
    const asked = dice.below(200)
    put(`ASK ${code}`, asked)
    put(`YES ${code}`, share(asked))
    const askedLarge = dice.below(asked + 1)
    if (dice.chance(0.15)) continue
    put(`ASK ${code} size:above`, askedLarge)
    put(`YES ${code} size:above`, share(askedLarge))
    put(`ASK ${code} size:msme`, asked - askedLarge)
    put(`YES ${code} size:msme`, share(asked - askedLarge))
  }
  return cells
}

const years = [2025, 2026, 2027]

function randomAims(dice: Dice, units: readonly RawUnit[]): Pick<World, 'targets' | 'baselines'> {
  const targets: Record<string, Record<string, Record<number, number>>> = {}
  const baselines: Record<string, Record<string, { period: string; value: number }>> = {}
  for (const { code, unit, direction, area } of measures) {
    const draw = (): number => {
      if (unit === '%') return 50 + dice.below(101) / 2
      return unit === '人' || unit === '家' ? dice.below(dice.chance(0.5) ? 400 : 60_000) : dice.below(200) / 4
    }
    const isAimed = (year: number): boolean => year === 2026 || dice.chance(year === 2025 ? 0.15 : 0.3)
    const holders = area === null ? ['CITY', ...units.map((one) => one.code)] : ['CITY']
    if (direction !== 'neutral' && dice.chance(0.7)) {
      targets[code] = Object.fromEntries(
        holders
          .filter(() => dice.chance(0.85))
          .map((holder) => [holder, Object.fromEntries(years.filter(isAimed).map((year) => [year, draw()]))]),
      )
    }
    if (dice.chance(0.6)) {
      const period = dice.chance(0.7) ? '2021Q4' : dice.one(['2021Q1', '2022Q4', '2021Q3'])
      const value = unit === '%' && dice.chance(0.4) ? () => 1 + dice.below(30) : draw
      baselines[code] = Object.fromEntries(
        holders.filter(() => !dice.chance(0.05)).map((holder) => [holder, { period, value: value() }]),
      )
    }
  }
  return { targets, baselines }
}

/** A unit that comes or goes, or nobody. */
function unitsIn(dice: Dice, all: readonly RawUnit[], count: number): (at: number) => readonly RawUnit[] {
  if (all.length < 3 || count < 2 || !dice.chance(0.25)) return () => all
  const which = 1 + dice.below(all.length - 1)
  const when = 1 + dice.below(count - 1)
  const comes = dice.chance(0.5)
  const without = all.filter((_, at) => at !== which)
  return (at) => (at >= when === comes ? all : without)
}

export type RandomCity = { readonly world: World; readonly first: RawQuarter | null }

export function randomCity(seed: number): RandomCity {
  const dice = new Dice(seed)
  const all = withBases(randomUnits(dice), seed)
  const count = 1 + dice.below(dice.chance(0.1) ? 9 : 6)
  const last = 2026 * 4 + dice.below(4)
  const habit = {
    top: dice.one([6, 40, 400, 4000, 90_000]),
    missing: dice.one([0, 0, 0.02, 0.08, 0.3]),
    usual: new Map(all.map(({ code }) => [code, dice.one([0.3, 0.5, 0.7, 0.9, 0.95])])),
  }
  const there = unitsIn(dice, all, count)
  const quarters = Array.from({ length: count }, (_, at): RawQuarter => {
    const period = quarterName(last - count + 1 + at)
    return { period, units: there(at), cells: randomCells(dice, period, there(at), habit) }
  }).filter((quarter) => quarterNumber(quarter.period) === last || !dice.chance(0.03))
  const cards = ['RATE', 'MEMB', 'ACCR', 'PLAN', 'SURV', 'HEADS', 'YEAR', 'AGAP'].filter(() => dice.chance(0.55))
  const drawn = measures.filter(() => dice.chance(0.6))
  const own = drawn
    .filter(({ area }) => area?.kind !== 'gap' || drawn.some(({ code }) => code === area.of))
    .map((measure) => (dice.chance(0.03) ? { ...measure, breaks: [quarterName(last - dice.below(4))] } : measure))
  const isOwn = (code: string): boolean => own.some((measure) => measure.code === code)
  const ownGroups = seed % 3 === 0 ? [] : groups.filter(({ whole }) => isOwn(whole))
  const aims = randomAims(dice, all)
  const now = must(quarters.at(-1))
  const first = dice.chance(0.08) ? { ...now, cells: randomCells(dice, now.period, now.units, habit) } : null
  const world = {
    quarters: ownGroups.length === 0 ? quarters : withGroups(quarters, seed, habit.top),
    measures: ownGroups.length === 0 ? own : [...own, ...groupMeasures],
    groups: ownGroups,
    cards: cards.filter(isOwn),
    small: dice.chance(0.3) ? dice.one([3, 3, 5]) : 0,
    people: 'HEADS',
    ...aims,
    // By its seed and not by the dice, so that everything else of the city stays as it was.
    areas: must(areaNames[seed % 2]),
    yardsticks: randomYardsticks(new Dice(seed + 1_000_003), own, last),
    pairs: [
      ...pairs.filter(({ high, low }) => isOwn(high) && isOwn(low)),
      ...ownGroups.map(({ part, whole, name }) => ({ high: whole, low: part, highName: everybody, lowName: name })),
    ],
    scheme: randomScheme(dice, own),
  }
  return { world, first }
}
