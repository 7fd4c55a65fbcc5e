import { expect, test } from 'vitest'
import { changed, withLate } from './late.ts'

function counted() {
  let made = 0
  const whole = withLate({ name: '甲', size: 1 }, { table: () => [++made] })
  return { whole, times: () => made }
}

test('a late part is made when it is asked for, and once', () => {
  const { whole, times } = counted()
  expect(times()).toBe(0)
  expect([whole.table, whole.table]).toEqual([[1], [1]])
  expect(times()).toBe(1)
})

test('what is changed keeps it late, and both share what was made', () => {
  const { whole, times } = counted()
  const other = changed(whole, { name: '乙' })
  expect([other.name, other.size, times()]).toEqual(['乙', 1, 0])
  expect(other.table).toBe(whole.table)
  expect(times()).toBe(1)
})

test('a change may be late too and takes the place of what stood there', () => {
  const { whole, times } = counted()
  const other = changed(whole, withLate({}, { table: () => ['new'] }))
  expect(other.table).toEqual(['new'])
  expect(times()).toBe(0)
})

test('to a comparison, JSON and a thread it is a part like any other', () => {
  expect(counted().whole).toEqual({ name: '甲', size: 1, table: [1] })
  expect(JSON.stringify(counted().whole)).toBe('{"name":"甲","size":1,"table":[1]}')
  expect(structuredClone(counted().whole)).toEqual({ name: '甲', size: 1, table: [1] })
})
