import type { HandoverPart } from '@cg/contract/handover'
import type { ResultState } from '@cg/domain/cell'

/** In what a part is measured and printed. */
export type Measure = { readonly name: string; readonly unit: string; readonly decimals: number }

/** A figure as every page prints it; withheld ones have no number, nor have their parts. */
export type OwnFigure = {
  readonly state: ResultState
  readonly values: Readonly<Record<HandoverPart, number | null>>
  readonly carriedFrom: string | null
  /** A sum of distinct people, of whom some may stand in two of its parts. */
  readonly isDoubleCount: boolean
}
