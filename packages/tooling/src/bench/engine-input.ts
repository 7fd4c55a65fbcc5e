import { stateCode } from '@cg/domain/column'
import type { Formula, UnitCode } from '@cg/domain/indicator'
import { coveredShare } from '@cg/domain/figure/coverage'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { seededRandom } from '@cg/domain/statistics/random'
import type { Random } from '@cg/domain/statistics/random'
import type { BasisUnit, ReleaseBasis } from '@cg/services/release/stored/basis'
import type { CellTable } from '@cg/services/release/stored/cell-table'
import { releaseEngine } from '@cg/services/release/compute/results'
import type { EarlierQuarter, ReleaseInput } from '@cg/services/release/input/input'
import { loadBasis } from '@cg/services/release/input/load-basis'
import type { SeriesTable } from '@cg/services/release/stored/result-table'
import { benchPeriods, createDataset, lastPeriod } from './dataset.ts'
import { sizes } from './table.ts'

/** The catalogue's own indicators, items, targets and scheme over `units` made-up units, in memory. */
export async function engineInput(units: number, quarters: number): Promise<ReleaseInput> {
  const basis = widen(await cityBasis(), units)
  const periods = benchPeriods.slice(-quarters)
  const earlier = periods.slice(0, -1).map((period) => earlierQuarter({ ...basis, period }))
  const bases = earlier.map(({ period, code }) => ({ period, code, hash: '' }))
  return { basis: { ...basis, bases }, cells: makeCells(basis), earlier, corrected: null }
}

async function cityBasis(): Promise<ReleaseBasis> {
  const { services, close } = await createDataset(must(sizes[0]))
  try {
    const { basis } = await services.store.read((db) => loadBasis(db, lastPeriod, new Date().toISOString()))
    return basis
  } finally {
    close()
  }
}

/** The city's last unit stands for all that it has too few of; targets follow it. */
function widen(basis: ReleaseBasis, count: number): ReleaseBasis {
  const pattern = (unit: number): number => (unit === 0 ? 0 : 1 + ((unit - 1) % (basis.units.length - 1)))
  const positions = Array.from({ length: count + 1 }, (_, unit) => pattern(unit))
  const units = positions.map((at, unit): BasisUnit => {
    const like = must(basis.units[at])
    const code = unit === 0 ? like.code : (`U${String(unit).padStart(4, '0')}` as UnitCode)
    return { ...like, code, protocolOrder: unit }
  })
  const targets = Object.fromEntries(
    Object.entries(basis.targets).map(([indicator, years]) => [
      indicator,
      years.map((target) => ({ ...target, values: positions.map((at) => target.values[at] ?? null) })),
    ]),
  )
  return { ...basis, units, targets }
}

function itemsBelow(formula: Formula): readonly string[] {
  return 'denominator' in formula && Array.isArray(formula.denominator)
    ? formula.denominator.map((term: { item: string }) => term.item)
    : []
}

/** Every item of every unit, one in fifty missing; what is divided by is the larger, so that most shares are possible. */
function makeCells(basis: ReleaseBasis): CellTable {
  const random: Random = seededRandom(Number(basis.period.replace('Q', '')))
  const divisors = new Set(basis.indicators.flatMap(({ formula }) => itemsBelow(formula)))
  const keys = basis.items.flatMap(({ code, breakdowns }) => [`${code}|`, ...breakdowns.map((one) => `${code}|${one}`)])
  const units = basis.units.map((unit) => unit.code)
  const values = new Float64Array(keys.length * units.length).fill(Number.NaN)
  const states = new Uint8Array(values.length).fill(stateCode.not_reported)
  const versions = new Int32Array(values.length).fill(-1)
  for (const [k, key] of keys.entries()) {
    const least = divisors.has(key.split('|')[0] ?? '') ? 10_000 : 100
    for (let unit = 1; unit < units.length; unit++) {
      if (random.uniform() < 0.02) continue
      const at = k * units.length + unit
      values[at] = least + Math.floor(random.uniform() * 9900)
      states[at] = stateCode.reported
      versions[at] = 1
    }
  }
  return { units, keys, values, states, versions }
}

/** A quarter as if it had been published: every one keeps its cells, so that all of them can be computed again. */
function earlierQuarter(basis: ReleaseBasis): EarlierQuarter {
  const cells = makeCells(basis)
  const engine = releaseEngine({ basis, cells, earlier: [], corrected: null })
  const columns = basis.indicators.map(({ code }) => engine.column({ indicator: code, period: basis.period }))
  const [width, rows] = [basis.units.length, columns.length]
  const values = new Float64Array(rows * width)
  const states = new Uint8Array(rows * width)
  for (const [i, column] of columns.entries()) {
    values.set(column.values, i * width)
    states.set(column.states, i * width)
  }
  const series: SeriesTable = {
    units: basis.units.map((unit) => unit.code),
    indicators: basis.indicators.map((indicator) => indicator.code),
    revised: [],
    values,
    states,
    cityNumerators: Float64Array.from(columns, (column) => must(column.numerators[0])),
    cityDenominators: Float64Array.from(columns, (column) => must(column.denominators[0])),
    cityCoverage: Float64Array.from(columns, (column) => coveredShare(column, 0) ?? Number.NaN),
    carried: new Int32Array(rows * width),
  }
  const code = `R-${basis.period}-1`
  return {
    period: basis.period satisfies Period,
    code,
    cells,
    restated: null,
    series,
    forms: basis.forms,
    matters: basis.matters,
  }
}
