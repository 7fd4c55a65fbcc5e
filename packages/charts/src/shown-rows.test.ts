import { expect, test } from 'vitest'
import { shownRows } from './shown-rows.ts'

const rows = (count: number, focus: number) =>
  Array.from({ length: count }, (_, at) => ({
    rank: at + 1,
    tone: at === focus ? ('focus' as const) : ('context' as const),
  }))

test('a list that fits is drawn whole and says nothing', () => {
  expect(shownRows(rows(30, 3))).toEqual({ rows: rows(30, 3), notes: [] })
})

test('a long list keeps its ends and the unit in focus, in order, and says so', () => {
  const { rows: shown, notes } = shownRows(rows(130, 60))
  expect(shown.map((row) => row.rank)).toEqual([
    ...Array.from({ length: 20 }, (_, at) => at + 1),
    61,
    125,
    126,
    127,
    128,
    129,
    130,
  ])
  expect(notes).toEqual(['共130个单位，图中列出前20个、后6个及强调单位'])
  expect(shownRows(rows(130, -1)).notes).toEqual(['共130个单位，图中列出前20个、后6个'])
})
