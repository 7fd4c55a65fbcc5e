import type { ChartSpec } from '@cg/contract/chart'
import { must } from '@cg/domain/must'
import { periodTick, periodWords } from '../lines.ts'
import type { GridLine } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'

/** Positions of the quarters from `from` to `to`, both of them included; refused where there are none. */
export function quartersShown(periods: readonly string[], { from, to }: Pick<ChartSpec, 'from' | 'to'>): number[] {
  const kept = periods.flatMap((period, at) =>
    (from === undefined || period >= from) && (to === undefined || period <= to) ? [at] : [],
  )
  if (kept.length === 0) throw new ChartRefusal('所选的起止期次之间没有数据', '请另选期次')
  return kept
}

/** 2025年第一季度—2026年第二季度 */
export function rangeWords(periods: readonly string[]): string {
  const [first, last] = [must(periods[0]), must(periods.at(-1))]
  return first === last ? periodWords(first) : `${periodWords(first)}—${periodWords(last)}`
}

/** A quarter as a column of a grid. */
export function quarterLine(period: string): GridLine {
  return { of: 'quarter', key: period, name: periodTick(period), unit: '', group: '' }
}
