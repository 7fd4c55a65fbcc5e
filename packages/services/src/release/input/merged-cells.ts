import { mergeParts } from '@cg/domain/figure/merge'
import type { Part } from '@cg/domain/figure/merge'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { BasisSuccession, ReleaseBasis } from '../stored/basis.ts'
import type { CellTable } from '../stored/cell-table.ts'

/** Zones that lie inside another unit and units that count for themselves are never added up: the zone is in both. */
export function isAddable({ kind, predecessors }: BasisSuccession): boolean {
  return kind === 'merge' && new Set(predecessors.map(({ countsInParent }) => countsInParent)).size === 1
}

/**
 * A quarter's cells with those that units merged since would have had: of each item and group what their predecessors had
 * between them. Merged units that were merged again follow from one another.
 */
export function withMergedUnits({ successions = [] }: ReleaseBasis, period: Period, cells: CellTable): CellTable {
  return successions.filter((one) => one.from > period && isAddable(one)).reduce(withMerged, cells)
}

function withMerged(cells: CellTable, { predecessors, successors }: BasisSuccession): CellTable {
  const [successor] = successors
  const from = predecessors.map(({ code }) => cells.units.indexOf(code))
  if (successor === undefined || cells.units.includes(successor) || from.includes(-1)) return cells
  const width = cells.units.length
  const parts = cells.keys.map((_, k) =>
    mergeParts(
      from.map((unit): Part => {
        const at = k * width + unit
        return { value: must(cells.values[at]), state: must(cells.states[at]) }
      }),
    ),
  )
  const widened = <T extends Float64Array | Uint8Array | Int32Array>(
    made: T,
    old: T,
    own: (k: number) => number,
  ): T => {
    for (let k = 0; k < cells.keys.length; k++) {
      made.set(old.subarray(k * width, (k + 1) * width), k * (width + 1))
      made[k * (width + 1) + width] = own(k)
    }
    return made
  }
  const length = cells.keys.length * (width + 1)
  return {
    units: [...cells.units, successor],
    keys: cells.keys,
    values: widened(new Float64Array(length), cells.values, (k) => must(parts[k]).value),
    states: widened(new Uint8Array(length), cells.states, (k) => must(parts[k]).state),
    versions: widened(new Int32Array(length), cells.versions, () => -1),
  }
}
