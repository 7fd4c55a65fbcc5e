import { describe, expect, test } from 'vitest'
import { parsePeriod } from '../period.ts'
import type { RuleBody } from './rule.ts'
import type { Figures } from './rules.fixture.ts'
import { run } from './rules.fixture.ts'

const sentences = (body: RuleBody, figures: Figures, change = {}) =>
  run(body, figures, change).map((finding) => finding.sentence)

describe('a figure and its past', () => {
  const falling: RuleBody = { kind: 'not-falling', items: ['P_TRAIN_UNQ'], within: 'year', excusedByNote: false }

  test('a running figure may not fall within a year, and starts again in January', () => {
    expect(sentences(falling, { 'P_TRAIN_UNQ@AP': 5, 'P_TRAIN_UNQ@AP:2026Q2': 6 })).toEqual([
      'AP区：接受过培训的产业工人数 5 小于上季的 6，累计数不应减少，请核对',
    ])
    expect(
      run(falling, { 'P_TRAIN_UNQ@AP:2027Q1': 5, 'P_TRAIN_UNQ@AP:2026Q4': 6 }, { period: parsePeriod('2027Q1') }),
    ).toEqual([])
    expect(run(falling, { 'P_TRAIN_UNQ@AP': 6, 'P_TRAIN_UNQ@AP:2026Q2': 6 })).toEqual([])
  })

  test('a half-yearly figure is held against the last one given', () => {
    const found = sentences(
      falling,
      { 'P_TRAIN_UNQ@AP:2026Q4': 5, 'P_TRAIN_UNQ@AP:2026Q2': 6 },
      { period: parsePeriod('2026Q4') },
    )
    expect(found[0]).toContain('小于2026年第二季度的 6')
  })

  test('a total since the start never falls, unless a note excuses it', () => {
    const body: RuleBody = { kind: 'not-falling', periodKinds: ['SINCE_BASE'], within: 'ever', excusedByNote: true }
    const figures = { 'N_CASE@AP:2027Q1': 13, 'N_CASE@AP:2026Q4': 14 }
    expect(run(body, figures, { period: parsePeriod('2027Q1') })).toHaveLength(1)
    expect(
      run(body, figures, {
        period: parsePeriod('2027Q1'),
        hasNote: (cell: { item: string }) => cell.item === 'N_CASE',
      }),
    ).toEqual([])
  })

  const change: RuleBody = {
    kind: 'change',
    against: { STOCK_EOQ: ['prev', 'lastYear'], SINCE_BASE: ['prev'] },
    floor: 10,
  }

  test.each([
    ['10 % is allowed', { 'W_TOTAL@AP': 1100, 'W_TOTAL@AP:2026Q2': 1000 }, 0],
    ['more is not', { 'W_TOTAL@AP': 1101, 'W_TOTAL@AP:2026Q2': 1000 }, 1],
    ['nor a fall', { 'W_TOTAL@AP': 899, 'W_TOTAL@AP:2026Q2': 1000 }, 1],
    ['nor against last year', { 'W_TOTAL@AP': 1101, 'W_TOTAL@AP:2025Q3': 1000 }, 1],
    ['small differences are no trend', { 'W_TOTAL@AP': 30, 'W_TOTAL@AP:2026Q2': 20 }, 0],
    ['a rise from nothing is asked about', { 'W_TOTAL@AP': 500, 'W_TOTAL@AP:2026Q2': 0 }, 1],
    ['nothing to compare with', { 'W_TOTAL@AP': 500 }, 0],
    ['an absolute limit', { 'N_CASE@AP': 8, 'N_CASE@AP:2026Q2': 4 }, 1],
    ['within an absolute limit', { 'N_CASE@AP': 7, 'N_CASE@AP:2026Q2': 4 }, 0],
    ['an item without limits', { 'N_TRAIN@AP': 900, 'N_TRAIN@AP:2026Q2': 1 }, 0],
  ])('change: %s', (_name, figures: Figures, count) => {
    expect(run(change, figures)).toHaveLength(count)
  })

  test('a change is told with both references in one sentence', () => {
    expect(sentences(change, { 'W_TOTAL@AP': 1500, 'W_TOTAL@AP:2026Q2': 1000, 'W_TOTAL@AP:2025Q3': 800 })).toEqual([
      'AP区：产业工人总数 1,500 较上季 1,000 增长50.0%，较上年同期 800 增长87.5%，超过 10% 的波动限度，请核对',
    ])
  })

  const slip: RuleBody = {
    kind: 'unit-slip',
    ranges: [
      [8, 12],
      [8000, 12000],
    ],
    atLeast: 100,
  }

  test.each([
    [12_000, 1_200, 1],
    [1_200, 12_000, 1],
    [4, 40_000, 1],
    [40_000, 4, 1],
    [40_000, 5_500, 0],
    [40_000, 40_100, 0],
    [50, 5, 0],
    [0, 5_000, 0],
    [40_000, 400, 0],
  ])('%d after %d: %d suspected unit slips', (now, before, count) => {
    expect(run(slip, { 'W_TOTAL@AP': now, 'W_TOTAL@AP:2026Q2': before })).toHaveLength(count)
  })

  test('a suspected slip says how many times and in which unit the item is asked', () => {
    expect(sentences(slip, { 'W_TOTAL@AP': 4, 'W_TOTAL@AP:2026Q2': 40_000 })[0]).toBe(
      'AP区：产业工人总数 4 只有上季 40,000 的 10000 分之一，计量单位可能写错，本项单位为人，请核对',
    )
  })

  test('a form copied from last quarter is told once per unit, with all its cells', () => {
    const body: RuleBody = { kind: 'copied', minimumItems: 3 }
    const same = {
      'W_TOTAL@AP': 5,
      'W_TOTAL@AP:2026Q2': 5,
      'P_CON@AP': 4,
      'P_CON@AP:2026Q2': 4,
      'P_TRAIN@AP': 3,
      'P_TRAIN@AP:2026Q2': 3,
    }
    expect(run(body, same)).toMatchObject([{ unit: 'AP', cells: { length: 3 } }])
    expect(run(body, { ...same, 'P_TRAIN@AP': 4 })).toEqual([])
    expect(run(body, same, { formItems: ['W_TOTAL', 'P_CON'] })).toEqual([])
    expect(run(body, Object.fromEntries(Object.keys(same).map((name) => [name, 0])))).toEqual([])
  })
})
