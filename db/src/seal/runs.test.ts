import { expect, test } from 'vitest'
import { digester, rowDigest } from './runs.ts'

const rows = [
  { id: 7, note: '“注”\n\u2028"', value: -0.1, bytes: Buffer.from([0, 255]), empty: null, Zed: '' },
  { id: 1e21, note: null, value: -0, bytes: null, empty: null, Zed: 0 },
  { id: 1e21, note: '“注”\n\u2028"', value: Infinity, bytes: Buffer.from([0, 255]), empty: null, Zed: '1' },
  { id: null, note: '“注”\n\u2028"', value: 1e-7, bytes: null, empty: null, Zed: 1 },
  { id: null, note: null, value: null, bytes: null, empty: null, Zed: null },
]

test('a digest of values in a row is that of the row, whatever the order of its columns', () => {
  for (const columns of [Object.keys(rows[0] ?? {}), ['value', 'Zed', 'empty', 'id', 'note', 'bytes']] as const) {
    const digestOf = digester('a "table"', columns)
    for (const row of rows) {
      const values = columns.map((name) => row[name as keyof typeof row])
      expect(digestOf(values)).toBe(rowDigest('a "table"', row))
    }
  }
})

test('the digest of a row is the one that seals of older installations hold', () => {
  expect(rowDigest('cell_revision', { version: 1, id: 2, note: null, reason: '填报' })).toBe('d074e58006170c0d')
})
