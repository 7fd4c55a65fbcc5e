import type { BaselineSeed, TargetSeed } from '@cg/contract/catalogue'
import { backward, cityOnlyWords, outliers, unfinishedWords } from '@cg/services/aim/doubts'
import type { Doubt } from '@cg/services/aim/doubts'
import type { LoadedTables, Standing, Table } from './loaded.ts'
import type { LoadProblem } from './problem.ts'

/** Targets and starting points that nobody could have, and those that look like a slip. */
export function checkAims(tables: LoadedTables, { known, today }: Standing, problems: LoadProblem[]): void {
  const { targets, baselines, units } = tables
  const { indicators } = known
  const kinds = new Map<string, string>([
    ...[...known.units.values()].map(({ code, kind }) => [code, kind] as const),
    ...units.rows.map(({ value }) => [value.code, value.kind] as const),
  ])
  for (const { file, rows } of [targets, baselines] as readonly Table<TargetSeed | BaselineSeed>[]) {
    for (const { row, value } of rows) {
      const message = cityOnlyWords(indicators.get(value.indicator), kinds.get(value.unit) ?? 'city')
      if (message !== null) problems.push({ file, row, column: '单位代码', message })
    }
  }
  for (const { row, value } of baselines.rows) {
    const message = unfinishedWords(value.period, today)
    if (message !== null) problems.push({ file: baselines.file, row, column: '季度', message })
  }
  const doubt = (file: string, column: string, found: readonly Doubt<{ readonly row: number }>[]) => {
    for (const { row, words } of found) problems.push({ file, row: row.row, column, message: words, isDoubt: true })
  }
  const yearOf = ({ value }: { value: TargetSeed }) => `${value.indicator} ${value.year}`
  const quarterOf = ({ value }: { value: BaselineSeed }) => `${value.indicator} ${value.period}`
  doubt(targets.file, '目标值', outliers(targets.rows, yearOf, indicators))
  doubt(baselines.file, '基期值', outliers(baselines.rows, quarterOf, indicators))
  doubt(targets.file, '目标值', backward(targets.rows, baselines.rows, indicators))
}
