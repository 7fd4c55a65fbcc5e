import { createContext, use, useState } from 'react'

export type Sorting = { readonly key: string; readonly isDescending: boolean }

/** Keeps how tables are sorted, by the table's name. */
export type TableOrders = {
  readonly read: (name: string) => Sorting | null
  readonly write: (name: string, sorting: Sorting | null) => void
}

/** Where the page keeps it, so that a link shows the table as it was; null outside a page: the table keeps it itself. */
export const TableOrdersContext = createContext<TableOrders | null>(null)

export function useTableOrder(name: string): [Sorting | null, (sorting: Sorting | null) => void] {
  const own = useState<Sorting | null>(null)
  const orders = use(TableOrdersContext)
  return orders === null ? own : [orders.read(name), (sorting) => orders.write(name, sorting)]
}
