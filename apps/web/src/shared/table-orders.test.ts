import { expect, test } from 'vitest'
import { parseOrders } from './table-orders.ts'

test('each table in the link has its own order; what is none is ignored', () => {
  const orders = parseOrders('directory:light:down,history:26Q3:up,broken,:x:up,a:b:sideways')
  expect([...orders]).toEqual([
    ['directory', { key: 'light', isDescending: true }],
    ['history', { key: '26Q3', isDescending: false }],
  ])
})
