import type { UnitColumns, ValueFact } from '@cg/contract/release/fact'
import type { HeadlessRanking } from '@cg/contract/release/ranking'
import { namesWords } from '@cg/domain/claim/words'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { isRanked, rankResults } from '../compute/results.ts'
import { carriedAt, numberAt, stateAt } from '../stored/result-table.ts'
import { quarterWords } from '../words.ts'
import { unitsBefore } from './compared.ts'
import { rankingFacts } from './ranking.ts'
import { unitColumns } from './rendering.ts'
import type { Rendering } from './rendering.ts'

/**
 * The towns of a unit among themselves, by each indicator of which one has a figure (`rows`, positions in the basis): by
 * the function that ranks districts, with its ties, its least number of units, its intervals, and who stands outside.
 * Nothing of it enters the ranking of districts.
 */
export function townRankings(
  rendering: Rendering,
  unit: number,
  { towns, rows }: { readonly towns: readonly number[]; readonly rows: readonly number[] },
): HeadlessRanking[] {
  const own = amongTowns(rendering, unit, { towns, rows })
  const { code, name, shortName } = must(rendering.figures.basis.units[unit])
  return rows.map((i) => {
    const { release: _, lapses: __, ...ranking } = rankingFacts(own, i)
    return { ...ranking, within: { code, name, shortName } }
  })
}

/** The release as if its units were the towns and its city the unit above them. */
function amongTowns(
  rendering: Rendering,
  unit: number,
  { towns, rows }: { readonly towns: readonly number[]; readonly rows: readonly number[] },
): Rendering {
  const { figures } = rendering
  const { basis } = figures
  const results = {
    ...figures.results,
    ranks: figures.results.ranks.slice(),
    tied: figures.results.tied.slice(),
    groupRanks: figures.results.groupRanks.slice(),
  }
  for (const i of rows) if (isRanked(must(basis.indicators[i]))) rankResults(basis, towns, i, results)
  const inside = { ...figures, ranked: towns, results }
  const units: UnitColumns = unitColumns(inside)
  return {
    ...rendering,
    figures: inside,
    units,
    cityOf: (i) => wholeOf(rendering, i, unit),
    beforeOf: (i) => unitsBefore(inside, i),
    notesOf: (i) => townNotes(rendering, i, towns),
  }
}

/** The figure of the unit above the towns, of which its own page says more. */
function wholeOf({ figures: { results } }: Rendering, i: number, unit: number): ValueFact {
  const at = i * results.unitCount + unit
  return {
    value: numberAt(results.values, at),
    state: stateAt(results, at),
    numerator: numberAt(results.numerators, at),
    denominator: numberAt(results.denominators, at),
    coverage: null,
    carriedFrom: carriedAt(results, at),
    target: null,
    expected: null,
    light: null,
    progress: null,
    baseline: null,
    baselinePeriod: null,
    previous: null,
    lastYear: null,
    compared: { span: null, year: null },
    naiveMean: null,
    missing: [],
    possibleDoubleCount: false,
  }
}

const stateWords: readonly (readonly [ResultState, (names: string) => string])[] = [
  ['not_reported', (names) => `未报：${names}，不参与排名。`],
  ['not_available', (names) => `无法提供：${names}，不参与排名。`],
  ['not_applicable', (names) => `不适用：${names}。`],
  ['withheld', (names) => `样本过少或按规定不公布：${names}。`],
  ['zero_denominator', (names) => `分母为零，不可计算：${names}。`],
  ['invalid', (names) => `数据无效，未采用：${names}。`],
]

/** Which towns stand outside and why, and that a figure is none of this quarter's. */
function townNotes({ figures: { basis, results } }: Rendering, i: number, towns: readonly number[]): string[] {
  const at = (town: number): number => i * results.unitCount + town
  const told = stateWords.flatMap(([state, words]) => {
    const names = towns.filter((town) => stateAt(results, at(town)) === state)
    return names.length === 0 ? [] : [words(namesWords(names.map((town) => must(basis.units[town]).shortName)))]
  })
  const carried = new Set(towns.flatMap((town) => carriedAt(results, at(town)) ?? []))
  return [...told, ...[...carried].map((period) => `部分数据沿用${quarterWords(period)}的报数。`)]
}
