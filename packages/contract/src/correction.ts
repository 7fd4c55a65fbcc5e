import type { DifferenceFigure } from './difference.ts'

/** A figure that a correction prints otherwise, and what is known of why. */
export type CorrectedFigure = DifferenceFigure & {
  /** Why cells under it were reopened, each once: 错报：漏填了两家企业; empty where none of them was. */
  readonly reasons: readonly string[]
  /** Who entered the reopened cells anew: a department or a district, never a person. */
  readonly reporters: readonly string[]
}

/** What a correction changed, held against the release of the same quarter that it corrects. */
export type CorrectionFacts = {
  /** Code of the corrected release. */
  readonly from: string
  /** Null: that release is of a shape whose figures cannot be read any more. */
  readonly figures: readonly CorrectedFigure[] | null
  /** Figures that print the same and have another place or light. */
  readonly moved: number
}
