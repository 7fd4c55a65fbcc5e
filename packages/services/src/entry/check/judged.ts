import type { CellRow } from '../cells/cells.ts'
import type { Figures } from '../cells/figures.ts'
import type { Given } from '../cells/given-cells.ts'
import type { FormPlan } from '../form/plan.ts'

/** What a form is judged by: its cells, what stands around them, and what was said of them. */
export type Judged = {
  readonly plan: FormPlan
  /** Own cells of this quarter by cell key. */
  readonly cells: ReadonlyMap<string, Pick<CellRow, 'state' | 'value' | 'note'>>
  /** Earlier quarters and other forms. */
  readonly background: Figures
  /** Keys (explanationKey) of findings that have been explained and not been rejected. */
  readonly explained: ReadonlySet<string>
  /** Items of units (`evidenceKey`) that have a document behind them; null: loaded from files, where none can be. */
  readonly evidenced: ReadonlySet<string> | null
  /** What scorers and registers give; nothing where files are judged. */
  readonly given?: Given
}
