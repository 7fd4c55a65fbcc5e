import type { Cell } from '@cg/domain/cell'
import { notReported } from '@cg/domain/cell'
import type { FormCell } from '@cg/domain/form/form-cell'

/** Figures by quarter, item, breakdown and unit; what is not there is 未报. */
export type Figures = { readonly at: (place: FormCell, period: string) => Cell }

type ByUnit = Map<string, Cell>

/** Nested maps instead of one with long keys: rules read thousands of cells at every save. */
export class FigureTable implements Figures {
  readonly #periods = new Map<string, Map<string, Map<string, ByUnit>>>()

  put({ item, unit, breakdown }: FormCell, period: string, cell: Cell): void {
    const items = orMake(this.#periods, period, () => new Map<string, Map<string, ByUnit>>())
    const breakdowns = orMake(items, item, () => new Map<string, ByUnit>())
    orMake(breakdowns, breakdown, () => new Map<string, Cell>()).set(unit, cell)
  }

  at({ item, unit, breakdown }: FormCell, period: string): Cell {
    return this.#periods.get(period)?.get(item)?.get(breakdown)?.get(unit) ?? notReported
  }
}

function orMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
