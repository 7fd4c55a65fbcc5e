import type { Period } from '@cg/domain/period'
import type { BasisForm, BasisMatter, ReleaseBasis } from '../stored/basis.ts'
import type { CellTable } from '../stored/cell-table.ts'
import type { RevisedSeries, SeriesTable } from '../stored/result-table.ts'

/**
 * An earlier quarter as published in the release that this one builds on. `cells` only as far back as values carry, with
 * those of units that were merged since.
 */
export type EarlierQuarter = {
  readonly period: Period
  readonly code: string
  readonly cells: CellTable | null
  /** The same however far back, where units were merged since the oldest quarter; else null. */
  readonly restated: CellTable | null
  readonly series: SeriesTable
  /** As they stood then; only where the scheme adds or deducts points for them. */
  readonly forms: readonly BasisForm[]
  readonly matters: readonly BasisMatter[]
}

/** All that a release is computed from; the same input gives the same release, byte for byte. */
export type ReleaseInput = {
  readonly basis: ReleaseBasis
  readonly cells: CellTable
  /** Oldest first; one for each earlier quarter that was published. */
  readonly earlier: readonly EarlierQuarter[]
  /** The series of the release of the same quarter that this one corrects. */
  readonly corrected: RevisedSeries | null
}
