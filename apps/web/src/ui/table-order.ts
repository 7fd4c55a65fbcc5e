import { createContext, use, useState } from 'react'

export type Sorting = { readonly key: string; readonly isDescending: boolean }

/** Keeps how tables are sorted, by the table's name. */
export type TableOrders = {
  readonly read: (name: string) => Sorting | null
  /** Takes effect after the next paint: until then the table has its order alone. */
  readonly write: (name: string, sorting: Sorting | null) => void
}

/** Where the page keeps it, so that a link shows the table as it was; null outside a page: the table keeps it itself. */
export const TableOrdersContext = createContext<TableOrders | null>(null)

/** The table is in its new order at once, and the page, which draws itself anew for a link, has it after that is seen. */
export function useTableOrder(name: string): [Sorting | null, (sorting: Sorting | null) => void] {
  const orders = use(TableOrdersContext)
  const kept = orders?.read(name) ?? null
  const [{ own, was }, set] = useState({ own: kept, was: kept })
  if (orders !== null && !isSame(kept, was)) set({ own: kept, was: kept })
  const choose = (sorting: Sorting | null) => {
    set({ own: sorting, was })
    orders?.write(name, sorting)
  }
  return [own, choose]
}

function isSame(one: Sorting | null, other: Sorting | null): boolean {
  return one?.key === other?.key && one?.isDescending === other?.isDescending
}
