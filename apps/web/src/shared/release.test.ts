import { chooseRelease } from '@cg/contract/release/choose'
import { expect, test } from 'vitest'
import { releaseItems } from '../testing/fixtures.ts'

const items = releaseItems()

test('without a wish the newest quarter is shown', () => {
  expect(chooseRelease(items, {})).toMatchObject({ kind: 'found', head: { code: 'CG-2026Q3-01' } })
})

test('a quarter means its newest release', () => {
  expect(chooseRelease(items, { p: '2026Q2' })).toMatchObject({ kind: 'found', head: { code: 'CG-2026Q2-02' } })
})

test('a pinned publication wins over the quarter and over later corrections', () => {
  expect(chooseRelease(items, { p: '2026Q3', pub: 'CG-2026Q2-01' })).toMatchObject({
    kind: 'found',
    isCurrent: false,
    head: { code: 'CG-2026Q2-01' },
  })
})

test('what is not published is missing, never replaced in silence', () => {
  expect(chooseRelease(items, { p: '2027Q1' })).toMatchObject({ kind: 'missing', latest: { code: 'CG-2026Q3-01' } })
  expect(chooseRelease(items, { pub: 'CG-2026Q9-01' }).kind).toBe('missing')
  expect(chooseRelease([], {}).kind).toBe('none')
})
