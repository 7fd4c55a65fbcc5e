import type { Figure } from './reckoner.fixture.ts'
import type { RawMeasure } from './world.fixture.ts'

/* What chance leaves open of a figure, by code of its own. */

/** Wilson's 95 % interval, from E. B. Wilson 1927 directly. */
function wilson({ x, n }: Figure): [number, number] {
  const [count, of, z] = [Number(x), Number(n), 1.959963984540054]
  const share = count / of
  const centre = share + (z * z) / (2 * of)
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const scale = 1 + (z * z) / of
  return [(centre - half) / scale, (centre + half) / scale]
}

/** The chance of at most `count` events where `mean` are to be expected. */
function atMost(count: number, mean: number): number {
  let [term, sum] = [Math.exp(-mean), 0]
  for (let k = 0; k <= count; k += 1) {
    sum += term
    term *= mean / (k + 1)
  }
  return sum
}

/** Where a falling function of the mean reaches a level. */
function meanAt(chance: (mean: number) => number, level: number): number {
  let [low, high] = [0, 60]
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2
    if (chance(middle) > level) low = middle
    else high = middle
  }
  return low
}

/** 95 % of a number of events: below ten by trying means (F. Garwood 1936), else N. Breslow and N. Day 1987, 2.12. */
function events(count: number): [number, number] {
  if (count < 10) {
    const least = count === 0 ? 0 : meanAt((mean) => atMost(count - 1, mean), 0.975)
    return [least, meanAt((mean) => atMost(count, mean), 0.025)]
  }
  const cube = (n: number, z: number): number => n * (1 - 1 / (9 * n) + z / (3 * Math.sqrt(n))) ** 3
  return [cube(count, -1.959963984540054), cube(count + 1, 1.959963984540054)]
}

/** Rates of so many thousand have the interval of their events, shares Wilson's, anything else none. */
export function intervalOf(measure: RawMeasure, figure: Figure): [number, number] | null {
  if (measure.isShare) return wilson(figure)
  if (measure.lower === null || measure.times <= 100) return null
  const [low, high] = events(Number(figure.x))
  return [low / Number(figure.n), high / Number(figure.n)]
}
