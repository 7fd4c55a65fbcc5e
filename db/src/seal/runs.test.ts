import { expect, test } from 'vitest'
import { batchDigester, digester, rowDigest } from './runs.ts'

const rows = [
  { id: 7, note: '“注”\n\u2028"', value: -0.1, bytes: Buffer.from([0, 255]), empty: null, Zed: '' },
  { id: 1e21, note: null, value: -0, bytes: null, empty: null, Zed: 0 },
  { id: 1e21, note: '“注”\n\u2028"', value: Infinity, bytes: Buffer.from([0, 255]), empty: null, Zed: '1' },
  { id: null, note: '“注”\n\u2028"', value: 1e-7, bytes: null, empty: null, Zed: 1 },
  { id: null, note: null, value: null, bytes: null, empty: null, Zed: null },
  // Half a letter, letters of one to four bytes, and more of them than a row usually has.
  { id: 2, note: '\ud800', value: 3, bytes: null, empty: null, Zed: 'é注𠮷\u007f'.repeat(5000) },
  { id: 3, note: '短', value: 3, bytes: null, empty: null, Zed: 'a' },
]

test('a digest of values in a row is that of the row, whatever the order of its columns', () => {
  for (const columns of [Object.keys(rows[0] ?? {}), ['value', 'Zed', 'empty', 'id', 'note', 'bytes']] as const) {
    const digestOf = digester('a "table"', columns)
    for (const row of rows) {
      const values = columns.map((name) => row[name as keyof typeof row])
      expect(digestOf(values)).toBe(rowDigest('a "table"', row))
    }
    // More than are turned into bytes together.
    const many = Array.from({ length: 300 }, (_, at) => rows[at % rows.length] ?? rows[0])
    const told = many.map((row) => columns.map((name) => row?.[name as keyof typeof row]))
    expect(batchDigester('a "table"', columns)(told)).toEqual(many.map((row) => rowDigest('a "table"', row ?? {})))
    expect(batchDigester('a "table"', columns)([])).toEqual([])
  }
})

test('the digest of a row is the one that seals of older installations hold', () => {
  expect(rowDigest('cell_revision', { version: 1, id: 2, note: null, reason: '填报' })).toBe('d074e58006170c0d')
})
