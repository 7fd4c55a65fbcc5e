import { useNavigate, useSearch } from '@tanstack/react-router'
import { afterPaint } from '../ui/after-paint.ts'
import type { Sorting, TableOrders } from '../ui/table-order.ts'

/** Sorted tables in the URL: `order=directory:light:down,history:26Q3:up`. Of this page alone, like the panels' tab. */
export function useTableOrders(): TableOrders {
  const { order } = useSearch({ strict: false })
  const navigate = useNavigate()
  const orders = parseOrders(order ?? '')
  return {
    read: (name) => orders.get(name) ?? null,
    write: (name, sorting) =>
      afterPaint(() => {
        void navigate({
          to: '.',
          search: (old) => ({ ...old, order: printOrders(withOrder(old.order ?? '', name, sorting)) }),
          replace: true,
        })
      }),
  }
}

function withOrder(text: string, name: string, sorting: Sorting | null): ReadonlyMap<string, Sorting> {
  const orders = parseOrders(text)
  if (sorting === null) orders.delete(name)
  else orders.set(name, sorting)
  return orders
}

/** What is not of the form name:column:down|up is ignored; a column that the table lacks sorts nothing. */
export function parseOrders(text: string): Map<string, Sorting> {
  const orders = new Map<string, Sorting>()
  for (const one of text.split(',')) {
    const [, name = '', key = '', way = ''] = /^([^:,]+):(.+):(down|up)$/.exec(one) ?? []
    if (name !== '') orders.set(name, { key, isDescending: way === 'down' })
  }
  return orders
}

function printOrders(orders: ReadonlyMap<string, Sorting>): string | undefined {
  const parts = Array.from(orders, ([name, { key, isDescending }]) => `${name}:${key}:${isDescending ? 'down' : 'up'}`)
  return parts.length === 0 ? undefined : parts.join(',')
}
