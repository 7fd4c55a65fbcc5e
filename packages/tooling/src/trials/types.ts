export type Engine = 'sqlite' | 'postgres'

export const engines: readonly Engine[] = ['sqlite', 'postgres']

/** What a trial may use. Everything it starts is its own child, everything it writes is below `folder`. */
export type TrialContext = {
  readonly database: Engine
  /** The environment that a started server of the product needs beside DATA_DIR and PORT: DATABASE_URL on PostgreSQL. */
  readonly env: Readonly<Record<string, string>>
  /** Empty; removed afterwards. */
  readonly folder: string
  /** Where the demo city of this commit is kept from one trial to the next; null: the sources are changed, make it anew. */
  readonly seededCity: string | null
  /** A short look: fewer rounds, and the table says so. */
  readonly isQuick: boolean
  /** Told while the trial runs, never in the table. */
  readonly say: (words: string) => void
  /** What an interrupted run of this trial at this commit had kept; undefined when there is none. */
  readonly recall: () => unknown
  /** Keeps how far the trial has come, as JSON, so that an interrupted run is taken up rather than begun again. */
  readonly keep: (state: unknown) => void
}

export type Measured = {
  /** Short: it stands in a cell of the table. */
  readonly figure: string
  readonly met: boolean
  /** What a reader must know to judge the figure, or what was seen where it is not met. */
  readonly detail?: string
}

export type Trial = {
  /** As quality.md names the promise (D1, L4, S3); a second trial of the same one bears a letter (D1b). */
  readonly id: string
  readonly promise: string
  readonly aim: string
  readonly section: 'Durability and faults' | 'Load' | 'Speed' | 'Security' | 'Integrity of figures'
  readonly on: readonly Engine[]
  /** It is ended when it takes longer. */
  readonly minutes: number
  readonly run: (context: TrialContext) => Promise<Measured>
}

/** Thrown where a machine cannot measure something: the table says so with the reason, and the run has not passed. */
export class NotMeasured extends Error {}
