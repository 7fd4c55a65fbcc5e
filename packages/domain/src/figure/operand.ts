import { type CellColumn, emptyColumn, stateCode } from '../column.ts'
import type { ItemCode, ItemDefinition, Term } from '../indicator.ts'
import { type ItemColumn, itemColumn, type ItemRequest, worseState } from './item-column.ts'
import { must } from '../must.ts'

/** One side of a formula over all units. */
export type Operand = ItemColumn & {
  /** An item of distinct people is in it, so it cannot be added over units or quarters. */
  readonly distinct: boolean
}

export type OperandRequest = Omit<ItemRequest, 'item'> & { readonly items: ReadonlyMap<ItemCode, ItemDefinition> }

/** Σ coefficient × item; a unit that lacks one of the items has no value. Null when nobody reported any item. */
export function combineTerms(terms: readonly Term[], request: OperandRequest): Operand | null {
  const parts = terms.map((term) => {
    const item = must(request.items.get(term.item), `unknown item ${term.item}`)
    return { term, item, column: itemColumn({ ...request, item }) }
  })
  if (parts.every((part) => part.column === null)) return null
  const distinct = parts.some((part) => part.item.periodKind === 'YTD_UNIQUE')
  const columns = parts.map((part) => ({ coefficient: part.term.coefficient, column: part.column }))
  const only = columns.length === 1 ? columns[0] : undefined
  if (only?.coefficient === 1 && only.column !== null) return { ...only.column, distinct }
  const origins = oldestOrigins(columns.map((part) => part.column?.origins))
  return { ...linear(columns, request.length), ...(origins === null ? {} : { origins }), distinct }
}

type Scaled = { readonly coefficient: number; readonly column: CellColumn | null }

function linear(columns: readonly Scaled[], length: number): CellColumn {
  const total = emptyColumn(length)
  for (let unit = 0; unit < length; unit++) {
    let state: number = stateCode.reported
    let sum = 0
    for (const { coefficient, column } of columns) {
      state = worseState(state, column === null ? stateCode.not_reported : must(column.states[unit]))
      sum += coefficient * (column?.values[unit] ?? 0)
    }
    total.states[unit] = state
    if (state === stateCode.reported) total.values[unit] = sum
  }
  return total
}

/** Of several carried parts the oldest date tells how stale the result is. 0 means not carried. */
export function oldestOrigins(parts: readonly (Int32Array | null | undefined)[]): Int32Array | null {
  const carried = parts.filter((part) => part !== null && part !== undefined)
  const first = carried[0]
  if (first === undefined) return null
  return first.map((own, unit) =>
    carried.reduce((oldest, part) => {
      const origin = must(part[unit])
      return origin !== 0 && (oldest === 0 || origin < oldest) ? origin : oldest
    }, own),
  )
}
