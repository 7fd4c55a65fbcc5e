import { writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Composite } from '@cg/domain/score/composite'
import { drawScheme } from '@cg/domain/certainty/monte-carlo'
import { must } from '@cg/domain/must'
import { summariseRanks } from '@cg/domain/certainty/rank-draws'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { stabilityOf } from '@cg/domain/certainty/stability'
import { rankedUnits } from '@cg/services/release/stored/basis'
import { computeResults, releaseEngine } from '@cg/services/release/compute/results'
import { computeFigures } from '@cg/services/release/compute/figures'
import { earlierView } from '@cg/services/release/compute/quarter'
import type { QuarterView } from '@cg/services/release/compute/quarter'
import type { ReleaseInput } from '@cg/services/release/input/input'
import type { ResultTable } from '@cg/services/release/stored/result-table'
import { stabilityLimit, weightDraws, weightSeed, weightSpread } from '@cg/services/release/compute/robustness'
import { computeScores } from '@cg/services/release/compute/score'
import { memoryOf } from './child.ts'
import { engineInput } from './engine-input.ts'
import type { EngineTimes, Spent } from './engine.ts'

// Measures the engine in a process of its own, so that its peak memory is the engine's and nobody else's.
const [, , units = '', quarters = ''] = process.argv
const counted = 3
process.send?.(measureEngine(await engineInput(Number(units), Number(quarters))))

function measureEngine(input: ReleaseInput): EngineTimes {
  const one = spend(() => releaseOf(input))
  const all = spend(() => everyQuarter(input))
  const figures = computeFigures(input)
  const { current, scheme } = must(figures.scores, 'the catalogue has a scheme')
  const { scores, ranking } = current
  const drawn = spend(() => drawWeights(scheme, { scores, ranking }))
  const stable = spend(() => stabilityOf(scores, ranking, { limit: stabilityLimit }))
  const whole = spend(() => computeFigures(input))
  const plain = plainPass(everyQuarter(input))
  return {
    items: scheme.items.length,
    indicators: input.basis.indicators.length,
    plain,
    one,
    all,
    drawn,
    stable,
    whole,
  }
}

/** What a release says of its quarter without drawing: columns, targets, lights, ranks, scores of this and earlier quarters. */
function releaseOf(input: ReleaseInput): void {
  const results = computeResults(input, releaseEngine(input))
  score(input, results)
}

function score(input: ReleaseInput, results: ResultTable): void {
  const { basis, earlier } = input
  const quarters = earlier.map((quarter) => earlierView(basis, quarter.period, quarter.series))
  computeScores({
    basis,
    ranked: rankedUnits(basis),
    quarters: [...quarters, viewOf(input, results)],
    forms: () => [],
    matters: () => [],
  })
}

function viewOf({ basis }: ReleaseInput, results: ResultTable): QuarterView {
  const at = (indicator: number, unit: number): number => indicator * results.unitCount + unit
  return {
    period: basis.period,
    value: (indicator, unit) => must(results.values[at(indicator, unit)]),
    state: (indicator, unit) => must(results.states[at(indicator, unit)]),
    cityNumerator: (indicator) => must(results.numerators[at(indicator, 0)]),
    cityDenominator: (indicator) => must(results.denominators[at(indicator, 0)]),
    cityCoverage: () => 1,
    carried: (indicator, unit) => must(results.carried[at(indicator, unit)]),
    isRevised: () => false,
    restated: () => null,
  }
}

/** Columns, targets, lights and ranks of all quarters from their cells, and the scores of the last. */
function everyQuarter(input: ReleaseInput): ResultTable[] {
  const engine = releaseEngine(input)
  const periods = [...input.earlier.map(({ period }) => period), input.basis.period]
  const tables = periods.map((period) => computeResults({ ...input, basis: { ...input.basis, period } }, engine))
  score(input, must(tables.at(-1)))
  return tables
}

function drawWeights(scheme: SchemeBody, composite: Composite): void {
  summariseRanks(drawScheme({ scheme, composite, spread: weightSpread, seed: weightSeed, draws: weightDraws }))
}

/** Sums and divides every numerator and denominator column once, in ms; many times over, for it is short. */
function plainPass(tables: readonly ResultTable[]): number {
  const quotients = new Float64Array(must(tables[0]).values.length)
  let [turns, sum] = [0, 0]
  const pass = (): void => {
    for (const { numerators, denominators } of tables) {
      for (let at = 0; at < quotients.length; at++) {
        const [upper, lower] = [numerators[at] ?? 0, denominators[at] ?? 0]
        sum += upper + lower
        quotients[at] = upper / lower
      }
    }
  }
  pass()
  const start = process.cpuUsage()
  do {
    pass()
    turns += 1
  } while (cpuSince(start) < 200)
  // The sum is used, so that the pass cannot be left out.
  return sum === Number.POSITIVE_INFINITY ? Number.NaN : cpuSince(start) / turns
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Processor time of all threads, collector and compiler too: the first run, and the median of three after it. */
function spend(body: () => unknown): Spent {
  collectGarbage()
  resetPeak()
  const times = Array.from({ length: counted + 1 }, () => {
    const start = process.cpuUsage()
    body()
    return cpuSince(start)
  })
  const peakMb = memoryOf(process.pid)?.peakMb ?? null
  const [first = Number.NaN, ...later] = times
  return { first, ms: must(later.toSorted((a, b) => a - b)[counted >> 1]), peakMb }
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

/** Has the kernel count the peak anew (Linux); elsewhere no peak is printed at all. */
function resetPeak(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5')
}
