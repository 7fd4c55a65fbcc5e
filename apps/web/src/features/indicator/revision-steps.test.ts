import type { DifferenceFigure } from '@cg/contract/difference'
import type { ReleaseListItem } from '@cg/contract/release/head'
import { expect, test } from 'vitest'
import { changeWords, revisionSteps } from './revision-steps.ts'

function item(period: string, sequence: number, publishedAt: string): ReleaseListItem {
  const head = { code: `CG-${period}-0${sequence}`, period, sequence, publishedAt } as ReleaseListItem['head']
  return { head } as ReleaseListItem
}

const items = [
  item('2026Q2', 2, '2026-09-01T00:00:00Z'),
  item('2026Q2', 1, '2026-07-28T00:00:00Z'),
  item('2026Q1', 3, '2026-08-10T00:00:00Z'),
  item('2026Q1', 2, '2026-05-10T00:00:00Z'),
  item('2026Q1', 1, '2026-04-28T00:00:00Z'),
]
const codes = (shown: ReleaseListItem | undefined, quarters: string[]) =>
  revisionSteps(items, shown?.head ?? item('', 0, '').head, quarters).map(({ from, to }) => [from.code, to.code])

test('every correction of the quarters is a step from one release to the next, newest first', () => {
  expect(codes(items[0], ['2026Q1', '2026Q2'])).toEqual([
    ['CG-2026Q2-01', 'CG-2026Q2-02'],
    ['CG-2026Q1-02', 'CG-2026Q1-03'],
    ['CG-2026Q1-01', 'CG-2026Q1-02'],
  ])
})

test('a release tells nothing that was published after it, and of no other quarter', () => {
  expect(codes(items[1], ['2026Q1', '2026Q2'])).toEqual([['CG-2026Q1-01', 'CG-2026Q1-02']])
  expect(codes(items[0], [])).toEqual([])
})

test('what a correction changed of a unit: its figure, place and light, and no number twice', () => {
  const side = (value: number, rank: number, light: 'met' | 'near') => ({ value, state: 'reported', rank, light })
  const figure = (from: unknown, to: unknown, unit: string | null = 'JKQ') =>
    ({ unit, unitName: '经开区', measureUnit: '%', decimals: 1, from, to, absent: null }) as unknown as DifferenceFigure
  expect(changeWords(figure(side(93.5, 1, 'met'), side(90.3, 2, 'near')))).toBe(
    '经开区：93.5 → 90.3，第1位 → 第2位，达标 → 临近',
  )
  expect(changeWords(figure(side(91.7, 2, 'met'), side(91.7, 1, 'met')))).toBe('经开区：数值未变，第2位 → 第1位')
  expect(changeWords(figure(side(87.4, 1, 'met'), side(87, 2, 'met'), null))).toBe('经开区：87.4 → 87.0')
})
