import { expect, test } from 'vitest'
import { besideCells, besideColumns, besideWork } from './beside.ts'

test('a figure is held against the mean of the work before and after it', async () => {
  const taken = [10, 30]
  expect(
    await besideWork(
      async () => 60,
      async () => taken.shift() ?? Number.NaN,
    ),
  ).toEqual({ ours: 60, theirs: 20 })
})

test('on a machine three times as slow the ratio and the figure at the best pace stay', () => {
  const calm = { name: 'calm', aim: '≤ 50', turns: [{ ours: 40, theirs: 20 }], disturbed: 0 }
  const turns = [1, 3, 3].map((slow) => ({ ours: 40 * slow, theirs: 20 * slow }))
  const [first, second] = besideCells([calm, { name: 'busy', aim: '≤ 50', turns, disturbed: 2, note: 'a sort' }])
  expect(first).toEqual(['calm', 40, 40, 20, 2, 40, '≤ 50', ''])
  expect(second).toEqual(['busy', 120, 120, 60, 2, 40, '≤ 50', 'a sort; 2 of 3 disturbed'])
  expect(second).toHaveLength(besideColumns.length)
})
