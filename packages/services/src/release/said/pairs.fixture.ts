import { must } from '@cg/domain/must'
import { Dice } from './dice.fixture.ts'
import type { RandomCity } from './random.fixture.ts'
import type { RawMeasure, RawQuarter, World } from './world.fixture.ts'

/* Two releases of a made-up city: a correction and what it corrects, or a quarter and the one before it. */

export type ReleasePair = {
  readonly before: World
  readonly after: World
  /** What the later one was before its correction. */
  readonly first: RawQuarter | null
}

/** Of every city that was corrected, of half of those that score and of some others; null of the rest. */
export function randomPair(seed: number, { world, first }: RandomCity): ReleasePair | null {
  const earlier = world.quarters.slice(0, -1)
  if (first !== null) return varied(seed, { before: { ...world, quarters: [...earlier, first] }, after: world, first })
  if (earlier.length === 0 || seed % (world.scheme === null ? 24 : 2) !== 0) return null
  return varied(seed, { before: { ...world, quarters: earlier }, after: world, first })
}

/** What else may have changed between two releases: scheme, indicators, targets, definitions. */
function varied(seed: number, pair: ReleasePair): ReleasePair {
  const dice = new Dice(seed + 3_000_003)
  let { before, after } = pair
  if (before.scheme !== null && dice.chance(0.4))
    before = { ...before, scheme: dice.chance(0.5) ? null : { ...before.scheme, version: 2 } }
  const loose = after.measures.filter((measure) => isLoose(after, measure))
  if (loose.length > 0 && dice.chance(0.15)) {
    const { code } = dice.one(loose)
    if (dice.chance(0.5)) before = without(before, code)
    else after = without(after, code)
  }
  if (dice.chance(0.25)) before = { ...before, targets: moved(dice, before.targets) }
  if (dice.chance(0.15)) after = redefined(after, dice.one(after.measures))
  return { ...pair, before, after }
}

/** Nothing else of the city rests on it. */
function isLoose({ scheme, cards, people, pairs }: World, { code }: RawMeasure): boolean {
  const isScored = scheme?.items.some((item) => item.code === code) === true
  return (
    !isScored &&
    !cards.includes(code) &&
    !['RATE', 'TALKS', people].includes(code) &&
    pairs.every(({ low }) => low !== code)
  )
}

const without = (world: World, code: string): World => ({
  ...world,
  measures: world.measures.filter((measure) => measure.code !== code),
})

function moved(dice: Dice, targets: World['targets']): World['targets'] {
  return Object.fromEntries(
    Object.entries(targets).map(([code, byUnit]) => {
      if (dice.chance(0.5)) return [code, byUnit]
      const raised = Object.entries(byUnit).map(([unit, years]) => [
        unit,
        Object.fromEntries(Object.entries(years).map(([year, value]) => [year, value + 3.5])),
      ])
      return [code, Object.fromEntries(raised)]
    }),
  )
}

/** Means something else from its newest quarter on. */
function redefined(world: World, { code }: RawMeasure): World {
  const { period } = must(world.quarters.at(-1))
  const measures = world.measures.map((one) =>
    one.code === code && !one.breaks.includes(period) ? { ...one, breaks: [...one.breaks, period] } : one,
  )
  return { ...world, measures }
}
