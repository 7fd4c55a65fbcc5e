import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

/** Sample skewness sqrt(n(n−1))/(n−2) · sqrt(n)·S3/S2^1.5 (type 2, as Excel); null below 3 values or without spread. */
export function skewness(values: readonly number[]): number | null {
  const n = values.length
  const moments = centredSums(values)
  if (n < 3 || moments.second === 0) return null
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * Math.sqrt(n) * moments.third) / moments.second ** 1.5
}

/** Sample excess kurtosis ((n+1)(n·S4/S2² − 3) + 6)(n−1)/((n−2)(n−3)); null below 4 values or without spread. */
export function kurtosis(values: readonly number[]): number | null {
  const n = values.length
  const moments = centredSums(values)
  if (n < 4 || moments.second === 0) return null
  const ratio = (n * moments.fourth) / moments.second ** 2
  return (((n + 1) * (ratio - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3))
}

function centredSums(values: readonly number[]): { second: number; third: number; fourth: number } {
  const mean = values.length === 0 ? 0 : exactSum(values) / values.length
  const sum = (power: number): number => exactSum(values.map((value) => (value - mean) ** power))
  return { second: sum(2), third: sum(3), fourth: sum(4) }
}

export type TreatLimits = { readonly skewness: number; readonly kurtosis: number; readonly maxPoints: number }

/** COINr's defaults (R/treat.R): a column passes when |skewness| < 2 or kurtosis < 3.5; at most 5 points are moved. */
export const defaultTreatLimits: TreatLimits = { skewness: 2, kurtosis: 3.5, maxPoints: 5 }

/** What was done to each value: nothing, pulled down (`high`) or up (`low`) to its neighbour, or the whole column logged. */
export type Treatment = 'none' | 'high' | 'low' | 'log'

export type Treated = {
  readonly values: readonly (number | null)[]
  readonly treatments: readonly Treatment[]
  readonly passes: boolean
  /** Fewer than five values: neither tested nor treated (scoring A.2). */
  readonly tooFew: boolean
}

/**
 * Treats outliers as COINr does: winsorises the tie group at the end the column leans to, one at a time, up to
 * `maxPoints`; a column that still fails is taken back and logged as ln(x − min + 0.01·(max − min)).
 */
export function treatColumn(values: readonly (number | null)[], limits: TreatLimits = defaultTreatLimits): Treated {
  const known = values.filter((value) => value !== null)
  const untouched: Treatment[] = values.map(() => 'none')
  if (known.length < 5) return { values, treatments: untouched, passes: true, tooFew: true }
  if (isWithin(known, limits)) return { values, treatments: untouched, passes: true, tooFew: false }
  const winsorised = winsorise(values, limits)
  if (winsorised.passes) return { ...winsorised, tooFew: false }
  const [min, max] = [Math.min(...known), Math.max(...known)]
  const logged = values.map((value) => (value === null ? null : Math.log(value - min + 0.01 * (max - min))))
  const passes = isWithin(
    logged.filter((value) => value !== null),
    limits,
  )
  return { values: logged, treatments: values.map((value) => (value === null ? 'none' : 'log')), passes, tooFew: false }
}

function isWithin(values: readonly number[], limits: TreatLimits): boolean {
  const skew = skewness(values)
  const peak = kurtosis(values)
  return skew === null || peak === null || Math.abs(skew) < limits.skewness || peak < limits.kurtosis
}

type Winsorised = Pick<Treated, 'values' | 'treatments' | 'passes'>

/** Pulls in the outermost values. A point counts as moved once it stands level with its new neighbours. */
export function winsorise(values: readonly (number | null)[], limits: TreatLimits = defaultTreatLimits): Winsorised {
  const now = [...values]
  const moved = { high: [] as number[], low: [] as number[] }
  const known = (): number[] => now.filter((value) => value !== null)
  let passes = isWithin(known(), limits)
  while (!passes && moved.high.length + moved.low.length < limits.maxPoints) {
    const side = must(skewness(known())) >= 0 ? 'high' : 'low'
    const edge = side === 'high' ? Math.max(...known()) : Math.min(...known())
    const rest = known().filter((value) => value !== edge)
    const next = side === 'high' ? Math.max(...rest) : Math.min(...rest)
    moved[side] = [...now.keys()].filter((at) => now[at] === edge)
    for (const at of moved[side]) now[at] = next
    passes = isWithin(known(), limits)
  }
  const treatments = values.map((_, at): Treatment => {
    if (moved.low.includes(at)) return 'low'
    return moved.high.includes(at) ? 'high' : 'none'
  })
  return { values: now, treatments, passes }
}
