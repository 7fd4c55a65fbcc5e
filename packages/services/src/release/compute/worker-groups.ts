import { partOfWhole } from '@cg/domain/figure/part-of-whole'
import { must } from '@cg/domain/must'
import type { ReleaseBasis } from '../stored/basis.ts'

/** A group of workers, with the positions of its indicator and of everybody's. */
export type GroupMeasure = {
  readonly group: string
  readonly name: string
  readonly whole: number
  readonly part: number
  readonly isSameBase: boolean
}

/**
 * The figures of groups that stand beside everybody's in this quarter, in the guide's order: none where one of the two is
 * not there, or where the definitions in force make them no figures of one measure.
 */
export function groupMeasures(basis: ReleaseBasis): GroupMeasure[] {
  const { groups, measures } = basis.guide.workerGroups
  const parents = new Map(basis.items.map(({ code, parent }) => [code, parent]))
  const find = (code: string): number => basis.indicators.findIndex((one) => one.code === code)
  return groups.flatMap(({ code, name }) =>
    measures.flatMap((measure): GroupMeasure[] => {
      const [whole, part] = [find(measure.whole), find(measure.part)]
      if (measure.group !== code || whole < 0 || part < 0) return []
      const { kind } = partOfWhole(
        must(basis.indicators[part]),
        must(basis.indicators[whole]),
        (item) => parents.get(item) ?? null,
      )
      return kind === 'fault' ? [] : [{ group: code, name, whole, part, isSameBase: kind === 'nested' }]
    }),
  )
}
