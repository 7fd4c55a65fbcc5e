import type { FormDetail } from '@cg/contract/entry'
import type { CellState, ResultState } from '@cg/domain/cell'

type Unit = Pick<FormDetail['units'][number], 'since'>

/** The state of a quarter in a form's history: before its unit began nobody owed anything. */
export function stateThen({ since }: Unit, period: string, state: CellState): ResultState {
  return since !== undefined && period < since && state === 'not_reported' ? 'not_established' : state
}
