import { yearOf } from '@cg/domain/period'
import type { BasisTarget, ReleaseBasis } from '../stored/basis.ts'

export type Aimed = Pick<ReleaseBasis, 'period' | 'units' | 'targets' | 'baselines'>

/**
 * Indicators that two releases judge by other targets or baselines, of the city or of a unit that both have. Targets of years
 * after the earlier release may be new; a target that changed is another one.
 */
export function otherAims(then: Aimed, now: Aimed): Set<string> {
  const until = Math.min(yearOf(then.period), yearOf(now.period))
  const places = new Map(then.units.map(({ code }, at) => [code as string, at]))
  const holders = now.units.flatMap(({ code }, at) => {
    const was = places.get(code)
    return was === undefined ? [] : [{ was, at }]
  })
  const codes = new Set(
    [then, now].flatMap(({ targets, baselines }) => [...Object.keys(targets), ...Object.keys(baselines)]),
  )
  const isOther = (code: string): boolean => {
    const [before, after] = [then.targets[code] ?? [], now.targets[code] ?? []]
    const years = [...new Set([...before, ...after].map(({ year }) => year))]
    return holders.some(
      ({ was, at }) =>
        baselineOf(then, code, was) !== baselineOf(now, code, at) ||
        years.some((year) => {
          const [one, other] = [targetOf(before, year, was), targetOf(after, year, at)]
          return one !== other && (year <= until || (one !== null && other !== null))
        }),
    )
  }
  return new Set([...codes].filter(isOther))
}

function targetOf(rows: readonly BasisTarget[], year: number, at: number): number | null {
  return rows.find((row) => row.year === year)?.values[at] ?? null
}

function baselineOf({ baselines }: Aimed, code: string, at: number): string {
  const own = baselines[code]
  return `${own?.periods[at] ?? ''} ${own?.values[at] ?? ''}`
}
